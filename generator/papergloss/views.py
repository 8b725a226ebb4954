"""What the templates see: one view per kind of page, made by ``pages``, printed by ``render``.

Types only. Addresses are relative to the site's root, without a leading slash (``papers/opera/``);
templates print ``{{ root }}{{ url }}``. A field whose name ends in ``_html`` is finished HTML from
``markup``, safe to print as it is; every other string is raw text from the world and must pass
through autoescaping. A page's HTML depends on its ``Page`` value and the theme alone, so the hash
of the two is its cache key.
"""

from __future__ import annotations

from dataclasses import dataclass


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
    """A paper in a list. ``date`` is ISO or "", ``date_text`` is for people ("26 Feb 2025")."""

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
class PaperView:
    """Everything a paper page shows. ``note_html`` is "" where nobody has written a note."""

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
    bibtex: str
    note_html: str
    note_url: str
    edit_url: str


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
    """The front page: counts, the latest listing, what is new in it, where to go on."""

    counts: tuple[Ref, ...]
    latest: Ref | None
    latest_date_text: str
    new_cards: tuple[Card, ...]
    listings: tuple[Ref, ...]
    tags: tuple[Ref, ...]
    months: tuple[Ref, ...]
    notes: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """The search page; ways in for readers without JavaScript.

    ``saved`` pairs each saved query with its feed, whose address is "" where there is none.
    """

    total: int
    tags: tuple[Ref, ...]
    months: tuple[Ref, ...]
    saved: tuple[tuple[Ref, str], ...] = ()


View = (
    PaperView
    | ListingView
    | ListingsView
    | TagView
    | TagsView
    | MonthView
    | PapersView
    | HomeView
    | SearchView
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
    in; ``status`` ("" for none) and ``rating`` are those of its note.
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
