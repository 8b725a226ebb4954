"""Search in a real Chromium: the index that Python built, opened by the real lunr.js."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from lunr.stop_word_filter import WORDS as STOP_WORDS
from playwright.sync_api import Page, Route, expect

from papergloss.search import terms, words
from server import Site

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

# Opens the engine in the page itself, without worker or dialog, as the global `engine`.
OPEN_ENGINE = """async () => {
  const get = async (name) => (await fetch(`search/${name}`)).json();
  const at = (name) => new URL(`assets/papergloss/search/${name}`, document.baseURI).href;
  globalThis.text = await import(at("text.js"));
  const { LunrEngine } = await import(at("engine-lunr.js"));
  const { docs } = await get("docs.json");
  globalThis.docs = docs;
  globalThis.engine = new LunrEngine(lunr, await get("index.json"), docs.map((doc) => doc[1]));
}"""

NAUGHTY = [
    "foo:", "title:reward", '"', '"reward model', "^", "reward^99", "~", "~99", "reward~99", "*",
    "*a*", "+-", "-reward +model", "\\", "__proto__", "constructor", "toString hasOwnProperty",
    "<script>", "' OR 1=1 --", "%00%s%n", "\u0000", "\u202e", "🤖", "大模型", "é́́́", "a" * 5000,
    "x " * 500, "reward\tmodel\n", "NaN undefined null", "-", "AND OR NOT", "{{7*7}}", "1/0", "İ",
]  # fmt: skip


@pytest.fixture
def engine(page: Page) -> Page:
    """The home page with the lunr engine opened in it as a global ``engine``."""
    page.add_script_tag(url="assets/papergloss/vendor/lunr.min.js")
    page.evaluate(OPEN_ENGINE)
    return page


def docs(site: Site) -> list[list[Any]]:
    """What docs.json says of each paper: address, title, date, byline, tags, ids."""
    found: list[list[Any]] = json.loads((site.dir / "search" / "docs.json").read_bytes())["docs"]
    return found


def titles(site: Site) -> list[str]:
    return [doc[1] for doc in docs(site)]


def found_by(page: Page, queries: list[str]) -> list[list[int]]:
    """The refs that each query finds, best first."""
    refs: list[list[int]] = page.evaluate(
        "(queries) => queries.map((query) => engine.search(query).hits.map((hit) => hit.ref))",
        queries,
    )
    return refs


# --- the two halves agree -----------------------------------------------------------------------


def test_lunr_js_opens_the_index_that_python_built(engine: Page, site: Site) -> None:
    """The index has every paper, and lunr.js's own search finds one by its title."""
    title = titles(site)[0]
    found = engine.evaluate(
        """(title) => ({
          papers: Object.keys(engine.index.fieldVectors).filter((ref) => /^title/.test(ref)).length,
          first: engine.index.query((query) => text.words(title).forEach(
            (word) => query.term(word, { fields: ["title"] })))[0].ref,
        })""",
        title,
    )
    assert found == {"papers": 347, "first": "0"}


def test_words_and_stems_are_the_same_in_both(engine: Page, site: Site) -> None:
    """A query breaks into the terms that the index has: every text of the archive, both ways."""
    texts: list[list[str]] = json.loads((site.dir / "search" / "texts.json").read_bytes())["texts"]
    samples = [*titles(site), *(abstract for abstract, _ in texts), *NAUGHTY]
    in_browser = engine.evaluate(
        """(samples) => samples.map((sample) => {
          const words = text.words(sample);
          const terms = words.filter((word) => !engine.isStopWord(word));
          return [words, terms.map((word) => engine.stem(word))];
        })""",
        samples,
    )
    for sample, (its_words, its_terms) in zip(samples, in_browser, strict=True):
        assert its_words == list(words(sample))
        assert its_terms == list(terms(sample))


def test_stop_words_are_the_same_in_both(engine: Page) -> None:
    """What Python leaves out of the index, the browser does not ask for."""
    script = "(words) => words.filter((word) => !engine.isStopWord(word))"
    assert engine.evaluate(script, sorted(STOP_WORDS)) == []


