"""The pages that list papers, whatever they have in common, and the indexes of such lists."""

from __future__ import annotations

from msgspec import Struct

from papergloss.views.cards import AnyCard
from papergloss.views.charts import ChartView
from papergloss.views.pieces import Ref


class ListHead(Struct, frozen=True, kw_only=True):
    """What stands above a list: where it belongs, its title, what is known of it.

    ``kicker`` leads upwards; ``facts`` are label and text; ``kin`` are labelled rows of links;
    ``newer`` and ``older`` are the lists before and after this one in time; ``chart`` shows when
    its papers came.
    """

    title: str
    kicker: tuple[Ref, ...] = ()
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    source_url: str = ""
    kin: tuple[tuple[str, tuple[Ref, ...]], ...] = ()
    newer: Ref | None = None
    older: Ref | None = None
    chart: ChartView | None = None


class PartView(Struct, frozen=True, kw_only=True):
    """The papers of a list that one page shows, and the ways to the others.

    ``total`` counts the papers of the whole list, ``pages`` leads to all pages but the first: both
    are for the first page alone, as the others would change with every new paper otherwise.
    ``rest`` is the address of the search that finds what no page of the list shows.
    ``ordered`` lists have an order of their own, all others show the newest first; ``brief`` ones
    show neither teasers nor tags.
    """

    cards: tuple[AnyCard, ...]
    brief: bool = False
    ordered: bool = False
    total: int = 0
    pages: tuple[Ref, ...] = ()
    orders: tuple[Ref, ...] = ()
    newer: Ref | None = None
    older: Ref | None = None
    rest: str = ""
    feeds: tuple[Ref, ...] = ()


class ListView(Struct, frozen=True, kw_only=True):
    """A page of a list of papers, whatever they have in common."""

    head: ListHead
    part: PartView


class ListingsView(Struct, frozen=True, kw_only=True):
    """All listings, by source, newest first."""

    sources: tuple[tuple[str, tuple[Ref, ...]], ...]


class TagNode(Struct, frozen=True, kw_only=True):
    """A tag in the index's tree, with its children below it."""

    ref: Ref
    children: tuple[TagNode, ...]


class TagsView(Struct, frozen=True, kw_only=True):
    """The tag index: group name → its tree."""

    groups: tuple[tuple[str, tuple[TagNode, ...]], ...]


class PapersView(Struct, frozen=True, kw_only=True):
    """All papers by month: year → its months with counts, newest first; and ``ways`` elsewhere."""

    years: tuple[tuple[str, tuple[Ref, ...]], ...]
    total: int
    ways: tuple[Ref, ...]


class HomeView(Struct, frozen=True, kw_only=True):
    """The front page: counts, the latest listing, what is new in it, the latest notes."""

    counts: tuple[Ref, ...]
    latest: Ref | None
    latest_date_text: str
    new_cards: tuple[AnyCard, ...]
    listings: tuple[Ref, ...]
    tags: tuple[Ref, ...]
    months: tuple[Ref, ...]
    notes: tuple[AnyCard, ...]


class NotedView(Struct, frozen=True, kw_only=True):
    """A paper in the list of notes, with the first paragraph of its note."""

    card: AnyCard
    noted: str
    noted_text: str
    opening_html: str


class NotesView(Struct, frozen=True, kw_only=True):
    """Notes, the latest first, and their papers by rating and by status.

    Each group is a list and some of its papers. ``total`` counts all notes; it and the groups are
    for the first page alone, as in ``PartView``.
    """

    title: str
    notes: tuple[NotedView, ...]
    by_rating: tuple[tuple[Ref, tuple[Ref, ...]], ...] = ()
    by_status: tuple[tuple[Ref, tuple[Ref, ...]], ...] = ()
    total: int = 0
    feeds: tuple[Ref, ...] = ()
    whole: Ref | None = None
    pages: tuple[Ref, ...] = ()
    newer: Ref | None = None
    older: Ref | None = None
    rest: str = ""
    ordered: bool = False


class SearchView(Struct, frozen=True, kw_only=True):
    """The search page; ways in for readers without JavaScript.

    ``saved`` pairs each saved query with its feed, whose address is "" where there is none.
    """

    total: int
    tags: tuple[Ref, ...]
    months: tuple[Ref, ...]
    saved: tuple[tuple[Ref, str], ...] = ()


class MarksView(Struct, frozen=True, kw_only=True):
    """The reader's own marks, which the browser fills in; texts of notes to export them as."""

    queued_note: str
    starred_note: str
