"""Lists in a real Chromium: their pages, orders, feeds and bibliographies.

What the browser makes of every paper of the archive is read by other programs' own parsers.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urljoin

import bibtexparser
import feedparser
import jsonschema
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from playwright.sync_api import Page, expect
from pybtex.database import parse_string

from papergloss import export, plugin
from papergloss.model import Archive, Paper
from papergloss.pages import tags
from papergloss.pages.cards import age
from papergloss.pipeline.loading import load
from papergloss.text import plain
from server import Site
from support import ROOT

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
BASE = "https://papergloss.github.io/papergloss/"
LLM = "large-language-models"
TAG = f"tags/{LLM}/"
SLUGS = "links => links.map(link => link.href.split('/').at(-2))"


@cache
def archive() -> Archive:
    return load(plugin.load_site(ROOT / "mkdocs.yml"))[0]


def tagged(slug: str) -> list[str]:
    """The papers of a tag and of those below it, the newest first."""
    found = tags.tagged(archive())[slug]
    return [paper.slug for paper in sorted(found, key=age, reverse=True)]


def by_month() -> dict[str, list[Paper]]:
    found: dict[str, list[Paper]] = {}
    for paper in sorted(archive().papers, key=age, reverse=True):
        found.setdefault(paper.month, []).append(paper)
    return found


def shown(page: Page) -> list[str]:
    slugs: list[str] = page.locator(".pg-cards h2 a").evaluate_all(SLUGS)
    return slugs


# --- pages, orders, feeds -----------------------------------------------------------------------


def test_a_list_is_paged_without_scripts(new_page: NewPage) -> None:
    """Links alone lead from a tag's newest papers to its oldest, past all of them, and back."""
    page = new_page(TAG, java_script_enabled=False)
    expect(page.locator(".pg-listbar")).to_contain_text(f"{len(tagged(LLM))} papers")
    found = shown(page)
    while page.locator("nav a[rel=next]").count():
        page.locator("nav a[rel=next]").click()
        found += shown(page)
    assert found == tagged(LLM)
    assert page.url.endswith(f"{TAG}page/1/")
    expect(page.locator("h1")).to_have_text("Large language models: page 1")
    while page.locator("nav a[rel=prev]").count():
        page.locator("nav a[rel=prev]").click()
    assert page.url.endswith(TAG)


def test_the_most_noted_papers_are_a_page_without_scripts(new_page: NewPage) -> None:
    """Those with the archive's own notes stand first, the best rated before the others."""
    page = new_page(TAG, java_script_enabled=False)
    page.get_by_role("link", name="Most noted").click()
    expect(page.locator("[aria-current=true]", has_text="Most noted")).to_be_visible()
    notes = archive().notes
    ratings = [(notes[slug].rating or 0) if slug in notes else -1 for slug in shown(page)]
    assert ratings[0] > 0
    assert ratings == sorted(ratings, reverse=True)


def test_a_whole_list_is_sorted_where_it_stands(new_page: NewPage) -> None:
    """The script asks for the other pages; going back to the list's own order brings all back."""
    page = new_page(TAG)
    before = shown(page)
    assert len(before) < len(tagged(LLM))
    page.locator(".pg-order select").select_option("By title")
    expect(page.locator(".pg-cards > li")).to_have_count(len(tagged(LLM)))
    titles = [
        title.casefold().lstrip('"') for title in page.locator(".pg-cards h2").all_inner_texts()
    ]
    assert titles[1:4] == sorted(titles[1:4])
    assert sorted(shown(page)) == sorted(tagged(LLM))
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
    expect(page.locator(".pg-card > div > .pg-marking")).to_have_count(len(tagged(LLM)))
    link = page.locator(".pg-cards h2 a").last
    assert page.request.get(link.evaluate("link => link.href")).ok
    page.locator(".pg-order select").select_option("Newest first")
    assert shown(page) == before


