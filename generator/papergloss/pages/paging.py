"""A list of papers in, its pages out, whatever the papers have in common.

A list that shows the newest first is cut from its old end: ``page/1/`` holds the oldest papers for
ever, and the newest stand on the list's own page until they fill another. So a new paper changes
one page of a list and leaves the others as they are, which is what an incremental build lives on;
for the same reason none but the first says how many there are. A list with an order of its own is
cut from its beginning, and its first page is number 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar
from urllib.parse import quote_plus

from msgspec import Struct

from papergloss.config import Site
from papergloss.model import Paper, Place
from papergloss.pages.cards import Cards
from papergloss.pages.measure import Measure
from papergloss.views import AnyCard, HeadLink, ListHead, ListView, Page, PartView, Ref

T = TypeVar("T")

NOTED = "Most noted"
_PEOPLE = ("author", "organisation")
FEED = "feed"
FEEDS = (
    ("Atom", f"{FEED}.xml", "application/atom+xml"),
    ("JSON Feed", f"{FEED}.json", "application/feed+json"),
)


class Item(Struct, frozen=True, kw_only=True):
    """A paper in a list; in a listing with its position and the comments that it had there.

    ``place`` is where its abstract says why it is in the list.
    """

    paper: Paper
    position: int | None = None
    comments: int | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperList:
    """A list of papers: what its pages, its feeds and its bibliography are made of.

    ``kind`` names the template, which includes or extends ``list.html``; ``url``
    (``tags/reasoning/``) is the address of its first page; ``description`` is for the head of the
    page and for the feeds. ``items`` are the newest first, or where the list is ``ordered``, in its
    own order. A ``dated`` list is that of a day, a week, a month or a listing; a ``minor`` one is
    one of thousands, and shows less where space is dear. ``search`` is the address of the search
    that finds its papers, where there is one.
    """

    kind: str
    url: str
    description: str
    head: ListHead
    items: tuple[Item, ...]
    ordered: bool = False
    dated: bool = False
    minor: bool = False
    search: str = ""


def newest(papers: Iterable[Paper], cards: Cards) -> tuple[Item, ...]:
    """Put papers in order, the newest first, as ``PaperList.items`` wants them."""
    return tuple([Item(paper=paper) for paper in cards.newest(papers)])


def list_pages(found: PaperList, cards: Cards, site: Site) -> Iterator[Page]:
    """Make the pages of a list: its own first, the older ones, and one of the most noted papers."""
    chunks = _chunks(found, cards.measure)
    kept = chunks[: _most(found, cards.measure)]
    rest = found.search if sum(map(len, kept)) < len(found.items) else ""
    refs = [reference(found.url, at, len(chunks), ordered=found.ordered) for at in range(len(kept))]
    noted = _noted(found, cards) if len(chunks) > 1 else ()
    orders = _orders(found) if noted else ()
    first = PartView(
        cards=_cards(kept[0], cards),
        brief=cards.measure.brief,
        ordered=found.ordered,
        total=len(found.items),
        pages=tuple(refs[1:]),
        orders=orders,
        older=refs[1] if refs[1:] else None,
        rest="" if refs[1:] else rest,
        feeds=feeds_of(found, cards.measure, site),
    )
    yield _page(found, found.head, first)
    for at, items in enumerate(kept[1:], start=1):
        part = PartView(
            cards=_cards(items, cards),
            brief=cards.measure.brief,
            ordered=found.ordered,
            newer=refs[at - 1],
            older=refs[at + 1] if at + 1 < len(refs) else None,
            rest="" if at + 1 < len(refs) else rest,
        )
        yield _page(found, _short(found, refs[at].label), part, refs[at])
    if noted:
        part = PartView(cards=_cards(noted, cards), brief=cards.measure.brief, orders=orders)
        yield _page(found, _short(found, NOTED), part, orders[1])


def feeds_of(found: PaperList, most: Measure, site: Site) -> tuple[Ref, ...]:
    """Link to the feeds of a list; see ``Measure`` for those that have none."""
    least = {"concept": most.concept_feeds} | dict.fromkeys(_PEOPLE, most.author_feeds)
    enough = len(found.items) >= least.get(found.kind, 0)
    return feed_refs(found.url, site) if enough and (most.dated or not found.dated) else ()


def feed_refs(url: str, site: Site) -> tuple[Ref, ...]:
    """Link to the feeds of the list at an address: none where nobody knows the site's own."""
    return tuple(Ref(label=label, url=url + name) for label, name, _ in FEEDS if site.url)


