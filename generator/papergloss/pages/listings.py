"""The pages of listings, each in its own order, and their index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from papergloss import days
from papergloss.model import Appearance, Archive, Listing, Paper
from papergloss.pages.cards import Cards, listing_text, source_text
from papergloss.pages.paging import Item, PaperList
from papergloss.views import ListHead, ListingsView, Page, Ref

Standing = Mapping[str, list[tuple[Paper, Appearance]]]


def latest_listings(archive: Archive) -> list[Listing]:
    """Put the listings in order, the latest first."""
    order = sorted(archive.listings, key=lambda item: (str(item.date or ""), item.id))
    return order[::-1]


def standing(archive: Archive) -> Standing:
    """Tell which papers stood in which listing, in the listing's order."""
    found = defaultdict(list)
    for paper in archive.papers:
        for seen in paper.appearances:
            found[seen.listing].append((paper, seen))
    for papers in found.values():
        papers.sort(key=lambda pair: pair[1].position)
    return found


def listing_lists(archive: Archive, cards: Cards) -> Iterator[PaperList]:
    """Make the list of each listing, source by source, the latest first."""
    stood = standing(archive)
    for listings in _by_source(archive).values():
        neighbours = zip([None, *listings], listings, [*listings[1:], None], strict=False)
        for newer, listing, older in neighbours:
            yield _list(listing, stood.get(listing.id, ()), (newer, older), cards)


def _list(
    listing: Listing,
    stood: Iterable[tuple[Paper, Appearance]],
    neighbours: tuple[Listing | None, Listing | None],
    cards: Cards,
) -> PaperList:
    title, day = listing_text(listing), days.text(listing.date)
    newer, older = (cards.listing(item) if item else None for item in neighbours)
    source = Ref(label=source_text(listing.source), url="listings/")
    return PaperList(
        kind="listing",
        url=f"listings/{listing.id}/",
        description=f"{listing.size} papers in the order of {title}",
        head=ListHead(
            title=title,
            kicker=(Ref(label="Listings", url="listings/"), source),
            lead=day if day not in title else "",
            facts=tuple(_facts(listing)),
            source_url=listing.url or "",
            newer=newer,
            older=older,
        ),
        items=tuple(
            Item(paper=paper, position=seen.position, comments=seen.comments)
            for paper, seen in stood
        ),
        ordered=True,
        dated=True,
    )


def _facts(listing: Listing) -> Iterator[tuple[str, str]]:
    yield "Date", f"{days.text(listing.date)}: {listing.date_basis}"
    if listing.received:
        yield "Received", listing.received
    yield "Kept as", f"content/{listing.path}"


def listings_page(archive: Archive, cards: Cards) -> Page:
    """Make the index of listings."""
    view = ListingsView(
        sources=tuple(
            (source_text(source), tuple(cards.listing(item) for item in listings))
            for source, listings in _by_source(archive).items()
        )
    )
    return Page(
        kind="listings",
        url="listings/",
        title="Listings",
        description=f"{len(archive.listings)} listings, each in its own order",
        view=view,
    )


def _by_source(archive: Archive) -> Mapping[str, Sequence[Listing]]:
    found = defaultdict(list)
    for listing in latest_listings(archive):
        found[listing.source].append(listing)
    return found
