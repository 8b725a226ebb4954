"""Search in a real Chromium: either engine opens the index that Python built, and people use it."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import Stemmer
from playwright.sync_api import Page, Route, expect

from papergloss.search import build_index, lunr_index
from papergloss.search.words import STOP_WORDS, words
from search_support import ARXIV_ID, open_index, papers
from server import Site, serve

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

NAUGHTY = [
    "foo:", "title:reward", '"', '"reward model', "^", "reward^99", "~", "~99", "reward~99", "*",
    "*a*", "+-", "-reward +model", "\\", "__proto__", "constructor", "toString hasOwnProperty",
    "<script>", "' OR 1=1 --", "%00%s%n", "\u0000", "\u202e", "🤖", "大模型", "é́́́", "a" * 5000,
    "x " * 500, "reward\tmodel\n", "NaN undefined null", "-", "AND OR NOT", "{{7*7}}", "1/0", "İ",
]  # fmt: skip


@pytest.fixture(scope="module", params=["lunr", "sharded"])
def site(
    site: Site, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """The real site once with each engine."""
    folder = tmp_path_factory.mktemp(request.param) / "site"
    shutil.copytree(site.dir, folder)
    for path in folder.glob("search/*/*"):
        path.unlink()
    for name, data in build_index(papers(), request.param):
        (folder / "search" / name).parent.mkdir(exist_ok=True)
        (folder / "search" / name).write_bytes(data)
    with serve(folder) as served:
        yield served


@pytest.fixture
def engine(page: Page, site: Site) -> Page:
    """The home page with the archive opened in it as globals."""
    manifest = json.loads((site.dir / "search" / "manifest.json").read_bytes())
    open_index(page, papers(), manifest["engine"])
    return page


def titles(site: Site) -> list[str]:
    return [doc.title for doc in papers()]


def found_by(page: Page, queries: list[str]) -> list[list[int]]:
    """The documents that each query finds, best first."""
    refs: list[list[int]] = page.evaluate(
        """async (queries) => {
          const found = [];
          for (const query of queries) found.push((await ask(query)).documents);
          return found;
        }""",
        queries,
    )
    return refs


# --- the two halves agree -----------------------------------------------------------------------


def test_the_index_that_python_built_is_opened(engine: Page, site: Site) -> None:
    """The index has every paper, and each id finds the one that has it."""
    assert engine.evaluate("archive.store.papers") == len(papers())
    ids = [(name, ref) for ref, doc in enumerate(papers()) for name in doc.ids][:20]
    assert found_by(engine, [name for name, _ in ids]) == [[ref] for _, ref in ids]


def test_words_and_stems_are_the_same_in_both(engine: Page, site: Site) -> None:
    """A query breaks into the terms that the index has: every text of the archive, both ways."""
    samples = [*titles(site), *(doc.abstract for doc in papers()), *NAUGHTY]
    in_browser = engine.evaluate(
        """(samples) => samples.map((sample) => {
          const words = text.words(sample);
          return [words, words.map((word) => engine.stem(word))];
        })""",
        samples,
    )
    is_lunr = engine.evaluate("archive.manifest.engine") == "lunr"
    snowball = Stemmer.Stemmer("english")
    for sample, (its_words, its_stems) in zip(samples, in_browser, strict=True):
        ours = list(words(sample))
        assert its_words == ours
        stems = lunr_index.stems(ours) if is_lunr else snowball.stemWords(ours)
        assert its_stems == list(stems)


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
        """async (titles) => {
          const lost = [];
          for (const [ref, title] of titles) {
            for (const word of text.words(title)) {
              if (word.length < 4 || engine.isStopWord(word)) continue;
              for (let length = 3; length <= word.length; length++) {
                const typed = word.slice(0, length);
                if (engine.isStopWord(typed)) continue;
                if (!(await ask(typed)).documents.includes(ref)) lost.push(typed);
              }
            }
          }
          return lost;
        }""",
        list(enumerate(titles(site)))[::5],
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
    found = found_by(engine, ["reward model ensembles "])[0]
    whole = engine.evaluate("async () => (await ask('reward model ensembles ')).whole")
    assert 0 < whole < len(found)
    with_all = set(found[:whole])
    for part in ("reward ", "model ", "ensembles "):
        assert with_all <= set(found_by(engine, [part])[0])


def test_anything_can_be_asked(engine: Page) -> None:
    """No text is a syntax error or takes long; what has words finds papers by them."""
    found = dict(zip(NAUGHTY, found_by(engine, NAUGHTY), strict=True))
    plain = found_by(engine, ["title reward", "reward model"])
    assert set(found["title:reward"]) < set(plain[0])
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
    """An id, or a pasted link with it, finds the paper that has it and no other; Enter opens it."""
    paper = papers()[5]
    page = new_page("search/")
    for typed in (ARXIV_ID, f"https://arxiv.org/abs/{ARXIV_ID}v2", f"arXiv:{ARXIV_ID}"):
        page.locator("#q").fill(typed)
        expect(page.locator(".pg-hits a")).to_have_text(paper.title)
    expect(page.locator(".pg-status")).to_contain_text("this id")
    with page.expect_navigation():
        page.locator("#q").press("Enter")
    assert page.url.endswith(paper.url)


def test_a_pasted_link_leads_straight_to_its_paper(new_page: NewPage, site: Site) -> None:
    """Nothing but pasting is needed."""
    paper = papers()[5]
    page = new_page("search/")
    expect(page.locator(".pg-results")).to_be_attached()  # from now on the page listens
    page.evaluate(
        """(text) => {
          const box = document.querySelector("#q");
          box.value = text;
          box.dispatchEvent(new InputEvent("input", { inputType: "insertFromPaste" }));
        }""",
        f"https://arxiv.org/pdf/{ARXIV_ID}",
    )
    page.wait_for_url(f"**/{paper.url}")


def tampered(site: Site, kind: str, change: Callable[[list[Any]], None]) -> Callable[[Route], None]:
    """Answer requests for cards or texts with what ``change`` makes of each record."""

    def fulfil(route: Route) -> None:
        path = site.dir / urlsplit(route.request.url).path.removeprefix(site.base)
        records = json.loads(gzip.decompress(path.read_bytes()))
        for record in records:
            change(record)
        body = gzip.compress(json.dumps(records).encode())
        route.fulfill(body=body, content_type="application/octet-stream")

    return fulfil


def test_a_hostile_title_stays_text(new_page: NewPage, site: Site) -> None:
    """A title that is markup is shown as it is, and nothing of it runs."""
    hostile = "Vendi <img src=x onerror=alert(1)><script>alert(2)</script>"

    def with_markup(card: list[Any]) -> None:
        card[1] = card[3] = hostile
        card[4] = [hostile]

    page = new_page()
    page.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    page.context.route("**/cards-*.bin", tampered(site, "cards", with_markup))
    page.goto("search/?q=vendi")
    expect(page.locator(".pg-hits a").first).to_have_text(hostile)
    assert page.locator(".pg-hits img, .pg-hits script").count() == 0


def test_an_index_that_cannot_be_had_is_said(new_page: NewPage, problems: list[str]) -> None:
    """When the index does not load, the page says so instead of waiting."""
    page = new_page()
    page.context.route("**/search/*/*", lambda route: route.fulfill(status=503))
    page.goto("search/?q=vendi")
    expect(page.locator(".pg-status")).to_contain_text("could not load")
    problems.clear()


def test_a_new_build_is_noticed(new_page: NewPage, site: Site, problems: list[str]) -> None:
    """When the files of the build that a page knows are gone, it turns to the new build's."""
    page = new_page("search/?q=vendi")
    expect(page.locator(".pg-hits a").first).to_contain_text("Vendi")
    manifest = json.loads((site.dir / "search" / "manifest.json").read_bytes())
    old, new = manifest["folder"], "new-build"
    moved = json.dumps({**manifest, "folder": new})
    page.context.route("**/manifest.json", lambda route: route.fulfill(body=moved))
    page.context.route(f"**/search/{old}/*", lambda route: route.fulfill(status=404))
    page.context.route(
        f"**/search/{new}/*",
        lambda route: route.fulfill(
            body=(site.dir / "search" / old / route.request.url.rpartition("/")[2]).read_bytes()
        ),
    )
    page.reload()
    expect(page.locator(".pg-hits a").first).to_contain_text("Vendi")
    page.locator("#q").fill("herding")
    expect(page.locator(".pg-hits a").first).to_contain_text("Herding")
    problems.clear()


def test_without_scripts_the_search_page_explains_itself(new_page: NewPage) -> None:
    """Without JavaScript the page says what is wrong and lists tags and months."""
    page = new_page("search/", java_script_enabled=False)
    expect(page.locator(".pg-notice").first).to_be_visible()
    expect(page.locator(".pg-notice").first).to_contain_text("needs JavaScript")
    expect(page.locator(".pg-fromfile")).to_be_hidden()
    assert page.locator(".pg-ways a[href*='tags/']").count() > 5
    assert page.locator(".pg-ways a[href*='months/']").count() >= 3


def test_a_result_shows_what_a_person_thinks_of_it(new_page: NewPage) -> None:
    """The status and rating of its note stand beside what else is known of a paper."""
    page = new_page("search/?q=lottery+ticket+hypothesis")
    flag = page.locator(".pg-meta .pg-noted").first
    expect(flag).to_contain_text("read")
    expect(flag.get_by_role("img", name="rated 5 of 5")).to_be_visible()
