"""The pages that list papers: front page, listings, tags, months, and the search page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from papergloss import days, tags
from papergloss.config import Site
from papergloss.ids import feed_address
from papergloss.model import Appearance, Archive, Listing, Paper
from papergloss.pages.cards import Cards, listing_text, month_text, source_text
from papergloss.pages.notes import latest_first
from papergloss.pages.tags import tag_pages, top_tags
from papergloss.views import (
    Card,
    HomeView,
    ListingsView,
    ListingView,
    MonthView,
    Page,
    PapersView,
    Ref,
    SearchView,
)

LATEST_LISTINGS = 8
HOME_NOTES = 3


def list_pages(archive: Archive, cards: Cards) -> Iterator[Page]:
    """Make the pages of listings, tags and months, and the indexes of each."""
    yield from _listing_pages(archive, cards)
    yield from tag_pages(archive, cards)
    yield from _month_pages(archive, cards)


# --- front and search ---------------------------------------------------------------------------


def home(archive: Archive, cards: Cards, site: Site) -> Page:
    """Make the front page."""
    latest = _latest_first(archive.listings)
    view = HomeView(
        counts=_counts(archive),
        latest=cards.listing(latest[0]) if latest else None,
        latest_date_text=days.text(latest[0].date) if latest else "",
        new_cards=_new_cards(archive, latest, cards)[: site.settings.home_papers],
        listings=tuple(cards.listing(item) for item in latest[:LATEST_LISTINGS]),
        tags=top_tags(archive),
        months=_month_refs(archive),
        notes=tuple(cards.card(paper) for paper, _ in latest_first(archive)[:HOME_NOTES]),
    )
    return Page(kind="home", url="", title=site.name, description=site.description, view=view)


def search_page(archive: Archive, cards: Cards, site: Site) -> Page:
    """Make the search page."""
    view = SearchView(
        total=len(archive.papers),
        tags=top_tags(archive),
        months=_month_refs(archive),
        saved=tuple(
            (Ref(label=name, url=f"search/?q={quote(query)}"), site.url and feed_address(name))
            for name, query in site.settings.search.saved.items()
        ),
    )
    return Page(
        kind="search",
        url="search/",
        title="Search",
        description=f"Search {len(archive.papers)} papers: titles, abstracts, tags and notes",
        view=view,
    )


def _counts(archive: Archive) -> tuple[Ref, ...]:
    used = {slug for paper in archive.papers for slug in paper.tags if slug in archive.tags}
    return (
        Ref(label="papers", url="papers/", count=len(archive.papers)),
        Ref(label="listings", url="listings/", count=len(archive.listings)),
        Ref(label="tags", url="tags/", count=len(tags.closure(used, archive.tags))),
    )


def _new_cards(archive: Archive, latest: Sequence[Listing], cards: Cards) -> tuple[Card, ...]:
    """The papers that the latest listing was the first to show, in its order."""
    if not latest:
        return ()
    standing = _standing(archive)[latest[0].id]
    new = [(p, s) for p, s in standing if p.appearances[0].listing == latest[0].id]
    return tuple(cards.card(paper, seen.position, seen.comments) for paper, seen in new)


def _latest_first(listings: Iterable[Listing]) -> list[Listing]:
    return sorted(listings, key=lambda item: (str(item.date or ""), item.id), reverse=True)


# --- listings -----------------------------------------------------------------------------------


def _listing_pages(archive: Archive, cards: Cards) -> Iterator[Page]:
    standing = _standing(archive)
    sources = defaultdict(list)
    for listing in _latest_first(archive.listings):
        sources[listing.source].append(listing)
    for listings in sources.values():
        neighbours = zip([None, *listings], listings, [*listings[1:], None], strict=False)
        for newer, listing, older in neighbours:
            yield _listing_page(listing, standing[listing.id], (newer, older), cards)
    view = ListingsView(
        sources=tuple(
            (source_text(source), tuple(cards.listing(item) for item in listings))
            for source, listings in sources.items()
        )
    )
    yield Page(
        kind="listings",
        url="listings/",
        title="Listings",
        description=f"{len(archive.listings)} listings, each in its own order",
        view=view,
    )


def _standing(archive: Archive) -> Mapping[str, list[tuple[Paper, Appearance]]]:
    """Which papers stood in which listing, in the listing's order."""
    found = defaultdict(list)
    for paper in archive.papers:
        for seen in paper.appearances:
            found[seen.listing].append((paper, seen))
    for papers in found.values():
        papers.sort(key=lambda pair: pair[1].position)
    return found


def _listing_page(
    listing: Listing,
    standing: Sequence[tuple[Paper, Appearance]],
    neighbours: tuple[Listing | None, Listing | None],
    cards: Cards,
) -> Page:
    newer, older = (cards.listing(item) if item else None for item in neighbours)
    view = ListingView(
        title=listing_text(listing),
        source=source_text(listing.source),
        date=listing.date.isoformat() if listing.date else "",
        date_text=days.text(listing.date),
        provenance=tuple(_provenance(listing)),
        source_url=listing.url or "",
        cards=tuple(cards.card(paper, seen.position, seen.comments) for paper, seen in standing),
        newer=newer,
        older=older,
    )
    return Page(
        kind="listing",
        url=f"listings/{listing.id}/",
        title=listing_text(listing),
        description=f"{listing.size} papers in the order of {listing_text(listing)}",
        view=view,
    )


def _provenance(listing: Listing) -> Iterator[tuple[str, str]]:
    yield "Date", f"{days.text(listing.date)}: {listing.date_basis}"
    if listing.received:
        yield "Received", listing.received
    yield "Kept as", f"content/{listing.path}"


# --- months -------------------------------------------------------------------------------------


def _months(archive: Archive) -> dict[str, list[Paper]]:
    found = defaultdict(list)
    for paper in archive.papers:
        found[paper.month].append(paper)
    return dict(sorted(found.items(), reverse=True))


def _month_ref(month: str, count: int) -> Ref:
    return Ref(label=month_text(month), url=f"months/{month}/", count=count)


def _month_refs(archive: Archive) -> tuple[Ref, ...]:
    return tuple(_month_ref(month, len(papers)) for month, papers in _months(archive).items())


def _month_pages(archive: Archive, cards: Cards) -> Iterator[Page]:
    months = _months(archive)
    refs = _month_refs(archive)
    for index, (month, papers) in enumerate(months.items()):
        view = MonthView(
            title=month_text(month),
            cards=cards.newest(papers),
            newer=refs[index - 1] if index else None,
            older=refs[index + 1] if index + 1 < len(refs) else None,
        )
        yield Page(
            kind="month",
            url=f"months/{month}/",
            title=month_text(month),
            description=f"{len(papers)} papers entered the archive in {month_text(month)}",
            view=view,
        )
    years = groupby(zip(months, refs, strict=True), key=lambda pair: pair[0][:4])
    yield Page(
        kind="papers",
        url="papers/",
        title="Papers",
        description=f"All {len(archive.papers)} papers by month",
        view=PapersView(
            years=tuple((year, tuple(ref for _, ref in pairs)) for year, pairs in years),
            total=len(archive.papers),
        ),
    )
