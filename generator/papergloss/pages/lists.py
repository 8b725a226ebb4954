"""The pages that list papers: front page, listings, tags, months, and the search page."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from urllib.parse import quote

from papergloss import days, tags
from papergloss.config import Site
from papergloss.ids import feed_address
from papergloss.model import Appearance, Archive, Listing, Paper, Tag
from papergloss.pages.cards import Cards, listing_text, month_text, source_text
from papergloss.pages.notes import latest_first
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
    TagNode,
    TagsView,
    TagView,
)

# How many tags the front and search pages show, and how many near tags a tag page.
TOP_TAGS = 30
NEAR_TAGS = 10
LATEST_LISTINGS = 8
HOME_NOTES = 3


def list_pages(archive: Archive, cards: Cards) -> Iterator[Page]:
    """Make the pages of listings, tags and months, and the indexes of each."""
    yield from _listing_pages(archive, cards)
    yield from _tag_pages(archive, cards)
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
        tags=_top_tags(archive),
        months=_month_refs(archive),
        notes=tuple(cards.card(paper) for paper, _ in latest_first(archive)[:HOME_NOTES]),
    )
    return Page(kind="home", url="", title=site.name, description=site.description, view=view)


def search_page(archive: Archive, cards: Cards, site: Site) -> Page:
    """Make the search page."""
    view = SearchView(
        total=len(archive.papers),
        tags=_top_tags(archive),
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


# --- tags ---------------------------------------------------------------------------------------


def _tagged(archive: Archive) -> Mapping[str, list[Paper]]:
    """The papers of each tag; a tag has those of the tags below it too.

    A paper may still have one that the vocabulary has lost since the last update.
    """
    found = defaultdict(list)
    for paper in archive.papers:
        for slug in tags.closure(paper.tags, archive.tags) & archive.tags.keys():
            found[slug].append(paper)
    return found


def _top_tags(archive: Archive) -> tuple[Ref, ...]:
    tagged = _tagged(archive)
    order = sorted(tagged, key=lambda slug: (-len(tagged[slug]), slug))
    return tuple(_tag_ref(archive.tags[slug], tagged) for slug in order[:TOP_TAGS])


def _tag_ref(tag: Tag, tagged: Mapping[str, Sequence[Paper]]) -> Ref:
    return Ref(label=tag.name, url=f"tags/{tag.slug}/", count=len(tagged.get(tag.slug, ())))


def _tag_pages(archive: Archive, cards: Cards) -> Iterator[Page]:
    tagged = _tagged(archive)
    children = defaultdict(list)
    for slug in sorted(tagged, key=lambda slug: archive.tags[slug].name.casefold()):
        for parent in archive.tags[slug].parents:
            children[parent].append(archive.tags[slug])
    for slug, papers in sorted(tagged.items()):
        yield _tag_page(archive.tags[slug], papers, tagged, children, archive, cards)
    yield Page(
        kind="tags",
        url="tags/",
        title="Tags",
        description=f"{len(tagged)} tags over {len(archive.papers)} papers",
        view=TagsView(groups=tuple(_groups(archive, tagged, children))),
    )


def _tag_page(
    tag: Tag,
    papers: Sequence[Paper],
    tagged: Mapping[str, Sequence[Paper]],
    children: Mapping[str, Sequence[Tag]],
    archive: Archive,
    cards: Cards,
) -> Page:
    view = TagView(
        name=tag.name,
        description=tag.description,
        parents=tuple(_tag_ref(archive.tags[slug], tagged) for slug in tag.parents),
        children=tuple(_tag_ref(child, tagged) for child in children.get(tag.slug, ())),
        near=tuple(_near(tag, papers, archive)),
        cards=cards.newest(papers),
    )
    count = f"{len(papers)} paper{'s' if len(papers) != 1 else ''}"
    return Page(
        kind="tag",
        url=f"tags/{tag.slug}/",
        title=tag.name,
        description=f"{count} on {tag.name}. {tag.description}".strip(),
        view=view,
    )


def _near(tag: Tag, papers: Sequence[Paper], archive: Archive) -> Iterator[Ref]:
    """The tags that stand beside this one most often, its own kin left out."""
    beside = Counter(slug for paper in papers for slug in paper.tags if slug in archive.tags)
    kin = tags.closure([tag.slug], archive.tags)
    order = sorted(beside.items(), key=lambda pair: (-pair[1], pair[0]))
    others = [(s, n) for s, n in order if s not in kin and n > 1 and not _below(s, tag, archive)]
    for slug, count in others[:NEAR_TAGS]:
        yield Ref(label=archive.tags[slug].name, url=f"tags/{slug}/", count=count)


def _below(slug: str, tag: Tag, archive: Archive) -> bool:
    return tag.slug in tags.closure([slug], archive.tags)


def _groups(
    archive: Archive,
    tagged: Mapping[str, Sequence[Paper]],
    children: Mapping[str, Sequence[Tag]],
) -> Iterator[tuple[str, tuple[TagNode, ...]]]:
    def node(tag: Tag) -> TagNode:
        below = tuple(node(child) for child in children.get(tag.slug, ()))
        return TagNode(ref=_tag_ref(tag, tagged), children=below)

    tops = [tag for tag in archive.tags.values() if tag.slug in tagged and not tag.parents]
    tops.sort(key=lambda tag: (tag.group, tag.name.casefold()))
    for group, members in groupby(tops, key=lambda tag: tag.group):
        yield group, tuple(node(tag) for tag in members)


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
