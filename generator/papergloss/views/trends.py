"""The page of trends, the digest of a week, and the letter that tells the same by e-mail."""

from __future__ import annotations

from msgspec import Struct

from papergloss.views.cards import AnyCard
from papergloss.views.charts import ChartView
from papergloss.views.lists import NotedView
from papergloss.views.pieces import Ref


class TrendView(Struct, frozen=True, kw_only=True):
    """A term, its part of all papers over time, and how it changed, in words."""

    ref: Ref
    text: str
    chart: ChartView | None = None


class TrendGroup(Struct, frozen=True, kw_only=True):
    """The trends of one kind of term (``name``: Tags)."""

    name: str
    rising: tuple[TrendView, ...]
    falling: tuple[TrendView, ...]
    most: tuple[TrendView, ...]


class TrendsView(Struct, frozen=True, kw_only=True):
    """What rises and falls: ``spans`` say which times are compared, "" where there are none."""

    spans: str
    groups: tuple[TrendGroup, ...]
    digest: Ref | None


class DigestView(Struct, frozen=True, kw_only=True):
    """A week: what was new (the most noted of ``total``), what was noted, what is rising.

    ``letters`` lead to the same as e-mail, where it is kept.
    """

    title: str
    span: str
    total: int
    new: tuple[AnyCard, ...]
    more: Ref
    noted: tuple[NotedView, ...]
    rising: tuple[TrendView, ...]
    letters: tuple[Ref, ...] = ()
    newer: Ref | None = None
    older: Ref | None = None


class DigestsView(Struct, frozen=True, kw_only=True):
    """The index of digests, the latest first; ``feeds`` tell of new ones."""

    weeks: tuple[Ref, ...]
    feeds: tuple[Ref, ...] = ()


class LetterItem(Struct, frozen=True, kw_only=True):
    """A paper or a term in a letter, as plain text; ``url`` is below the site's root."""

    title: str
    url: str
    facts: str = ""
    text: str = ""


class Letter(Struct, frozen=True, kw_only=True):
    """A digest to send: plain text, in named ``parts`` of items.

    ``url`` is the digest's page; ``updated`` is UTC, ISO 8601, to the second.
    """

    url: str
    title: str
    lead: str
    updated: str
    parts: tuple[tuple[str, tuple[LetterItem, ...]], ...]
    more: LetterItem
