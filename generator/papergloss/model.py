"""The values that travel between the stages; frozen, typed, and without behaviour of their own.

Imports nothing of ours. A ``Listing`` holds ``Entry`` values as one source showed them; a ``Paper``
is what merging them gives; an ``Archive`` is all of it, read-only, for the build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class LinkKind(StrEnum):
    """What a link found in an abstract or a listing leads to."""

    CODE = "code"
    DATA = "data"
    MODEL = "model"
    DEMO = "demo"
    PROJECT = "project"
    PAPER = "paper"
    OTHER = "other"


class Announcement(StrEnum):
    """Why arXiv announces a paper on a day (https://info.arxiv.org/help/rss_specifications.html)."""

    NEW = "new"
    CROSS = "cross"
    REPLACE = "replace"
    REPLACE_CROSS = "replace-cross"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A day as a listing prints it.

    The year may be missing (``Nov 6``), and where a bibliography knows no better, the day or the
    month and the day (``2019``).
    """

    month: int | None = None
    day: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """The permanent names of a paper; arXiv ids are without version (``2311.17911``)."""

    arxiv: str | None = None
    doi: str | None = None
    openreview: str | None = None
    acl: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An author, "First Last" as the source prints the name."""

    name: str
    orcid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The organisation that a listing shows in place of authors (``stanfordnlp Stanford NLP``)."""

    name: str
    handle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A web address found in a listing, and what it leads to."""

    url: str
    kind: LinkKind = LinkKind.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a preprint: its number from 1 and its day."""

    number: int
    date: date | None = None


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
class Appearance:
    """That a paper stood in a listing, where, and what readers said there."""

    listing: str
    date: date | None
    position: int
    comments: int | None = None
    upvotes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """Another value of a paper's ``field`` (title, abstract or date), and the listing that says so.

    An abstract's variant says something else; where it was only typeset otherwise it is none.
    """

    field: str
    value: str
    listing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper: what all its entries say, merged.

    ``slug`` is its permanent name in addresses, ``month`` (``YYYY-MM``) the month it entered the
    archive and its folder; neither ever changes. ``date`` has a year at least. ``comment`` is what
    its authors say of it at arXiv. Where several listings tell of the paper, ``said`` names for a
    field the listing whose word it is, and ``variants`` are what others say instead.
    """

    slug: str
    month: str
    title: str
    abstract: str
    appearances: tuple[Appearance, ...]
    ids: Ids = Ids()
    date: PartialDate | None = None
    authors: tuple[Author, ...] = ()
    author_count: int | None = None
    organisation: Organisation | None = None
    venue: str | None = None
    comment: str | None = None
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    withdrawn: bool = False
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()


class Status(StrEnum):
    """How far a person has come with a paper."""

    TO_READ = "to-read"
    READING = "reading"
    READ = "read"


class RelationKind(StrEnum):
    """How one paper stands to another, in a person's view."""

    EXTENDS = "extends"
    CONTRADICTS = "contradicts"
    USES = "uses"
    COMPARES = "compares"
    SEE_ALSO = "see-also"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """That a note's paper stands so to ``paper``: a slug, an id or an alias, as the note names it.

    ``line`` is where the note says so.
    """

    kind: RelationKind
    paper: str
    remark: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChange:
    """That a note gives its paper a tag or takes it away; ``line`` is where it says so."""

    tag: str
    drop: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What a person puts in place of the listings' words; None leaves a field as it is."""

    title: str | None = None
    abstract: str | None = None
    date: PartialDate | None = None
    authors: tuple[Author, ...] | None = None
    organisation: str | None = None
    venue: str | None = None
    links: tuple[Link, ...] | None = None
    ids: Ids = Ids()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Words of a text and what stands round them.

    https://www.w3.org/TR/annotation-model/#text-quote-selector
    """

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person wrote about a paper: ``content/notes/<slug>.md``, Markdown with front matter.

    ``slug`` is the file's name, which the paper may have outgrown (see ``annotate``); ``body``
    starts on line ``line`` of the file ``path``, whose whole text is ``source``. ``noted`` is the
    day the person gives; ``anchors`` say which place is meant where quoted words stand in the
    abstract more than once. ``joined`` are notes of papers that became this one.
    """

    slug: str
    body: str
    path: str = ""
    line: int = 1
    source: str = ""
    noted: date | None = None
    status: Status | None = None
    rating: int | None = None
    tags: tuple[TagChange, ...] = ()
    aliases: tuple[str, ...] = ()
    overrides: Overrides = Overrides()
    relations: tuple[Relation, ...] = ()
    anchors: tuple[Selector, ...] = ()
    hidden: bool = False
    joined: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A relation as one of its two papers sees it; ``back``: the other paper's note says so."""

    kind: RelationKind
    other: str
    remark: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One term of the vocabulary.

    ``slug`` names it in addresses and in front matter; ``name`` is what people read. ``match`` are
    the words that give a paper the tag (left out: the name), ``strong`` those of which one use is
    enough; ``threshold`` is the score from which on it is given (see ``tags``); ``parents`` are
    slugs.
    """

    slug: str
    name: str
    group: str = ""
    description: str = ""
    parents: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    threshold: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """A paper like another: cosine similarity in [0, 1], and the terms that say why."""

    slug: str
    score: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """That the abstract of ``source`` names the paper ``target`` by ``name``, in ``sentence``.

    ``start`` and ``end`` are offsets of the name in the sentence.
    """

    source: str
    target: str
    name: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """How the papers of an archive hang together; keys are slugs."""

    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    mentioned_by: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that needs a person; ``where`` is a path below the archive's folder, if any."""

    message: str
    where: str = ""
    line: int | None = None
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Everything under ``content/``, in memory and read-only.

    ``papers`` are ordered by month and slug; ``listings`` by date and id, without their entries,
    and so are ``lookups``, which have no page. ``notes`` and ``relations`` go by the slugs of their
    papers; ``hidden`` are the papers that a note takes off the site. ``health`` is what fetch
    recorded of each source, ``left_out`` what update did; ``troubles`` are what could not be read
    now, what is wrong in notes, and notes without a paper.
    """

    papers: tuple[Paper, ...]
    listings: tuple[Listing, ...]
    notes: Mapping[str, Note]
    tags: Mapping[str, Tag]
    relations: Mapping[str, tuple[Standing, ...]] = field(default_factory=dict)
    hidden: tuple[Paper, ...] = ()
    lookups: tuple[Listing, ...] = ()
    health: Mapping[str, Health] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    troubles: tuple[Trouble, ...] = ()
