"""Annotating and correcting from a paper's page in a real Chromium, on every kind of forge.

The archive is a small one, invented here and built once for each forge.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from random import Random
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from papergloss import scaffold
from papergloss.markup import note_html
from papergloss.model import Appearance, Author, Link, LinkKind, Paper, PartialDate
from papergloss.newnote import new_note
from papergloss.store import papers
from papergloss.text import plain
from server import Site, serve
from support import run_papergloss

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

LATER = 400  # milliseconds: longer than an offer waits before it looks at the selection again
TEMPLATE = new_note(status="reading")
SIMPLE = "We study things. They are heavier than air, mostly. Nobody knows why."
# Everything that Markdown would make something else of, a formula, a link, two paragraphs.
TRICKY = (
    "1. A *bold* claim: _all_ of p_i [1] is `code` for \\$5 & <b>more</b>, ~1 \\\\ 2, &amp; so on; "
    "see https://example.org/a_b for $\\mathcal{O}(T^{2/3})$ regret.\n\n"
    "- Then $\\epsilon \\le 1$, # or not."
)
SENT = "We show something that cannot be put in few words. " * 400


@dataclass(frozen=True, slots=True)
class Forge:
    """A forge: what mkdocs.yml says of it, and where it begins and edits the note ``{}``."""

    name: str
    edit_uri: str
    new: str
    edit: str
    text: str
    issue: str


# Instead of opening a tab at the forge, its address is written down.
STUB = """() => {
  globalThis.opened = [];
  globalThis.open = (href) => { opened.push(href); return {}; };
}"""
REPO = "https://forge.test/o/r"
FORGES = [
    Forge(
        "github",
        "edit/main/content/",
        f"{REPO}/new/main",
        f"{REPO}/edit/main/content/notes/{{}}.md",
        "value",
        f"{REPO}/issues/new",
    ),
    Forge(
        "gitlab",
        "-/edit/main/content/",
        f"{REPO}/-/new/main/content/notes",
        f"{REPO}/-/edit/main/content/notes/{{}}.md",
        "content",
        f"{REPO}/-/issues/new",
    ),
    Forge(
        "gitea",
        "_edit/main/content/",
        f"{REPO}/_new/main/content/notes",
        f"{REPO}/_edit/main/content/notes/{{}}.md",
        "value",
        f"{REPO}/issues/new",
    ),
]


def paper(slug: str, abstract: str) -> Paper:
    return Paper(
        slug=slug,
        month="2026-03",
        title=f"On $x^2$ and {slug}",
        abstract=abstract,
        appearances=(Appearance(listing="s/l", date=None, position=1),),
        date=PartialDate(year=2026, month=3),
        authors=(Author(name="Ada L."), Author(name="B. & C.")),
        links=(Link(url="https://github.com/a/b", kind=LinkKind.CODE),),
    )


PAPERS = [
    paper("simple", SIMPLE),
    paper("noted", SIMPLE),
    paper("tricky", TRICKY),
    paper("long", SENT),
]


@pytest.fixture(scope="module", params=FORGES, ids=lambda forge: forge.name)
def forge(request: pytest.FixtureRequest) -> Forge:
    found: Forge = request.param
    return found


def build(folder: Path, name: str, edit_uri: str) -> Path:
    scaffold.create(folder)
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(
        "  - papergloss\n", f"  - papergloss: {{forge: {name}}}\n"
    )
    config.write_text(f"repo_url: {REPO}\nedit_uri: {edit_uri}\n{text}", encoding="utf-8")
    for each in PAPERS:
        path = folder / "content" / "papers" / papers.path_of(each)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(papers.paper_text(each), encoding="utf-8")
    (folder / "content" / "notes" / "noted.md").write_text("What I think.\n", encoding="utf-8")
    run = run_papergloss("build", "--strict", cwd=folder)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def site(forge: Forge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Stands in for the whole real site: ``new_page`` opens the pages of this one."""
    folder = build(tmp_path_factory.mktemp(forge.name), forge.name, forge.edit_uri)
    with serve(folder) as served:
        yield served


def open_paper(new_page: NewPage, slug: str, **options: object) -> Page:
    """A paper's page with its scripts at work and ``opened`` in place of new tabs."""
    page = new_page(f"papers/{slug}/", permissions=["clipboard-read", "clipboard-write"], **options)
    page.evaluate(STUB)
    page.locator(".pg-offer").wait_for(state="attached")
    return page


