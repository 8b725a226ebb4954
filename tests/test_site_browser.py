"""The built site in a real Chromium: every kind of page, as people use it.

``new_page`` fails a test whose pages log an error or ask another host for anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from server import Site

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

INDEXES = [
    *("", "search/?q=language+model", "papers/", "listings/", "tags/", "health/", "marks/"),
    *("notes/", "about/"),
]
FOLDERS = ["months", "listings/hf-daily", "tags", "papers"]

SCHEME = "document.body.getAttribute('data-md-color-scheme')"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def addresses(site: Site) -> Iterator[str]:
    """Every kind of page: the indexes, and of each folder the first, the largest and the widest."""
    yield from INDEXES
    for folder in FOLDERS:
        pages = sorted((site.dir / folder).glob("*/index.html"))
        for page in {pages[0], max(pages, key=_size), max(pages, key=_longest_word)}:
            yield f"{page.parent.relative_to(site.dir).as_posix()}/"
    formulas = [page for page in pages if "<math" in page.read_text(encoding="utf-8")]
    yield from (f"papers/{page.parent.name}/" for page in formulas[:3])


def _size(page: Path) -> int:
    return page.stat().st_size


def _longest_word(page: Path) -> int:
    text = re.sub(r"<[^>]*>", " ", page.read_text(encoding="utf-8"))
    return max(map(len, text.split()))


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(new_page: NewPage, site: Site, width: int) -> None:
    """Every kind of page fits a phone, a tablet and a desktop, and logs no error there."""
    page = new_page(viewport={"width": width, "height": 740})
    too_wide = []
    for address in addresses(site):
        page.goto(address)
        page.wait_for_load_state()
        if page.evaluate(WIDER) > 0:
            too_wide.append(address)
    assert too_wide == []


def test_the_dialog_fits_a_phone(new_page: NewPage) -> None:
    """Search on a phone does not scroll sideways either."""
    page = new_page(viewport={"width": 360, "height": 640})
    page.locator(".pg-find").click()
    page.locator("dialog input").fill("language model")
    expect(page.locator("dialog .pg-hits li").first).to_be_visible()
    assert page.evaluate(WIDER) <= 0
    assert page.evaluate("document.querySelector('.pg-results').scrollWidth") <= 360


def test_a_related_paper_leads_there_and_back(new_page: NewPage, site: Site) -> None:
    """A related paper's link opens it, and its own links lead back or on."""
    here = next(
        path
        for path in sorted((site.dir / "papers").glob("*/index.html"))
        if "pg-related" in path.read_text(encoding="utf-8")
    )
    page = new_page(f"papers/{here.parent.name}/")
    title = page.locator("h1").inner_text()
    related = page.locator(".pg-related a").first
    its_title = related.inner_text()
    expect(page.locator(".pg-related p").first).to_contain_text("shared:")
    with page.expect_navigation():
        related.click()
    expect(page.locator("h1")).to_have_text(its_title)
    page.go_back()
    expect(page.locator("h1")).to_have_text(title)


def test_a_mention_leads_to_the_paper_that_mentions_back(new_page: NewPage, site: Site) -> None:
    """A paper that an abstract names links back to it, and the sentence is shown."""
    here = next(
        path
        for path in sorted((site.dir / "papers").glob("*/index.html"))
        if 'id="mentions"' in path.read_text(encoding="utf-8")
    )
    page = new_page(f"papers/{here.parent.name}/")
    title = page.locator("h1").inner_text()
    expect(page.locator("[aria-labelledby=mentions] q mark").first).to_be_visible()
    with page.expect_navigation():
        page.locator("[aria-labelledby=mentions] li a").first.click()
    with page.expect_navigation():
        page.locator("[aria-labelledby=mentioned-by] li a").filter(has_text=title).click()
    expect(page.locator("h1")).to_have_text(title)


def test_paper_to_listing_tag_and_month(page: Page) -> None:
    """From the front page a reader gets to a paper, its listing and its tags by links alone."""
    with page.expect_navigation():
        page.locator(".pg-card a").first.click()
    title = page.locator("h1").inner_text()
    paper = page.url
    with page.expect_navigation():
        page.locator(".pg-seen a").first.click()
    expect(page.locator(".pg-cards").get_by_text(title)).to_be_visible()
    page.goto(paper)
    with page.expect_navigation():
        page.locator(".pg-margin .pg-tags a").first.click()
    expect(page.locator(".pg-cards").get_by_text(title)).to_be_visible()