# --- what a query finds -------------------------------------------------------------------------


def test_every_paper_is_found_by_its_title(engine: Page, site: Site) -> None:
    """A title typed as it stands gives its paper first."""
    assert [refs[0] for refs in found_by(engine, titles(site))] == list(range(347))


def test_results_do_not_vanish_while_a_word_is_typed(engine: Page, site: Site) -> None:
    """From its third letter on, a title's word finds the paper at every letter."""
    lost = engine.evaluate(
        """(step) => docs.flatMap(([, title], ref) => ref % step ? [] : text.words(title)
          .filter((word) => word.length > 3 && !engine.isStopWord(word))
          .flatMap((word) => Array.from({ length: word.length - 2 }, (_, i) => word.slice(0, i + 3))
            .filter((typed) => !engine.isStopWord(typed))
            .filter((typed) => !engine.search(typed).hits.some((hit) => hit.ref === ref))))""",
        5,
    )
    assert lost == []


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("vendi scor", "The Vendi Score"),
        ("Vendi scroe", "The Vendi Score"),
        ("alignmet faking", "Alignment faking in large language models"),
        ("helping herdng reward", "Helping or Herding?"),
        ("score, vendi;", "The Vendi Score"),
    ],
)
def test_half_remembered_titles(engine: Page, site: Site, typed: str, expected: str) -> None:
    """Half a word, a typing error, another order: the paper still comes first."""
    first = found_by(engine, [typed])[0][0]
    assert titles(site)[first].startswith(expected)


def test_papers_with_every_word_come_first(engine: Page) -> None:
    """No paper that lacks a word stands before one that has them all."""
    whole = engine.evaluate("engine.search('reward model ensembles ').hits.map((hit) => hit.whole)")
    assert True in whole and False in whole
    assert whole == sorted(whole, reverse=True)


def test_anything_can_be_asked(engine: Page) -> None:
    """No text is a syntax error or takes long; what has words finds papers by them."""
    found = dict(zip(NAUGHTY, found_by(engine, NAUGHTY), strict=True))
    plain = found_by(engine, ["title reward", "reward model"])
    assert found["title:reward"] == plain[0]
    assert found['"reward model'] == plain[1]
    assert found["~"] == found["*"] == found['"'] == []


# --- what people see ----------------------------------------------------------------------------


def test_a_word_marked_in_title_and_passage(new_page: NewPage) -> None:
    """The matched words are marked, in the title and in the best passage."""
    page = new_page("search/?q=vendi")
    first = page.locator(".pg-hits li").first
    expect(first.locator("a mark").first).to_have_text("Vendi")
    expect(first.locator(".pg-passage mark").first).to_have_text("Vendi")
    expect(page.locator(".pg-status")).to_contain_text("paper")


def test_the_query_is_in_the_address(new_page: NewPage) -> None:
    """Typing changes the address in place, and the address alone gives the same results."""
    page = new_page("search/")
    expect(page.locator(".pg-ways")).to_be_visible()
    entries = page.evaluate("history.length")
    page.locator("#q").press_sequentially("vendi score")
    expect(page.locator(".pg-hits a").first).to_contain_text("Vendi Score")
    expect(page.locator(".pg-ways")).to_be_hidden()
    assert page.url.endswith("search/?q=vendi+score")
    assert page.evaluate("history.length") == entries
    page.reload()
    expect(page.locator(".pg-hits a").first).to_contain_text("Vendi Score")
    assert page.locator("#q").input_value() == "vendi score"


def test_more_results_on_demand(new_page: NewPage) -> None:
    """A long list of results grows by its button, and the focus goes to the first new one."""
    page = new_page("search/?q=language+model")
    hits = page.locator(".pg-hits li")
    expect(hits).to_have_count(20)
    page.get_by_role("button", name="More").click()
    expect(hits).to_have_count(40)
    expect(hits.nth(20).locator("a")).to_be_focused()