def select(page: Page, words: str) -> None:
    """Select words of the abstract that stand in one text node, as a mouse or finger does."""
    page.evaluate(
        """(words) => {
          const texts = document.createTreeWalker(document.querySelector(".pg-abstract"), 4);
          while (texts.nextNode()) {
            const text = texts.currentNode;
            const at = text.data.indexOf(words);
            if (at >= 0) getSelection().setBaseAndExtent(text, at, text, at + words.length);
          }
        }""",
        words,
    )


def select_abstract(page: Page) -> None:
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('.pg-abstract'))")


def offer(page: Page) -> tuple[str, dict[str, str]]:
    """Where “Annotate this” leads: the address and its query."""
    link = page.get_by_role("link", name="Annotate this")
    expect(link).to_be_visible()
    return parts(link.get_attribute("href") or "")


def parts(address: str) -> tuple[str, dict[str, str]]:
    split = urlsplit(address)
    query = dict(parse_qsl(split.query, strict_parsing=True)) if split.query else {}
    return f"{split.scheme}://{split.netloc}{split.path}", query


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_annotate_this_carries_the_words_along(new_page: NewPage, forge: Forge) -> None:
    """The forge's editor gets the note's name, and the template with the selected words quoted."""
    page = open_paper(new_page, "simple")
    expect(page.locator(".pg-offer")).to_be_hidden()
    select(page, "heavier than air, mostly.")
    address, query = offer(page)
    assert address == forge.new
    assert query[forge.text] == TEMPLATE + "> heavier than air, mostly.\n\n"
    name = "content/notes/simple.md" if forge.name == "github" else "simple.md"
    assert query["file_name" if forge.name == "gitlab" else "filename"] == name


def test_what_the_editor_cannot_take_is_copied(new_page: NewPage, forge: Forge) -> None:
    """For a note that is there, the quote; for GitLab's empty editor, template and quote."""
    page = open_paper(new_page, "noted")
    select(page, "Nobody knows")
    assert offer(page) == (forge.edit.format("noted"), {})
    expect(page.locator(".pg-offer")).to_contain_text("copies the words")
    page.get_by_role("link", name="Annotate this").click()
    expect(page.locator(".pg-offer [role=status]")).to_contain_text("Copied")
    assert clipboard(page) == "> Nobody knows\n\n"
    assert page.evaluate("opened") == [forge.edit.format("noted")]
    page.wait_for_timeout(LATER)
    expect(page.locator(".pg-offer [role=status]")).to_contain_text("Copied")


def test_gitlab_gets_the_template_by_clipboard(new_page: NewPage, forge: Forge) -> None:
    """On the other forges the links lead there at once."""
    page = open_paper(new_page, "simple")
    select(page, "Nobody knows")
    link = page.get_by_role("link", name="Annotate this")
    expect(link).to_be_visible()
    if forge.name != "gitlab":
        expect(page.locator(".pg-offer [role=status]")).to_be_empty()
        return
    link.click()
    expect(page.locator(".pg-offer [role=status]")).to_contain_text("Copied")
    assert clipboard(page) == TEMPLATE + "> Nobody knows\n\n"
    page.get_by_role("link", name="Annotate", exact=True).click()
    expect(page.locator(".pg-acts [role=status]")).to_contain_text("Copied")
    assert clipboard(page) == TEMPLATE
    assert [parts(address)[0] for address in page.evaluate("opened")] == [forge.new, forge.new]


def test_words_too_long_for_an_address_are_copied(new_page: NewPage, forge: Forge) -> None:
    """The address stays short enough for the forge, and no word is lost."""
    page = open_paper(new_page, "long")
    select_abstract(page)
    address, query = offer(page)
    assert (address, query[forge.text]) == (forge.new, TEMPLATE)
    page.get_by_role("link", name="Annotate this").click()
    expect(page.locator(".pg-offer [role=status]")).to_contain_text("Copied")
    quote = f"> {SENT.strip()}\n\n"
    assert clipboard(page) == (TEMPLATE + quote if forge.name == "gitlab" else quote)