def test_dark_and_light_are_chosen_once_for_all_pages(page: Page) -> None:
    """What the button sets holds on data pages and prose pages, and over a reload."""
    assert page.evaluate(SCHEME) == "default"
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".pg-scheme").click()
    assert page.evaluate(SCHEME) == "slate"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    for address in ("about/", "tags/", "papers/"):
        page.goto(address)
        assert page.evaluate(SCHEME) == "slate"
        expect(page.locator(".pg-scheme")).to_have_attribute("aria-pressed", "true")
    page.goto("about/")
    page.locator(".pg-scheme").click()
    page.goto("./")
    assert page.evaluate(SCHEME) == "default"


def test_the_system_decides_until_somebody_chooses(new_page: NewPage) -> None:
    """A reader whose system is dark gets dark pages, with and without JavaScript."""
    page = new_page("about/", color_scheme="dark")
    assert page.evaluate(SCHEME) == "slate"
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.emulate_media(color_scheme="light")
    page.wait_for_function(f"{SCHEME} === 'default'")
    plain = new_page("papers/", color_scheme="dark", java_script_enabled=False)
    assert (
        plain.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor") == dark
    )


def test_a_citation_is_copied(new_page: NewPage, site: Site) -> None:
    """The button beside the BibTeX entry puts it on the clipboard and says so."""
    first = next((site.dir / "papers").glob("*/index.html"))
    page = new_page(
        f"papers/{first.parent.name}/", permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.get_by_role("button", name="Copied BibTeX")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith("@")


def test_the_keyboard_sees_the_way_in_first(page: Page) -> None:
    """The first Tab is a link past the header, and what has the focus is outlined."""
    page.keyboard.press("Tab")
    expect(page.locator(".pg-skip")).to_be_focused()
    expect(page.locator(".pg-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.keyboard.press("Tab")
    focused = page.locator(".pg-search:focus-within")
    assert focused.evaluate("(form) => getComputedStyle(form).boxShadow") != "none"


def test_a_lost_address_finds_the_way_back(
    new_page: NewPage, site: Site, problems: list[str]
) -> None:
    """The 404 page has its style, its search and its links, however deep the lost address lay."""
    own = re.search(r'href="([^"]*/)tags/"', (site.dir / "404.html").read_text(encoding="utf-8"))
    assert own and own.group(1).startswith("/")

    def at_its_own_address(route: Route) -> None:  # which is that of site_url, not of this server
        file = site.dir / urlsplit(route.request.url).path.removeprefix(own.group(1))
        route.fulfill(path=file if file.is_file() else file / "index.html")

    page = new_page("about/")
    page.context.route(lambda url: urlsplit(url).path.startswith(own.group(1)), at_its_own_address)
    page.goto("papers/no/such/paper/")
    assert len(problems) == 1  # the 404 itself
    problems.clear()
    expect(page.locator("h1")).to_have_text("Not here")
    page.keyboard.press("/")
    page.keyboard.type("vendi")
    expect(page.locator("dialog .pg-hits a").first).to_contain_text("Vendi")
    page.keyboard.press("Escape")
    with page.expect_navigation():
        page.get_by_role("link", name="Tags", exact=True).click()
    expect(page.locator("h1")).to_have_text("Tags")


def test_no_link_or_file_leaves_the_sub_path(site: Site) -> None:
    """Pages name their own files by relative address alone, so any sub-path will do."""
    rooted = re.compile(r"""(?:href|src|action)=["']?/""")
    pages = [page for page in site.dir.rglob("*.html") if page.name != "404.html"]
    assert [page for page in pages if rooted.search(page.read_text(encoding="utf-8"))] == []


def test_landmarks_and_headings(new_page: NewPage, site: Site) -> None:
    """Each kind of page has one h1, one main, a banner and a footer, and no level is left out."""
    page = new_page()
    for address in addresses(site):
        page.goto(address)
        assert page.locator("h1").count() == 1, address
        assert page.locator("#main").count() == 1, address
        assert page.get_by_role("banner").count() == 1, address
        assert page.get_by_role("contentinfo").count() == 1, address
        levels = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4')].map((h) => +h.tagName[1])"
        )
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        assert not jumps, (address, levels)