def test_every_order_is_one(new_page: NewPage) -> None:
    """By date, by author and by what people said of the papers."""
    page = new_page("months/2025-11/")
    order = page.locator(".pg-order select")
    order.select_option("Oldest first")
    expect(page.locator(".pg-cards > li")).to_have_count(131)
    dates = page.locator(".pg-cards time").evaluate_all("times => times.map(time => time.dateTime)")
    assert dates == sorted(dates) and len(set(dates)) > 9
    order.select_option("By first author")
    authors = page.locator(".pg-by").all_inner_texts()
    assert authors and authors == sorted(authors, key=str.casefold)
    order.select_option("Most noted")
    expect(page.locator(".pg-card").first.locator(".pg-noted")).to_be_visible()


def test_a_tag_s_feed_is_found_by_its_page_s_link(new_page: NewPage) -> None:
    """As a browser offers it: both feeds open, and hold the tag's newest papers."""
    page = new_page(TAG)
    found = page.locator("head link[rel=alternate]")
    types = found.evaluate_all("links => links.map(link => [link.type, link.href, link.title])")
    assert [each[0] for each in types] == ["application/atom+xml", "application/feed+json"]
    assert all("Large language models" in each[2] for each in types)
    atom = feedparser.parse(page.request.get(types[0][1]).body())
    assert not atom.bozo and len(atom.entries) == 30
    data = page.request.get(types[1][1]).json()
    assert [item["id"] for item in data["items"]] == [entry.id for entry in atom.entries]


# --- bibliographies -----------------------------------------------------------------------------


def kept(page: Page, name: str) -> str:
    """Click a button that keeps a file, and read the file."""
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Download {name}", exact=True).click()
    return Path(download.value.path()).read_bytes().decode()


@pytest.fixture(scope="module")
def bibliographies(browser: object, site: Site) -> dict[str, dict[str, str]]:
    """What the pages of all months give, by month and form: together, every paper."""
    found: dict[str, dict[str, str]] = {}
    page = browser.new_page(service_workers="block")  # type: ignore[attr-defined]
    for month in by_month():
        page.goto(f"{site.url}months/{month}/")
        page.get_by_text("Cite", exact=True).click()
        found[month] = {name: kept(page, name) for name in ("BibTeX", "RIS", "CSL-JSON")}
    page.close()
    return found


def test_the_browser_writes_the_same_bibtex_as_the_program(
    bibliographies: dict[str, dict[str, str]],
) -> None:
    """Letter for letter, for every paper; pybtex and bibtexparser read it."""
    for month, papers in by_month().items():
        text = bibliographies[month]["BibTeX"]
        assert text == "\n".join(export.bibliography(papers, BASE))
        assert len(parse_string(text, "bibtex").entries) == len(papers)
        assert len(bibtexparser.parse_string(text).entries) == len(papers)


def test_rispy_reads_every_paper(bibliographies: dict[str, dict[str, str]]) -> None:
    """With its title, its authors, the year and its address."""
    for month, papers in by_month().items():
        entries = rispy.loads(bibliographies[month]["RIS"])
        assert [entry["title"] for entry in entries] == [plain(p.title) for p in papers]
        for entry, paper in zip(entries, papers, strict=True):
            assert entry["type_of_reference"] == "UNPB"
            assert len(entry.get("authors", [])) == len(paper.authors[:30])
            assert entry.get("year", "") == (str(paper.date.year) if paper.date else "")
            assert entry["urls"][0].startswith("https://")


def test_citeproc_renders_every_paper(bibliographies: dict[str, dict[str, str]]) -> None:
    """Each is in the bibliography that a style makes of it, by its first author's name."""
    for month, papers in by_month().items():
        items = json.loads(bibliographies[month]["CSL-JSON"])
        assert [item["title"] for item in items] == [plain(p.title) for p in papers]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # citeproc-py knows no field "number" of an article
            style = CitationStylesStyle("harvard-cite-them-right", validate=False)
            book = CitationStylesBibliography(style, CiteProcJSON(items), formatters.plain)
            for item in items:
                book.register(Citation([CitationItem(item["id"])]))
            lines = [str(line) for line in book.bibliography()]
        assert len(lines) == len(papers)
        for item in items:
            family = item["author"][0]["family"] if "author" in item else ""
            assert any(item["title"] in line and family in line for line in lines)