def test_search_by_keyboard_alone(page: Page) -> None:
    """A slash opens the dialog, arrows walk, Enter opens, Escape gives the focus back."""
    page.locator(".pg-brand").focus()
    page.keyboard.press("/")
    box = page.locator("dialog input")
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()
    expect(page.locator(".pg-brand")).to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("vendi")
    links = page.locator("dialog .pg-hits a")
    expect(links.first).to_contain_text("Vendi")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.type(" score")
    expect(links.first).to_contain_text("Vendi Score")
    page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Vendi Score")


def test_the_header_button_and_the_way_to_all_results(page: Page) -> None:
    """The header's button opens the dialog; its link leads to the search page with the query."""
    page.locator(".pg-find").click()
    page.locator("dialog input").fill("reward")
    expect(page.locator("dialog .pg-hits li").first).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("link", name="All results").click()
    assert page.url.endswith("search/?q=reward")
    expect(page.locator(".pg-hits li").first).to_be_visible()


def test_the_home_page_answers_in_place(page: Page) -> None:
    """The home page's box shows results below it, and Enter leads to the search page."""
    page.locator("#q").fill("vendi")
    expect(page.locator(".pg-hero .pg-hits a").first).to_contain_text("Vendi")
    with page.expect_navigation():
        page.locator("#q").press("Enter")
    assert page.url.endswith("search/?q=vendi")


def test_nothing_is_fetched_before_search_is_opened(new_page: NewPage) -> None:
    """A page that nobody searches from asks for no index."""
    page = new_page("about/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("./")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/" in url]


def test_an_id_goes_to_its_paper(new_page: NewPage, site: Site) -> None:
    """An arXiv id, or a pasted link with it, finds the paper that has it and no other."""

    def with_id(route: Route) -> None:
        reply = json.loads((site.dir / "search" / "docs.json").read_bytes())
        reply["docs"][5][5] = ["2311.17911"]
        route.fulfill(json=reply)

    page = new_page()
    page.context.route("**/search/docs.json", with_id)
    page.goto("search/")
    for typed in ("2311.17911", "https://arxiv.org/abs/2311.17911v2", "arXiv:2311.17911"):
        page.locator("#q").fill(typed)
        expect(page.locator(".pg-hits a")).to_have_text(titles(site)[5])
    page.locator("#q").fill("2311.179")
    expect(page.locator(".pg-hits a")).to_have_count(0)


def test_a_hostile_title_stays_text(new_page: NewPage, site: Site) -> None:
    """A title that is markup is shown as it is, and nothing of it runs."""
    hostile = "Vendi <img src=x onerror=alert(1)><script>alert(2)</script>"

    def with_markup(route: Route) -> None:
        reply = json.loads((site.dir / "search" / "docs.json").read_bytes())
        for doc in reply["docs"]:
            doc[1] = doc[3] = hostile
            doc[4] = [hostile]
        route.fulfill(json=reply)

    page = new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.context.route("**/search/docs.json", with_markup)
    page.goto("search/?q=vendi")
    expect(page.locator(".pg-hits a").first).to_have_text(hostile)
    assert page.locator(".pg-hits img, .pg-hits script").count() == 0


def test_an_index_that_cannot_be_had_is_said(new_page: NewPage, problems: list[str]) -> None:
    """When the index does not load, the page says so instead of waiting."""
    page = new_page()
    page.context.route("**/search/index.json", lambda route: route.fulfill(status=503))
    page.goto("search/?q=vendi")
    expect(page.locator(".pg-status")).to_contain_text("could not load")
    problems.clear()


def test_without_scripts_the_search_page_explains_itself(new_page: NewPage) -> None:
    """Without JavaScript the page says what is wrong and lists tags and months."""
    page = new_page("search/", java_script_enabled=False)
    expect(page.locator(".pg-notice")).to_be_visible()
    expect(page.locator(".pg-notice")).to_contain_text("needs JavaScript")
    assert page.locator(".pg-ways a[href*='tags/']").count() > 5
    assert page.locator(".pg-ways a[href*='months/']").count() >= 3
