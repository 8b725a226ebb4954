"""The pages that list papers: front page, listings, tags, months, notes, search, marks."""

from __future__ import annotations

from dataclasses import dataclass

from papergloss.views.pieces import Card, Ref


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    """A listing in its own order, with where it came from (``provenance``: label, text)."""

    title: str
    source: str
    date: str
    date_text: str
    provenance: tuple[tuple[str, str], ...]
    source_url: str
    cards: tuple[Card, ...]
    newer: Ref | None
    older: Ref | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingsView:
    """All listings, by source, newest first."""

    sources: tuple[tuple[str, tuple[Ref, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagView:
    """A tag: its place in the hierarchy and its papers, newest first."""

    name: str
    description: str
    parents: tuple[Ref, ...]
    children: tuple[Ref, ...]
    near: tuple[Ref, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagNode:
    """A tag in the index's tree, with its children below it."""

    ref: Ref
    children: tuple[TagNode, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TagsView:
    """The tag index: group name → its tree."""

    groups: tuple[tuple[str, tuple[TagNode, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    """The papers that entered the archive in a month."""

    title: str
    cards: tuple[Card, ...]
    newer: Ref | None
    older: Ref | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersView:
    """All papers by month: year → its months with counts, newest first."""

    years: tuple[tuple[str, tuple[Ref, ...]], ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The front page: counts, the latest listing, what is new in it, the latest notes."""

    counts: tuple[Ref, ...]
    latest: Ref | None
    latest_date_text: str
    new_cards: tuple[Card, ...]
    listings: tuple[Ref, ...]
    tags: tuple[Ref, ...]
    months: tuple[Ref, ...]
    notes: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedView:
    """A paper in the list of notes, with the first paragraph of its note."""

    card: Card
    noted: str
    noted_text: str
    opening_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesView:
    """All notes: the latest, and their papers by rating and by status, each group with a name."""

    latest: tuple[NotedView, ...]
    by_rating: tuple[tuple[str, tuple[Ref, ...]], ...]
    by_status: tuple[tuple[str, tuple[Ref, ...]], ...]
    total: int
    feed_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """The search page; ways in for readers without JavaScript.

    ``saved`` pairs each saved query with its feed, whose address is "" where there is none.
    """

    total: int
    tags: tuple[Ref, ...]
    months: tuple[Ref, ...]
    saved: tuple[tuple[Ref, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksView:
    """The reader's own marks, which the browser fills in; texts of notes to export them as."""

    queued_note: str
    starred_note: str
