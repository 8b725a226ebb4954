"""What is shown of notes on a paper's page and in feeds; see ``views`` for what holds of all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """What a person says of a paper beside the comments that stand in the abstract's margin.

    ``glossed`` is whether there are such; ``body_html`` is "" where nothing else was written.
    """

    body_html: str
    glossed: bool = False
    status: str = ""
    rating: int | None = None
    noted: str = ""
    noted_text: str = ""
    data_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationView:
    """Another paper and how it stands to this one ("Extends", "Extended by")."""

    label: str
    title_html: str
    url: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """What is new, at an address below the site's root; ``content_html`` has full addresses."""

    url: str
    title: str
    updated: date
    content_html: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed at ``url`` of what ``page_url`` shows, the latest first."""

    url: str
    page_url: str
    title: str
    entries: tuple[FeedEntry, ...]
