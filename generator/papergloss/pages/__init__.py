"""The archive in, a plan of every page of the site out. Pure; nothing here knows HTML templates.

A kind of page with many pages, or costly ones, has plans: what shapes a page is gathered, and a
function of that alone makes it, if it has to be made. Any other kind simply makes its pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from papergloss import days
from papergloss.config import Site
from papergloss.model import Archive, Concepts, LinkKind, Links, Paper
from papergloss.note_reader import read
from papergloss.pages.cards import Cards, byline, source_text
from papergloss.pages.concepts import (
    concept_lists,
    concept_meanings,
    concept_names,
    concept_plans,
    concepts_page,
)
from papergloss.pages.dates import papers_page
from papergloss.pages.digests import Digests
from papergloss.pages.feeds import list_feeds
from papergloss.pages.health import health_page
from papergloss.pages.lists import home, pages_of_lists, paper_lists, search_page, ways_in
from papergloss.pages.marks import marks_page
from papergloss.pages.notes import notes_feed, notes_pages
from papergloss.pages.paging import PaperList, feeds_of
from papergloss.pages.paper import paper_page
from papergloss.pages.paper_inputs import Gatherer
from papergloss.pages.people import author_lists, organisation_lists, people_pages
from papergloss.pages.trends import digests, trend_pages
from papergloss.text import plain
from papergloss.views import Feed, Letter, ListEntry, Page, Plan, SearchDoc

__all__ = [
    "Cards",
    "PaperList",
    "digests",
    "feeds",
    "letters",
    "list_index",
    "lists_of",
    "notes_feed",
    "pages",
    "paper_plans",
    "plans",
    "redirects",
    "search_docs",
]


def lists_of(archive: Archive, links: Links, cards: Cards | None = None) -> tuple[PaperList, ...]:
    """Gather every list of papers; pages, feeds and the index of the API are made of them.

    Args:
        cards: those of the archive; here and below made unless given.
    """
    cards = cards or Cards(archive, links.concepts)
    return (
        *paper_lists(archive, cards),
        *author_lists(links.people, cards),
        *organisation_lists(archive.papers, cards),
        *concept_lists(links.concepts, cards),
    )


def plans(
    archive: Archive,
    links: Links,
    site: Site,
    lists: Sequence[PaperList] | None = None,
    cards: Cards | None = None,
    weekly: Digests | None = None,
) -> Iterator[Plan]:
    """Plan every data page of the site, the front page first.

    Pages that cost little to make are made already; a plan of them changes as their view does.

    Args:
        lists: those of the archive; here and below made unless given.
        weekly: its digests; here and below gathered unless given.
    """
    cards = cards or Cards(archive, links.concepts)
    every = lists_of(archive, links, cards) if lists is None else lists
    yield from map(Plan.of, _made(archive, links, every, cards, site, weekly))
    of_concepts = (found for found in every if found.kind == "concept")
    yield from concept_plans(links.concepts, of_concepts, cards, site)
    yield from paper_plans(archive.papers, archive, links, site, cards)


def paper_plans(
    papers: Iterable[Paper], archive: Archive, links: Links, site: Site, cards: Cards | None = None
) -> Iterator[Plan]:
    """Plan the pages of some papers of the archive; ``cards`` are made unless given."""
    gatherer = Gatherer(archive, links, cards or Cards(archive, links.concepts), site)
    for paper in papers:
        inputs = gatherer.inputs(paper)
        yield Plan(kind="paper", url=f"papers/{paper.slug}/", inputs=inputs, make=paper_page)


def _made(
    archive: Archive,
    links: Links,
    lists: Sequence[PaperList],
    cards: Cards,
    site: Site,
    weekly: Digests | None,
) -> Iterator[Page]:
    yield home(archive, cards, site)
    yield search_page(archive, cards, site)
    yield marks_page()
    yield from notes_pages(archive, cards, site)
    # The pages of a concept show more than its papers.
    plain_lists = (found for found in lists if found.kind != "concept")
    yield from pages_of_lists(archive, plain_lists, cards, site)
    yield papers_page(archive, ways_in(lists))
    yield concepts_page(links.concepts)
    yield from trend_pages(archive, links.concepts, cards, site, weekly)
    yield from people_pages(lists, links.people)
    yield health_page(archive, site)


def pages(archive: Archive, links: Links, site: Site) -> Iterator[Page]:
    """Make every data page of the site."""
    return (plan.page() for plan in plans(archive, links, site))


def feeds(
    archive: Archive,
    lists: Sequence[PaperList],
    site: Site,
    cards: Cards | None = None,
    weekly: Digests | None = None,
) -> Iterator[Feed]:
    """Make the feeds of a site whose address is known: of all papers, each list, and the notes."""
    if site.url:
        cards = cards or Cards(archive)
        yield from list_feeds(archive, lists, cards, site)
        yield notes_feed(archive, site)
        yield (weekly or digests(archive, cards, site)).feed()


def letters(archive: Archive, site: Site, weekly: Digests | None = None) -> Iterator[Letter]:
    """Make the letters that tell the latest weeks."""
    return (weekly or digests(archive, Cards(archive), site)).letters()


def list_index(archive: Archive, lists: Sequence[PaperList], site: Site) -> tuple[ListEntry, ...]:
    """Say of every list what it lists, and where it and its feeds are."""
    cards = Cards(archive)
    return tuple(
        ListEntry(
            kind=found.kind,
            title=found.head.title,
            url=found.url,
            papers=len(found.items),
            feeds=tuple(ref.url for ref in feeds_of(found, cards.measure, site)),
        )
        for found in lists
    )


def redirects(archive: Archive) -> Iterator[tuple[str, str]]:
    """Pair the addresses of papers that were joined with the addresses of those they joined."""
    for paper in archive.papers:
        for alias in paper.aliases:
            yield f"papers/{alias}/", f"papers/{paper.slug}/"


def search_docs(archive: Archive, concepts: Concepts) -> list[SearchDoc]:
    """Make what the search index holds of each paper."""
    return [_search_doc(paper, archive, concepts) for paper in archive.papers]


def _search_doc(paper: Paper, archive: Archive, concepts: Concepts) -> SearchDoc:
    note = archive.notes.get(paper.slug)
    ids = paper.ids
    return SearchDoc(
        slug=paper.slug,
        url=f"papers/{paper.slug}/",
        title=plain(paper.title),
        abstract=plain(paper.abstract),
        authors=tuple(author.name for author in paper.authors),
        organisation=paper.organisation.name if paper.organisation else "",
        tags=tuple(archive.tags[slug].name for slug in paper.tags if slug in archive.tags),
        note="\n".join(read(each.body).prose for each in (note, *note.joined)) if note else "",
        date=days.iso(paper.date),
        concepts=concept_names(paper, concepts),
        meanings=concept_meanings(paper, concepts),
        byline=byline(paper),
        ids=tuple(filter(None, (ids.arxiv, ids.doi, ids.openreview, ids.acl))),
        sources=_sources(paper),
        has_code=any(link.kind is LinkKind.CODE for link in paper.links),
        upvotes=max((seen.upvotes or 0 for seen in paper.appearances), default=0),
        status=str(note.status or "") if note else "",
        rating=note.rating if note else None,
    )


def _sources(paper: Paper) -> tuple[str, ...]:
    names = {seen.listing.partition("/")[0] for seen in paper.appearances}
    return tuple(sorted(source_text(name) for name in names))
