"""What the templates see: one view per kind of page, made by ``pages``, printed by ``render``.

Types only. Addresses are relative to the site's root, without a leading slash (``papers/opera/``);
templates print ``{{ root }}{{ url }}``. A field whose name ends in ``_html`` is finished HTML from
``markup``, safe to print as it is; every other string is raw text from the world and must pass
through autoescaping. A page's HTML depends on its ``Page`` value and the theme alone, so the hash
of the two is its cache key.
"""

from __future__ import annotations

from dataclasses import dataclass

from papergloss.note_views import NoteView, RelationView


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A link inside the site; ``count`` is shown beside it where it is not None."""

    label: str
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A button that leads out: ``kind`` is a LinkKind value, ``label`` what the button says."""

    label: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A paper in a list. ``date`` is ISO or "", ``date_text`` is for people ("26 Feb 2025").

    ``arrived`` is when it entered the archive: UTC, ISO 8601, to the second or the day; or "".
    ``status`` (for people: "to read") and ``rating`` (of 5) are what its note says.
    """

    url: str
    title_html: str
    date: str
    date_text: str
    byline: str
    teaser_html: str
    tags: tuple[Ref, ...]
    comments: int | None = None
    has_code: bool = False
    has_note: bool = False
    arrived: str = ""
    status: str = ""
    rating: int | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceView:
    """A listing the paper stood in: "12th of 102 in Daily Papers, 6 Nov 2025, 2 comments"."""

    label: str
    url: str
    date_text: str
    position: int
    size: int
    comments: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedView:
    """A similar paper and the terms the two share."""

    title_html: str
    url: str
    date_text: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionView:
    """Another paper named in an abstract; ``sentence_html`` has the name in <mark>."""

    title_html: str
    url: str
    sentence_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a comparison: only in the other text ("del"), only here ("ins"), or in both ""."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceView:
    """What another listing says of a paper, compared with what its page says."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperView:
    """Everything a paper page shows. ``note`` is None where nobody has written one.

    ``facts`` are label and text; ``differences`` are what other listings say instead.
    ``forge`` is github, gitlab or gitea, and "" like the two addresses there where there is none.
    """

    slug: str
    title_html: str
    abstract_html: str
    date: str
    date_text: str
    authors: tuple[str, ...]
    author_count: int | None
    organisation: str
    links: tuple[LinkView, ...]
    tags: tuple[Ref, ...]
    appearances: tuple[AppearanceView, ...]
    related: tuple[RelatedView, ...]
    mentions: tuple[MentionView, ...]
    mentioned_by: tuple[MentionView, ...]
    withdrawn: bool
    facts: tuple[tuple[str, str], ...]
    differences: tuple[DifferenceView, ...]
    bibtex: str
    note: NoteView | None
    relations: tuple[RelationView, ...]
    forge: str
    annotate_url: str
    correct_url: str


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
class SourceView:
    """A source: its state in a word or two, what is known of it (label, text), what it refuses."""

    name: str
    kind: str
    state: str
    well: bool
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TroubleView:
    """Something that needs a person: the place, what is wrong, what to do."""

    place: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutView:
    """The entries of one listing that are no papers: place and reason; ``more`` are not shown."""

    path: str
    count: int
    rows: tuple[tuple[str, str], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthView:
    """How the archive is; ``bare`` papers have neither ids nor authors, ``bare_refs`` are some."""

    sources: tuple[SourceView, ...]
    troubles: tuple[TroubleView, ...]
    left_out: tuple[LeftOutView, ...]
    bare: int
    bare_refs: tuple[Ref, ...]
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksView:
    """The reader's own marks, which the browser fills in; texts of notes to export them as."""

    queued_note: str
    starred_note: str


View = (
    PaperView
    | ListingView
    | ListingsView
    | TagView
    | TagsView
    | MonthView
    | PapersView
    | HomeView
    | NotesView
    | SearchView
    | HealthView
    | MarksView
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page to render: ``kind`` names the template ``papergloss/<kind>.html``.

    ``meta`` are ``<meta name content>`` pairs for the head, in order.
    """

    kind: str
    url: str
    title: str
    description: str
    view: View
    meta: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDoc:
    """What the search index knows of a paper; all plain text.

    ``byline`` is what a card shows of the authors; ``ids`` are arXiv ids, DOIs and the like, each
    of which finds the paper when typed; ``sources`` are the names of those whose listings it stood
    in; ``status`` (``to-read``, or "" for none) and ``rating`` are those of its note.
    """

    slug: str
    url: str
    title: str
    abstract: str
    authors: tuple[str, ...]
    organisation: str
    tags: tuple[str, ...]
    note: str
    date: str
    byline: str = ""
    ids: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    has_code: bool = False
    upvotes: int = 0
    status: str = ""
    rating: int | None = None
