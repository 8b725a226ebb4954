"""Listings: what sources showed, what is known beside it, and how the sources are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from papergloss.model.values import Author, Ids, Link, Organisation, PartialDate, Version


class Announcement(StrEnum):
    """Why arXiv announces a paper on a day (https://info.arxiv.org/help/rss_specifications.html)."""

    NEW = "new"
    CROSS = "cross"
    REPLACE = "replace"
    REPLACE_CROSS = "replace-cross"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One paper as one listing shows it.

    Text is repaired (see ``text``): plain Unicode, mathematics between ``$`` signs.
    ``position`` counts from 1 in the listing's own order; ``line`` is where the entry starts in
    the raw file (or None where lines mean nothing). ``published`` and ``updated`` are days of the
    paper's first and latest version; ``listed`` is the day this entry was listed, where the source
    says so entry by entry (a page of a whole month does), ``announced`` why. ``title`` is "" only
    where ``ids`` hold a name to ask for it by; ``et_al`` says that ``authors`` are only
    the first of more.
    """

    title: str
    abstract: str
    position: int
    line: int | None = None
    ids: Ids = Ids()
    authors: tuple[Author, ...] = ()
    author_count: int | None = None
    et_al: bool = False
    organisation: Organisation | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None
    listed: PartialDate | None = None
    announced: Announcement | None = None
    comments: int | None = None
    upvotes: int | None = None
    links: tuple[Link, ...] = ()
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    venue: str | None = None
    comment: str | None = None
    summary: str | None = None
    versions: tuple[Version, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An entry that was seen and not taken, with the reason; nothing is dropped silently."""

    reason: str
    position: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a source module makes of raw bytes: entries, and what it could not take.

    ``date`` is the listing's own date as printed. ``empty_reason`` says why a listing without
    entries is in order (a day without papers). ``more`` asks the source for the next page: an
    opaque token (OAI-PMH) or the number of the first entry there (Atom); ``total`` is how many
    entries the source says all pages hold.
    """

    entries: tuple[Entry, ...]
    date: PartialDate | None = None
    rejected: tuple[Rejected, ...] = ()
    empty_reason: str | None = None
    more: str | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sidecar:
    """What is known of a raw listing beside its bytes (``<stem>.meta.yml``).

    Of one that was fetched: ``status`` is HTTP's, ``etag`` and ``last_modified`` are as the server
    gave them, to ask with next time; ``entries`` is how many were read. ``purpose`` is "lookup" for
    the answer to a question about papers that are here; ``asked`` names those papers (titles, or
    ids such as "arXiv:2311.17911"), ``found`` those of them that it answers.
    """

    name: str | None = None
    date: date | None = None
    date_basis: str | None = None
    url: str | None = None
    received: str | None = None
    format: str | None = None
    remark: str | None = None
    sha256: str | None = None
    status: int | None = None
    entries: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    purpose: str | None = None
    asked: tuple[str, ...] = ()
    found: tuple[str, ...] = ()


#: What a listing can be for, besides showing papers.
LOOKUP = "lookup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A reply that was fetched and not taken: why, and where its bytes lie (below content/)."""

    name: str
    path: str
    reason: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What a source last did; times are UTC, ISO 8601.

    ``entries`` were read in the last run that had no trouble; ``status`` is the last reply's;
    ``retries`` are those of the last run. ``failing_since`` and ``error`` are empty while all is
    well. Fetch's own memory besides: ``settled`` names listings that did not change after their
    day was over, ``pending`` the address of the next page of each listing that is not complete.
    """

    source: str
    last_success: str | None = None
    last_attempt: str | None = None
    entries: int = 0
    status: int | None = None
    retries: int = 0
    failing_since: str | None = None
    error: str | None = None
    refused: tuple[Refused, ...] = ()
    settled: tuple[str, ...] = ()
    pending: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of entries from one source at one time, with its date settled.

    ``id`` is ``<source>/<name>`` and names the published page ``listings/<source>/<name>/``.
    ``date_basis`` says where the date comes from, for the page's provenance line. ``format`` is
    the name of the format it was read as, ``fetched`` tells that nobody chose its papers by hand.
    A ``lookup`` is the answer to a question about papers that are here: it adds to what is known
    of them, shows no paper by itself and has no page.
    """

    id: str
    path: str
    date: date | None
    date_basis: str
    entries: tuple[Entry, ...] = ()
    url: str | None = None
    received: str | None = None
    size: int = 0
    format: str = ""
    fetched: bool = False
    lookup: bool = False

    @property
    def source(self) -> str:
        """The part of ``id`` before the slash."""
        return self.id.partition("/")[0]

    @property
    def name(self) -> str:
        """The part of ``id`` after the slash."""
        return self.id.partition("/")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """What update saw and did not take: an entry of a listing, or all of it (``whole``).

    ``path`` is the listing's file, below content/; ``title`` is the entry's, or its id.
    """

    path: str
    reason: str
    title: str = ""
    position: int | None = None
    line: int | None = None
    whole: bool = False
