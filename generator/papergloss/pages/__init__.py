"""The archive in, a plan of every page of the site out. Pure; nothing here knows HTML templates.

A kind of page with many pages, or costly ones, has plans: what shapes a page is gathered, and a
function of that alone makes it, if it has to be made. Any other kind simply makes its pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from papergloss.config import Site
from papergloss.model import Archive, Concepts, Links, Paper
from papergloss.pages.cards import Cards
from papergloss.pages.concepts import (
    concept_lists,
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
from papergloss.pages.paper_inputs import Gatherer, PaperInputs
from papergloss.pages.people import author_lists, organisation_lists, people_pages
from papergloss.pages.search_docs import lazy_docs, noted_docs, search_doc, search_docs
from papergloss.pages.shown import Said, dated, marks, said, silent
from papergloss.pages.trends import digests, trend_pages
from papergloss.views import Feed, ListEntry, Page, Plan

__all__ = [
    "Cards",
    "Digests",
    "Gatherer",
    "PaperList",
    "Said",
    "dated",
    "digests",
    "feeds",
    "health_plans",
    "lazy_docs",
    "list_index",
    "list_plans",
    "lists_of",
    "marks",
    "month_plans",
    "note_plans",
    "noted_docs",
    "notes_feed",
    "pages",
    "paper_plans",
    "plans",
    "redirects",
    "said",
    "search_doc",
    "search_docs",
    "silent",
    "trend_plans",
]


def lists_of(archive: Archive, links: Links, cards: Cards) -> tuple[PaperList, ...]:
    """Gather every list of papers; pages, feeds and the index of the API are made of them."""
    return (
        *paper_lists(archive, cards),
        *author_lists(links.people, cards),
        *organisation_lists(archive.papers, cards),
        *concept_lists(links.concepts, cards),
    )


def list_plans(
    archive: Archive, links: Links, lists: Sequence[PaperList], cards: Cards, site: Site
) -> Iterator[Plan]:
    """Plan the front page, the search page, all lists and their indexes.

    Pages that cost little to make are made already; a plan of them changes as their view does.

    Args:
        archive: with the marks of its notes.
    """
    yield from map(Plan.of, _made_of_lists(archive, links, lists, cards, site))
    of_concepts = (found for found in lists if found.kind == "concept")
    yield from concept_plans(links.concepts, of_concepts, cards, site)


def _made_of_lists(
    archive: Archive, links: Links, lists: Sequence[PaperList], cards: Cards, site: Site
) -> Iterator[Page]:
    yield home(archive, lists, cards, site)
    yield search_page(archive, lists, site)
    yield marks_page()
    yield from pages_of_lists(archive, lists, cards, site)
    yield papers_page(archive, ways_in(lists))
    yield concepts_page(links.concepts)
    yield from people_pages(lists, links.people)


def note_plans(archive: Archive, cards: Cards, site: Site) -> Iterator[Plan]:
    """Plan the pages that show the words of notes."""
    return map(Plan.of, notes_pages(archive, cards, site))


def trend_plans(archive: Archive, concepts: Concepts, weekly: Digests) -> Iterator[Plan]:
    """Plan the page of trends and all digests.

    Args:
        archive: with its notes that have a day.
    """
    return map(Plan.of, trend_pages(archive, concepts, weekly))


def health_plans(archive: Archive, site: Site) -> Iterator[Plan]:
    """Plan the page that says how the archive is."""
    yield Plan.of(health_page(archive, site))


def month_plans(said: Said, gatherer: Gatherer) -> Iterator[Plan]:
    """Plan the pages of the papers of a month, with what was ``said`` about them."""
    for paper in gatherer.by_month[said.month]:
        note, standing = said.notes.get(paper.slug), said.relations.get(paper.slug, ())
        yield _paper_plan(paper, gatherer.inputs(paper, note, standing))


def paper_plans(
    papers: Iterable[Paper], archive: Archive, links: Links, site: Site
) -> Iterator[Plan]:
    """Plan the pages of some papers of an archive."""
    gatherer = Gatherer(archive, links, Cards(archive, links.concepts), site)
    for paper in papers:
        note, standing = archive.notes.get(paper.slug), archive.relations.get(paper.slug, ())
        yield _paper_plan(paper, gatherer.inputs(paper, note, standing))


def _paper_plan(paper: Paper, inputs: PaperInputs) -> Plan:
    return Plan(kind="paper", url=f"papers/{paper.slug}/", inputs=inputs, make=paper_page)


def plans(archive: Archive, links: Links, site: Site) -> Iterator[Plan]:
    """Plan every data page of a site, the front page first."""
    cards = Cards(archive, links.concepts)
    lists = lists_of(archive, links, cards)
    yield from list_plans(archive, links, lists, cards, site)
    yield from note_plans(archive, cards, site)
    yield from trend_plans(archive, links.concepts, digests(archive, cards, site))
    yield from health_plans(archive, site)
    yield from paper_plans(archive.papers, archive, links, site)


def pages(archive: Archive, links: Links, site: Site) -> Iterator[Page]:
    """Make every data page of the site."""
    return (plan.page() for plan in plans(archive, links, site))


def feeds(archive: Archive, lists: Sequence[PaperList], cards: Cards, site: Site) -> Iterator[Feed]:
    """Make the feeds of a site whose address is known: of all papers and of each list."""
    return list_feeds(archive, lists, cards, site) if site.url else iter(())


def list_index(lists: Sequence[PaperList], cards: Cards, site: Site) -> tuple[ListEntry, ...]:
    """Say of every list what it lists, and where it and its feeds are."""
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