def test_a_quote_says_the_abstracts_plain_words(new_page: NewPage, forge: Forge) -> None:
    """Whatever formulas, links and signs are in it: the note shows the words as they were."""
    page = open_paper(new_page, "tricky")
    select_abstract(page)
    _, query = offer(page)
    quote = query[forge.text].removeprefix(TEMPLATE)
    shown = re.findall(r"<p>(.*?)</p>", note_html(quote), flags=re.DOTALL)
    assert not re.search("<(em|code|a|ol|ul|h1|math)", note_html(quote))
    assert [unescape(words) for words in shown] == plain(TRICKY).split("\n\n")


def test_a_formula_is_quoted_whole(new_page: NewPage, forge: Forge) -> None:
    """A selection that begins or ends in the middle of a formula takes all of it."""
    page = open_paper(new_page, "tricky")
    page.evaluate(
        """() => {
          const [first] = document.querySelectorAll(".pg-abstract math");
          const sign = document.createTreeWalker(first, 4);
          sign.nextNode(); sign.nextNode();
          getSelection().setBaseAndExtent(sign.currentNode, 0, first.nextSibling, 7);
        }"""
    )
    _, query = offer(page)
    assert query[forge.text].removeprefix(TEMPLATE) == "> O(T^(2/3)) regret\n\n"


def test_a_selection_inside_a_formula_takes_the_formula(new_page: NewPage, forge: Forge) -> None:
    page = open_paper(new_page, "tricky")
    page.locator(".pg-abstract math mo").first.evaluate(
        "(sign) => getSelection().selectAllChildren(sign)"
    )
    _, query = offer(page)
    assert query[forge.text].removeprefix(TEMPLATE) == "> O(T^(2/3))\n\n"


def test_notes_among_the_words_are_not_quoted(new_page: NewPage, forge: Forge) -> None:
    """What a person wrote beside a passage is no part of the abstract, alone or in between."""
    page = open_paper(new_page, "simple")
    page.evaluate(
        """() => {
          const [text] = document.querySelector(".pg-abstract p").childNodes;
          const note = document.createElement("span");
          note.setAttribute("role", "note");
          note.append("I doubt it.");
          text.splitText("We study things.".length).before(note);
        }"""
    )
    select_abstract(page)
    _, query = offer(page)
    assert query[forge.text].removeprefix(TEMPLATE) == f"> {SIMPLE}\n\n"
    select(page, "doubt")
    expect(page.locator(".pg-offer")).to_be_hidden()


