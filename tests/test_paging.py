"""Lists of papers are cut into pages, in which every paper stands once and old pages stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from papergloss.config import Site
from papergloss.model import Appearance, Archive, Note, Paper
from papergloss.pages.cards import Cards
from papergloss.pages.measure import Measure, measure
from papergloss.pages.paging import Item, PaperList, list_pages, newest, search_for
from papergloss.views import ListHead, ListView, Page

PER_PAGE = Measure().per_page
SITE = Site(root=Path(), content=Path(), url="https://x.org/a/")


def paper(number: int, comments: int | None = None) -> Paper:
    day = date(2020, 1, 1) + timedelta(days=number)
    seen = Appearance(listing="s/l", date=day, position=1, comments=comments)
    return Paper(slug=f"p{number}", month="2020-01", title="T", abstract="A", appearances=(seen,))


def paper_list(count: int, *, ordered: bool = False, dated: bool = False) -> PaperList:
    papers = [paper(number) for number in range(count)]
    items = tuple(Item(paper=each, position=at) for at, each in enumerate(papers, start=1))
    return PaperList(
        kind="tag",
        url="tags/x/",
        description="D",
        head=ListHead(title="X"),
        items=items if ordered else newest(papers, cards_for(papers)),
        ordered=ordered,
        dated=dated,
    )


def cards_of(found: PaperList, notes: dict[str, Note] | None = None) -> Cards:
    return cards_for([item.paper for item in found.items], notes)


def cards_for(papers: Iterable[Paper], notes: dict[str, Note] | None = None) -> Cards:
    return Cards(Archive(papers=tuple(papers), listings=(), notes=notes or {}, tags={}))


def pages(found: PaperList, site: Site = SITE) -> list[Page]:
    return list(list_pages(found, cards_of(found), site))


def shown(page: Page) -> list[str]:
    assert isinstance(page.view, ListView)
    return [card.url for card in page.view.part.cards]


def link(page: Page, rel: str) -> str | None:
    return next((each.url for each in page.links if each.rel == rel), None)


COUNTS = [0, 1, PER_PAGE, 2 * PER_PAGE - 1, 2 * PER_PAGE, 2 * PER_PAGE + 1, 234, 250]


@pytest.mark.parametrize("ordered", [False, True])
@pytest.mark.parametrize("count", COUNTS)
def test_every_paper_stands_on_one_page_in_order(count: int, ordered: bool) -> None:
    """Page after page the whole list is there; no page but an only one is shorter than a page."""
    found = paper_list(count, ordered=ordered)
    made = pages(found)
    listed = [url for page in made for url in shown(page)]
    assert listed == [f"papers/{item.paper.slug}/" for item in found.items]
    sizes = [len(shown(page)) for page in made]
    assert len(sizes) == 1 or all(PER_PAGE <= size < 2 * PER_PAGE for size in sizes)


@pytest.mark.parametrize("ordered", [False, True])
def test_next_leads_through_all_pages_and_prev_back(ordered: bool) -> None:
    """The links that a browser without scripts follows."""
    made = pages(paper_list(234, ordered=ordered))
    assert len(made) == 4
    assert [link(page, "next") for page in made] == [*(page.url for page in made[1:]), None]
    assert [link(page, "prev") for page in made] == [None, *(page.url for page in made[:-1])]


def test_the_oldest_papers_stay_on_page_one() -> None:
    """A list that shows the newest first is numbered from its old end, an ordered one is not."""
    assert [page.url for page in pages(paper_list(234))] == [
        *("tags/x/", "tags/x/page/3/", "tags/x/page/2/", "tags/x/page/1/")
    ]
    ordered = [page.url for page in pages(paper_list(150, ordered=True))]
    assert ordered == ["tags/x/", "tags/x/page/2/", "tags/x/page/3/"]


def test_a_new_paper_leaves_the_old_pages_as_they_are() -> None:
    """It changes the first page alone."""
    before, after = pages(paper_list(234)), pages(paper_list(235))
    assert before[0] != after[0]
    assert before[1:] == after[1:]


def test_the_newest_papers_become_a_page_when_they_fill_one() -> None:
    """Then the youngest of the old pages learns which page follows it; the others stay."""
    before, after = pages(paper_list(249)), pages(paper_list(250))
    assert [page.url for page in before] == [page.url for page in after if "/4/" not in page.url]
    assert shown(before[1]) == shown(after[2])
    assert before[2:] == after[3:]


def test_what_people_said_most_about_has_a_page() -> None:
    """Rated notes come first, then other notes, then readers' comments; the rest stands nowhere."""
    found = paper_list(120)
    said = Item(paper=paper(19, comments=7))
    found = replace(found, items=(*found.items[:100], said, *found.items[101:]))
    notes = {"p3": Note(slug="p3", body=""), "p5": Note(slug="p5", body="", rating=2)}
    made = list(list_pages(found, cards_of(found, notes), SITE))
    assert made[-1].url == "tags/x/noted/"
    assert shown(made[-1]) == ["papers/p5/", "papers/p3/", "papers/p19/"]
    assert isinstance(made[0].view, ListView)
    assert [ref.url for ref in made[0].view.part.orders] == ["tags/x/", "tags/x/noted/"]


def test_a_list_of_one_page_needs_no_other_order() -> None:
    """What stands on one page is sorted there."""
    found = paper_list(60)
    notes = {"p3": Note(slug="p3", body="")}
    assert len(list(list_pages(found, cards_of(found, notes), SITE))) == 1


def test_a_list_leads_to_its_feeds() -> None:
    """From its first page, and only where the site knows its own address, which feeds need."""
    made = pages(paper_list(120))
    feeds = [(each.type, each.url) for each in made[0].links if each.rel == "alternate"]
    assert feeds == [
        ("application/atom+xml", "tags/x/feed.xml"),
        ("application/feed+json", "tags/x/feed.json"),
    ]
    assert link(made[1], "alternate") is None
    assert link(pages(paper_list(9), replace(SITE, url=""))[0], "alternate") is None


def test_large_archives_show_less_in_lists() -> None:
    """Teasers go first, then what is old in long lists, and the repetitions of what has a day."""
    assert not measure(5_000).brief
    assert measure(5_001).brief and measure(20_000).most_pages is None
    cards = cards_of(paper_list(20_001))
    for found, count in (
        (paper_list(2_000), 4),
        (paper_list(300, dated=True), 1),
        (paper_list(2_000, ordered=True, dated=True), 20),
        (replace(paper_list(300), minor=True), 1),
    ):
        assert len(list(list_pages(found, cards, SITE))) == count
    assert link(next(list_pages(paper_list(9, dated=True), cards, SITE)), "alternate") is None


def test_what_no_page_of_a_list_shows_is_found_by_search() -> None:
    """The last page that is made leads there, where the list can be searched for."""
    cards = cards_of(paper_list(20_001))
    found = replace(paper_list(2_000), search="search/?q=tag:x")
    long = list(list_pages(found, cards, SITE))
    assert [rest(page) for page in long] == [""] * 3 + ["search/?q=tag:x"]
    several = replace(paper_list(300), minor=True, search="search/?q=x")
    (minor,) = list_pages(several, cards, SITE)
    assert len(shown(minor)) == 25 and rest(minor) == "search/?q=x"
    (short,) = list_pages(replace(several, items=several.items[:25]), cards, SITE)
    assert not rest(short)
    assert search_for("concept", 'the "Owl" net') == "search/?q=concept:%22the+Owl+net%22"


def rest(page: Page) -> str:
    """Where a page of a list leads for what no page shows."""
    assert isinstance(page.view, ListView)
    return page.view.part.rest
