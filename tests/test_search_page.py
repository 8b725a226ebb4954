"""The search page and dialog as people use them, in a real Chromium: facets, keys, access, fuzz."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from search_support import open_index, papers
from server import Site

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

# What the grammar knows, and what it does not: queries of chance are made of these.
PIECES = [
    *("reward", "model", "modle", "vendi", "the", "大模型", "é́́", "🤖", "x", "Å", "ß", "ﬁne", "İ"),
    *("title:", "tag:", "author:", "year:", "has:", "is:", "rating:", "foo:", "::", "arxiv:"),
    *('"', "'", "-", "--", "~", "*", "^", "\\", "(", ")", "[", "]", "{", "}", "<", ">", "&", "%"),
    *("2311.17911", "10.1234/x", "https://", "2020-2024", "..", "9" * 30, "a" * 300, "\u0000"),
    *("__proto__", "constructor", "toString", "hasOwnProperty", "<script>alert(1)</script>"),
    *(" ", "  ", "\t", "\n", "\u202e", "\ud83d", "NaN", "null", "${7*7}", "{{7*7}}", "../.."),
]


# Whether the files that every search begins with are kept, which goes on beside reading.
_KEPT = """async () => {
  const asked = await fetch(new URL("../../search/manifest.json", location.href));
  const wanted = ["worker.js", "ui.js", ...(await asked.json()).first];
  const cache = await caches.open((await caches.keys())[0]);
  const kept = (await cache.keys()).map(({ url }) => url);
  return wanted.every((name) => kept.some((url) => url.endsWith(`search/${name}`)));
}"""
# Keeps files below names, as a visit does; and whether one is kept.
_KEEP = """async (names) => {
  const cache = await caches.open((await caches.keys())[0]);
  for (const name of names) await cache.put(`../${name}`, new Response("kept"));
}"""
_IS_KEPT = "async (name) => Boolean(await caches.match(`../${name}`))"


def by_chance(count: int, seed: int) -> list[str]:
    chance = random.Random(seed)
    return ["".join(chance.choices(PIECES, k=chance.randint(1, 8))) for _ in range(count)]


@pytest.mark.parametrize("engine", ["lunr", "sharded"])
def test_ten_thousand_queries_of_chance_raise_nothing(page: Page, engine: str) -> None:
    """Whatever the grammar makes of a text, an answer comes, and no exception."""
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    open_index(page, papers()[::4], engine)
    for start in range(0, 10_000, 1_000):
        assert page.evaluate("(queries) => tryAll(queries)", by_chance(1_000, start)) == []


def test_naughty_strings_are_only_queries(page: Page, shared_data: Path) -> None:
    """The big list of naughty strings: no exception, no script, nothing on the console."""
    naughty = json.loads((shared_data / "hostile" / "blns" / "blns.json").read_text("utf-8"))
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    for engine in ("lunr", "sharded"):
        open_index(page, papers(), engine)
        assert page.evaluate("(queries) => tryAll(queries)", naughty) == []
    page.goto("search/")
    for text in naughty[::10]:
        page.locator("#q").fill(text)
    page.locator("#q").fill("vendi")
    expect(page.locator(".pg-hits a").first).to_contain_text("Vendi")
    assert page.locator(".pg-results script, .pg-results img").count() == 0


def facet(page: Page, name: str) -> Locator:
    return page.locator(".pg-facetlist section").filter(has=page.get_by_text(name, exact=True))


def count_of(button: Locator) -> int:
    return int(button.locator("b").inner_text().replace(",", ""))


def test_a_facet_narrows_results_and_stands_in_the_address(new_page: NewPage) -> None:
    """Choosing a value leaves as many papers as it said; the address alone gives the same."""
    page = new_page("search/?q=reward", viewport={"width": 1280, "height": 900})
    button = facet(page, "Tag").locator("button").first
    expect(button).to_be_visible()
    name, count = button.get_attribute("data-pg-value"), count_of(button)
    button.click()
    chosen = page.locator('.pg-facetlist button[aria-pressed="true"]')
    expect(chosen).to_be_focused()
    expect(page.locator(".pg-status")).to_have_text(re.compile(rf"^{count} paper"))
    assert name is not None
    assert page.url.endswith(f"?q=reward&tag={name.removeprefix('tag ').replace(' ', '+')}")
    page.reload()
    expect(chosen).to_have_count(1)
    expect(page.locator(".pg-status")).to_have_text(re.compile(rf"^{count} paper"))
    chosen.click()
    expect(chosen).to_have_count(0)
    assert page.url.endswith("?q=reward")


def test_the_order_stands_in_the_address(new_page: NewPage) -> None:
    """Sorted by date, papers with a date come newest first, after a reload too."""
    page = new_page("search/?q=model")
    page.get_by_label("Sort by").select_option("date")
    expect(page).to_have_url(re.compile(r"sort=date"))
    page.reload()
    expect(page.get_by_label("Sort by")).to_have_value("date")
    expect(page.locator(".pg-hits li").first).to_be_visible()


def test_a_facet_alone_finds_papers(new_page: NewPage) -> None:
    """Without a word typed, what is chosen shows all its papers."""
    page = new_page("search/?year=2023")
    expect(page.locator(".pg-hits li").first).to_be_visible()
    expect(page.locator(".pg-ways")).to_be_hidden()


def test_results_say_where_words_were_found(new_page: NewPage) -> None:
    """Each result names the fields that have the words."""
    page = new_page("search/?q=vendi")
    expect(page.locator(".pg-why").first).to_contain_text("matched in title")


def test_what_was_read_instead_is_said(new_page: NewPage) -> None:
    """A typing error is put right in the line that screen readers hear."""
    page = new_page("search/?q=vendi+scroe")
    status = page.get_by_role("status").first
    expect(status).to_contain_text("Showing results for “vendi score”")
    assert status.get_attribute("aria-live") == "polite"


def test_the_whole_flow_by_keyboard(new_page: NewPage, site: Site) -> None:
    """From any page: search, narrow, sort, copy a citation and open a paper, without a mouse."""
    page = new_page("about/", permissions=["clipboard-read", "clipboard-write"])
    page.keyboard.press("Control+k")
    page.keyboard.type("reward")
    expect(page.locator("dialog .pg-hits a").first).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent") == "All results":
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("#q")).to_be_focused()
    expect(facet(page, "Tag").locator("button").first).to_be_attached()
    page.keyboard.press("Tab")  # the button
    page.keyboard.press("Tab")
    expect(page.get_by_label("Sort by")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".pg-narrowing summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator('.pg-facetlist button[aria-pressed="true"]')).to_be_focused()
    page.locator("#q").focus()
    page.keyboard.press("ArrowDown")
    first = page.locator(".pg-hits a").first
    expect(first).to_be_focused()
    page.keyboard.press("c")
    expect(page.locator(".pg-status")).to_contain_text("Citation copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("@misc{")
    href = first.get_attribute("href")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url == href


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(new_page: NewPage, scheme: str, width: int) -> None:
    """The search page with results and facets, and the dialog, have no accessibility violation."""
    options = {"color_scheme": scheme, "viewport": {"width": width, "height": 900}}
    page = new_page("search/?q=reward&tag=Reward+hacking", **options)
    expect(page.locator(".pg-why").first).to_be_visible()
    expect(page.locator(".pg-facetlist button").first).to_be_attached()
    on_page = Axe().run(page)
    assert on_page.violations_count == 0, on_page.generate_report()
    page.goto("about/")
    page.keyboard.press("Control+k")
    page.keyboard.type("reward")
    expect(page.locator("dialog .pg-why").first).to_be_visible()
    in_dialog = Axe().run(page, context="dialog")
    assert in_dialog.violations_count == 0, in_dialog.generate_report()


def test_only_folders_that_no_manifest_names_any_more_are_forgotten(
    new_page: NewPage, site: Site, problems: list[str]
) -> None:
    """Of the index a browser keeps what the newest manifest names, in all of its folders."""
    page = new_page("about/", service_workers="allow")
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    manifest = site.dir / "search" / "manifest.json"
    there = manifest.read_bytes()
    told = json.loads(there)
    folders = [told["folder"], told["notes"], "settled", "gone"]
    page.evaluate(_KEEP, [f"search/{folder}/kept.bin" for folder in folders])
    try:
        manifest.write_text(json.dumps({**told, "settled": {"folder": "settled", "chunks": 0}}))
        page.evaluate("() => fetch('../search/manifest.json', { cache: 'no-cache' })")
        page.wait_for_function("async () => !(await caches.match('../search/gone/kept.bin'))")
        for folder in folders[:-1]:
            assert page.evaluate(_IS_KEPT, f"search/{folder}/kept.bin"), folder
    finally:
        manifest.write_bytes(there)
    problems.clear()


def test_search_works_without_a_network_once_visited(
    new_page: NewPage, problems: list[str]
) -> None:
    """After one visit and one search, the page, its results and the papers seen need no network."""
    page = new_page("about/", service_workers="allow")
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.goto("search/?q=vendi")
    first = page.locator(".pg-hits a").first
    expect(page.locator(".pg-why").first).to_be_visible()
    address = first.get_attribute("href")
    assert address
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_function(_KEPT, timeout=30_000)
    page.context.set_offline(True)
    page.goto("search/?q=vendi+score")
    expect(first).to_contain_text("Vendi Score")
    page.locator("#q").fill("vendi")
    expect(first).to_contain_text("Vendi")
    page.goto(address)
    expect(page.locator("h1")).to_contain_text("Vendi Score")
    problems.clear()  # what could not be fetched anew stands on the console
