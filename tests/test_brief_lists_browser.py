"""The lists and papers of large archives show less; what scripts make of them is the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from papergloss import export, pipeline, plugin
from papergloss.pages import cards
from papergloss.pages.cards import age
from papergloss.pages.measure import Measure
from papergloss.pipeline.loading import load
from server import Site, serve
from support import ROOT, copy_archive

pytestmark = pytest.mark.browser

BASE = "https://papergloss.github.io/papergloss/"
MONTH = "2025-11"


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The archive's site as it would look if it were large."""
    folder = copy_archive(tmp_path_factory.mktemp("brief"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cards, "measure", lambda _: Measure(brief=True, slim=True))
        site_dir = folder / "site"
        plugin.build(
            folder / "mkdocs.yml", site_dir=site_dir, strict=True, progress=pipeline.silent
        )
    with serve(folder / "site") as served:
        yield served


@pytest.fixture
def page(browser: Browser, brief: Site) -> Iterator[Page]:
    context = browser.new_context(service_workers="block", viewport={"width": 360, "height": 740})
    opened = context.new_page()
    opened.goto(f"{brief.url}months/{MONTH}/")
    yield opened
    context.close()


def test_a_brief_list_shows_titles_authors_and_dates(page: Page) -> None:
    """No teasers and tags; it fits a phone, and has the reader's marks all the same."""
    items = page.locator(".pg-brief > li")
    expect(items.first.locator(".pg-marking button")).to_have_count(2)
    assert items.count() >= 50
    assert page.locator(".pg-teaser, .pg-terms").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_its_bibliography_is_the_same(page: Page) -> None:
    """The papers of all its pages, letter for letter as the program writes them."""
    archive, _ = load(plugin.load_site(ROOT / "mkdocs.yml"))
    papers = [paper for paper in archive.papers if paper.month == MONTH]
    page.get_by_text("Cite", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download BibTeX").click()
    text = Path(download.value.path()).read_text("utf-8")
    order = sorted(papers, key=age, reverse=True)
    assert text == "\n".join(export.bibliography(order, BASE))


def test_the_citation_of_a_paper_is_the_same(page: Page, brief: Site) -> None:
    """The browser writes it of the page, letter for letter as the program would have."""
    archive, _ = load(plugin.load_site(ROOT / "mkdocs.yml"))
    formulas = [paper for paper in archive.papers if "$" in paper.title]
    assert formulas
    for paper in (*archive.papers[::60], *formulas):
        page.goto(f"{brief.url}papers/{paper.slug}/")
        own = f"{BASE}papers/{paper.slug}/"
        expect(page.locator(".pg-cite pre")).to_have_text(export.bibtex(paper, own))


def test_authors_without_a_page_lead_to_search(page: Page, brief: Site) -> None:
    """Names are bare on the page; the browser links each to the search for it."""
    archive, _ = load(plugin.load_site(ROOT / "mkdocs.yml"))
    bare = re.compile(r'<ul class="pg-authors">.*?<li>([^<]+)</li>')
    pages = (brief.dir / "papers" / paper.slug / "index.html" for paper in archive.papers)
    found, name = next((p, m[1]) for p in pages if (m := bare.search(p.read_text("utf-8"))))
    page.goto(f"{brief.url}papers/{found.parent.name}/")
    page.locator(".pg-authors").get_by_role("link", name=unescape(name), exact=True).click()
    expect(page).to_have_url(re.compile(r"/search/\?q=author%3A%22"))
    expect(page.locator("main").get_by_role("link").first).to_be_visible()


def test_it_is_sorted_as_a_whole(page: Page) -> None:
    """By date and by what people said, which its items tell in their own way."""
    order = page.locator(".pg-order select")
    order.select_option("Oldest first")
    expect(page.locator(".pg-brief > li")).to_have_count(131)
    dates = page.locator(".pg-brief time").all_inner_texts()
    assert dates == sorted(dates) and len(set(dates)) > 9
    order.select_option("Most noted")
    expect(page.locator(".pg-brief > li").first.locator(".pg-noted")).to_be_visible()