def feed_links(title: str, feeds: Iterable[Ref]) -> Iterator[HeadLink]:
    """Make the links by which browsers and feed readers find a page's feeds."""
    types = {label: media_type for label, _, media_type in FEEDS}
    for feed in feeds:
        name = f"{title} ({feed.label})"
        yield HeadLink(rel="alternate", url=feed.url, type=types[feed.label], title=name)


# --- which papers stand on which page -------------------------------------------------------------


def cut(items: tuple[T, ...], size: int, *, ordered: bool = False) -> list[tuple[T, ...]]:
    """Cut a list into pages; the first has at least ``size`` items, or all there are.

    So has the last of an ordered list; all others have just as many.
    """
    count = len(items)
    if ordered:
        inner = range(size, count - size + 1, size)
    else:
        inner = range(size + count % size, count, size)
    edges = [0, *inner, count]
    return [items[start:end] for start, end in pairwise(edges)]


def _chunks(found: PaperList, most: Measure) -> list[tuple[Item, ...]]:
    """Cut a list into its pages."""
    if found.minor and most.minor_shown:
        return [found.items[: most.minor_shown]]
    if found.dated and not (found.ordered or most.dated):
        return [found.items[: most.per_page]]
    return cut(found.items, most.per_page, ordered=found.ordered)


def _most(found: PaperList, most: Measure) -> int | None:
    """How many pages are made of a list; a listing has all of them, as no other list may."""
    if found.ordered:
        return None
    return most.most_pages


def _noted(found: PaperList, cards: Cards) -> tuple[Item, ...]:
    """The papers that people said most about, as many as fill a page; none where nobody did."""
    if not cards.weights:
        return ()
    weights = [cards.weights.get(item.paper.slug, 0) for item in found.items]
    heavy = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)
    return tuple(found.items[at] for at in heavy[: cards.measure.per_page] if weights[at])


def _cards(items: Iterable[Item], cards: Cards) -> tuple[AnyCard, ...]:
    return tuple(
        [
            cards.telling(item.paper, item.place)
            if item.place
            else cards.card(item.paper, item.position, item.comments)
            for item in items
        ]
    )


# --- what leads where -----------------------------------------------------------------------------


def search_for(field: str, value: str) -> str:
    """Give the address of the search for the papers of which a field says ``value``."""
    query = f'{field}:"{value.replace(chr(34), "")}"'
    return f"search/?q={quote_plus(query, safe=':')}"


def reference(url: str, at: int, count: int, *, ordered: bool = False) -> Ref:
    """Name a page of the list at ``url`` by its index; see the module for where is counted from."""
    if not at:
        return Ref(label="First page" if ordered else "Newest", url=url)
    number = at + 1 if ordered else count - at
    return Ref(label=f"Page {number}", url=f"{url}page/{number}/")


def _orders(found: PaperList) -> tuple[Ref, ...]:
    own = "In its own order" if found.ordered else "Newest"
    return Ref(label=own, url=found.url), Ref(label=NOTED, url=f"{found.url}noted/")


def _short(found: PaperList, label: str) -> ListHead:
    """What stands above a page that is not the list's first: nothing that changes with it."""
    back = Ref(label=found.head.title, url=found.url)
    return ListHead(title=f"{found.head.title}: {_lower(label)}", kicker=(*found.head.kicker, back))


def _lower(label: str) -> str:
    return label[0].lower() + label[1:]


def _page(found: PaperList, head: ListHead, part: PartView, place: Ref | None = None) -> Page:
    return Page(
        kind=found.kind,
        url=place.url if place else found.url,
        title=head.title,
        description=head.title if place else found.description,
        view=ListView(head=head, part=part),
        links=tuple(_links(head, part)),
    )


def _links(head: ListHead, part: PartView) -> Iterator[HeadLink]:
    if part.newer:
        yield HeadLink(rel="prev", url=part.newer.url)
    if part.older:
        yield HeadLink(rel="next", url=part.older.url)
    yield from feed_links(head.title, part.feeds)