def test_a_reference_manager_is_offered_every_paper_of_a_page(new_page: NewPage) -> None:
    """COinS: one span a paper, with its title, its authors and that it is a preprint."""
    page = new_page("listings/hf-daily/2025-11-06/")
    spans = page.locator(".pg-card > .Z3988")
    expect(spans).to_have_count(page.locator(".pg-card").count())
    titles = page.locator(".pg-card h2 a").all_inner_texts()
    for span, title in zip(spans.all(), titles, strict=True):
        fields = parse_qs(span.get_attribute("title") or "")
        assert fields["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:dc"]
        assert fields["rft.type"] == ["preprint"]
        assert len(fields["rft.title"][0]) > len(title) // 2
        assert fields["rft.identifier"][-1].startswith("https://")


# --- the page of a paper ------------------------------------------------------------------------


def test_a_paper_s_record_is_one_click_away(new_page: NewPage, site: Site) -> None:
    """Made of the page itself; it is a record as the API's schema describes them."""
    schema = json.loads((site.dir / "api/v1/paper.schema.json").read_bytes())
    page = new_page()
    for paper in archive().papers[::60]:
        page.goto(f"{site.url}papers/{paper.slug}/")
        data = json.loads(kept(page, "JSON"))
        jsonschema.validate(data, schema)
        assert data["url"] == f"{BASE}papers/{paper.slug}/"
        assert [author["name"] for author in data.get("authors", [])] == [
            author.name for author in paper.authors
        ]
        assert len(data["appearances"]) == len(paper.appearances)


def test_a_paper_s_citation_is_one_click_away(new_page: NewPage, site: Site) -> None:
    """The three forms, each to copy and to keep."""
    noted = next(p for p in archive().papers if p.ids.arxiv and len(p.authors) > 1)
    page = new_page(f"papers/{noted.slug}/", permissions=["clipboard-read", "clipboard-write"])
    assert kept(page, "BibTeX") == next(export.bibliography([noted], BASE))
    (entry,) = rispy.loads(kept(page, "RIS"))
    assert entry["accession_number"] == f"arXiv:{noted.ids.arxiv}"
    page.get_by_role("button", name="Copy CSL-JSON").click()
    expect(page.get_by_role("button", name="Copied CSL-JSON")).to_be_visible()
    (item,) = json.loads(page.evaluate("navigator.clipboard.readText()"))
    assert item["type"] == "article"
    assert item["URL"] == urljoin("https://arxiv.org/abs/", noted.ids.arxiv)
    assert len(item["author"]) == len(noted.authors)


NAMES = {
    "Guido van Rossum": ["Guido", "van Rossum", ""],
    "Martin Luther King Jr.": ["Martin Luther", "King", "Jr."],
    "Plato": ["", "Plato", ""],
    "Maria de la Cruz": ["Maria", "de la Cruz", ""],
    "Van Nguyen": ["Van", "Nguyen", ""],
    "John Smith": ["John", "Smith", ""],
}


def test_names_are_taken_apart_as_bibliographies_want_them(new_page: NewPage, site: Site) -> None:
    """Particles belong to the family name, a "Van" that is written large does not."""
    page = new_page(TAG)
    script = """async ([base, names]) => {
        const { parts } = await import(base + "assets/papergloss/cite/names.js");
        return names.map(parts).map(({ given, family, suffix }) => [given, family, suffix]);
    }"""
    assert page.evaluate(script, [site.url, list(NAMES)]) == list(NAMES.values())