def test_only_words_of_the_abstract_are_offered(new_page: NewPage) -> None:
    """Not the title, not a selection that goes on outside; and Escape takes the offer away."""
    page = open_paper(new_page, "simple")
    for far in ("h1", ".pg-margin"):
        select(page, "Nobody")
        expect(page.locator(".pg-offer")).to_be_visible()
        page.evaluate("(far) => getSelection().extend(document.querySelector(far), 1)", far)
        expect(page.locator(".pg-offer")).to_be_hidden()
    select(page, "Nobody")
    expect(page.locator(".pg-offer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".pg-offer")).to_be_hidden()


def test_a_mouse_selects_and_annotates(new_page: NewPage, forge: Forge) -> None:
    """Three clicks select the paragraph; the offer stands below it, inside the window."""
    page = open_paper(new_page, "simple", viewport={"width": 360, "height": 640})
    page.locator(".pg-abstract p").click(click_count=3)
    _, query = offer(page)
    assert query[forge.text] == f"{TEMPLATE}> {SIMPLE}\n\n"
    box = page.locator(".pg-offer").bounding_box()
    text = page.locator(".pg-abstract").bounding_box()
    assert box and text
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert box["y"] >= text["y"] + text["height"] - 5


def test_the_keyboard_alone_annotates(new_page: NewPage, forge: Forge) -> None:
    """Shift and arrows change the selection, Tab leads to the offer, Enter follows it."""
    page = open_paper(new_page, "noted")
    select(page, "We")
    page.keyboard.press("Shift+Control+ArrowRight")
    expect(page.locator(".pg-offer")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Annotate this")).to_be_focused()
    page.wait_for_timeout(LATER)
    expect(page.locator(".pg-offer")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".pg-offer [role=status]")).to_contain_text("Copied")
    assert clipboard(page).startswith("> We study")
    assert page.evaluate("opened") == [forge.edit.format("noted")]


def test_a_correction_has_the_papers_fields(new_page: NewPage, forge: Forge) -> None:
    """Each in the field of the form that is named so; on GitLab in the description."""
    page = open_paper(new_page, "tricky")
    address, query = parts(page.get_by_role("link", name="Correct").get_attribute("href") or "")
    assert address == forge.issue
    fields = {
        "heading": "On x² and tricky",
        "authors": "Ada L.\nB. & C.",
        "date": "2026-03",
        "links": "https://github.com/a/b",
        "abstract": plain(TRICKY),
    }
    if forge.name == "gitlab":
        assert query["issue[title]"] == "Correction: On x² and tricky"
        told = "\n\n".join(f"**{name}**\n\n{value}" for name, value in fields.items())
        assert query["issue[description]"] == f"Paper: tricky\n\n{told}"
        return
    prefix = "field:" if forge.name == "gitea" else ""
    assert query.pop("template").endswith("correction.yml")
    assert query.pop("title") == "Correction: On x² and tricky"
    expected = {"paper": "tricky", **fields}
    assert query == {prefix + name: value for name, value in expected.items()}


def test_a_correction_leaves_out_what_is_too_long(new_page: NewPage) -> None:
    page = open_paper(new_page, "long")
    address = page.get_by_role("link", name="Correct").get_attribute("href") or ""
    assert len(address) < 8000
    assert "Ada" in address
    assert "few+words" not in address


def test_without_scripts_the_links_work(new_page: NewPage, forge: Forge) -> None:
    """Annotate with the template, Correct with the paper's name; nothing is offered in vain."""
    page = new_page("papers/simple/", java_script_enabled=False)
    acts = page.locator(".pg-acts > *")
    expect(acts).to_have_text(["Annotate", "Correct"])
    address, query = parts(acts.first.get_attribute("href") or "")
    assert (address, query[forge.text]) == (forge.new, TEMPLATE)
    correct, _ = parts(acts.last.get_attribute("href") or "")
    assert correct == forge.issue
    expect(page.locator(".pg-offer, .pg-mark")).to_have_count(0)


def test_without_a_forge_papers_can_still_be_marked(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """There is nothing to annotate with, and star and queue get a row of their own."""
    with serve(build(tmp_path_factory.mktemp("none"), "none", "edit/main/content/")) as served:
        page = browser.new_page(base_url=served.url)
        page.goto("papers/simple/")
        expect(page.locator(".pg-acts > *")).to_have_text(["Star", "Queue"])
        expect(page.locator(".pg-offer")).to_have_count(0)
        page.close()


# Words made of what Markdown looks for, so that nearly every line holds some of it.
PIECES = [
    *(
        "*",
        "_",
        "`",
        "\\",
        "[",
        "]",
        "(",
        ")",
        "<",
        ">",
        "#",
        "-",
        "+",
        "=",
        "~",
        "$",
        "&",
        "|",
        "!",
    ),
    *("1.", "12)", "a", "p_i", "**", "__", "==", "---", "~~", "$$", "```", "&amp;", "&#35;", "<b>"),
    *("[[x]]", "[^1]", "[1]:", "https://x.org/a_b*c", "<https://x.org>", "é", "θ", "[x]", "\u00a0"),
]


def test_any_words_are_quoted_as_they_are(new_page: NewPage, forge: Forge) -> None:
    """Two hundred paragraphs of signs: each comes out of the note's Markdown as it went in."""
    random = Random(1)
    given = [
        " ".join(
            "".join(random.choices(PIECES, k=random.randint(1, 3)))
            for _ in range(random.randint(1, 6))
        )
        for _ in range(200)
    ]
    page = new_page("papers/simple/")
    quotes = page.evaluate(
        """async (given) => {
          const script = new URL("../../assets/papergloss/notes/quote.js", document.baseURI);
          const { blockQuote } = await import(script.href);
          return given.map((words) => blockQuote([words]));
        }""",
        given,
    )
    shown = [
        re.fullmatch(r"<blockquote>\n<p>(.*)</p>\n</blockquote>\n", note_html(q)) for q in quotes
    ]
    wrong = [
        (words, quote)
        for words, quote, found in zip(given, quotes, shown, strict=True)
        if not found or unescape(found[1]).split() != words.split()
    ]
    assert wrong == []
