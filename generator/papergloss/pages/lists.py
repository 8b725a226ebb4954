"""All lists of papers that the site shows, and the front and search pages, which lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import quote

from papergloss import days, tags
from papergloss.config import Site
from papergloss.ids import feed_address
from papergloss.model import Archive, LinkKind, Listing
from papergloss.pages.cards import Cards, counted
from papergloss.pages.dates import dated_lists, month_refs
from papergloss.pages.listings import latest_listings, listing_lists, listings_page, standing
from papergloss.pages.notes import latest_first, noted_lists
from papergloss.pages.paging import PaperList, feed_links, feed_refs, list_pages, newest
from papergloss.pages.tags import in_use, tag_lists, tags_page, top_tags
from papergloss.views import AnyCard, HomeView, ListHead, Page, Ref, SearchView

LATEST_LISTINGS = 8
# What leads to papers: if there are lists of this kind, its name and address.
_WAYS = (
    ("author", "Authors", "authors/"),
    ("organisation", "Organisations", "organisations/"),
    ("code", "With code", "with-code/"),
    ("tag", "Trends", "trends/"),
    ("week", "Weekly digests", "digest/"),
)
HOME_NOTES = 3


def paper_lists(archive: Archive, cards: Cards) -> Iterator[PaperList]:
    """Make every list of papers; each has pages, feeds and a bibliography."""
    yield from listing_lists(archive, cards)
    yield from tag_lists(archive, cards)
    yield from dated_lists(archive, cards)
    yield from noted_lists(archive)
    yield from _with_code(archive, cards)


def pages_of_lists(
    archive: Archive, lists: Sequence[PaperList], cards: Cards, site: Site
) -> Iterator[Page]:
    """Make the pages of all lists, and the indexes of listings and tags."""
    for found in lists:
        # The pages of a concept show more than its papers.
        if found.kind != "concept":
            yield from list_pages(found, cards, site)
    yield listings_page(archive, cards)
    yield tags_page(archive, in_use(lists))


def ways_in(lists: Iterable[PaperList]) -> tuple[Ref, ...]:
    """Link to what leads to papers besides listings, tags and months, as far as there is any."""
    kinds = {found.kind for found in lists}
    return tuple(Ref(label=label, url=url) for kind, label, url in _WAYS if kind in kinds)


def _with_code(archive: Archive, cards: Cards) -> Iterator[PaperList]:
    papers = [p for p in archive.papers if any(link.kind is LinkKind.CODE for link in p.links)]
    if papers:
        yield PaperList(
            kind="code",
            url="with-code/",
            description=f"{counted(papers)} with an address of their code",
            head=ListHead(title="With code", kicker=(Ref(label="Papers", url="papers/"),)),
            items=newest(papers, cards),
        )


def home(archive: Archive, lists: Iterable[PaperList], cards: Cards, site: Site) -> Page:
    """Make the front page."""
    latest = latest_listings(archive)
    view = HomeView(
        counts=_counts(archive),
        latest=cards.listing(latest[0]) if latest else None,
        latest_date_text=days.text(latest[0].date) if latest else "",
        new_cards=_new_cards(archive, latest, cards)[: site.settings.home_papers],
        listings=tuple(cards.listing(item) for item in latest[:LATEST_LISTINGS]),
        tags=top_tags(archive, in_use(lists)),
        months=tuple(month_refs(archive).values()),
        notes=tuple(cards.card(paper) for paper, _ in latest_first(archive)[:HOME_NOTES]),
    )
    return Page(
        kind="home",
        url="",
        title=site.name,
        description=site.description,
        view=view,
        links=tuple(feed_links(site.name, feed_refs("", site))),
    )


def search_page(archive: Archive, lists: Iterable[PaperList], site: Site) -> Page:
    """Make the search page."""
    view = SearchView(
        total=len(archive.papers),
        tags=top_tags(archive, in_use(lists)),
        months=tuple(month_refs(archive).values()),
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


def _new_cards(archive: Archive, latest: Sequence[Listing], cards: Cards) -> tuple[AnyCard, ...]:
    """The papers that the latest listing was the first to show, in its order."""
    if not latest:
        return ()
    stood = standing(archive)[latest[0].id]
    new = [(p, s) for p, s in stood if p.appearances[0].listing == latest[0].id]
    return tuple(cards.card(paper, seen.position, seen.comments) for paper, seen in new)
