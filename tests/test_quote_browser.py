"""What is quoted of an abstract, in a real Chromium: its plain words, whatever is among them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from random import Random

import pytest
from playwright.sync_api import Page, expect

from forges import (
    FORGES,
    SIMPLE,
    TEMPLATE,
    TRICKY,
    NewPage,
    build,
    offer,
    open_paper,
    select,
    select_abstract,
)
from papergloss.note_markup import Surroundings, note_html
from papergloss.note_reader import read
from papergloss.text import plain
from server import Site, serve

pytestmark = pytest.mark.browser

GITHUB = FORGES[0]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Stands in for the whole real site: ``new_page`` opens the pages of this one."""
    folder = build(tmp_path_factory.mktemp("quote"), GITHUB.name, GITHUB.edit_uri)
    with serve(folder) as served:
        yield served


def quoted(page: Page) -> str:
    """The quote that “Annotate this” carries to the template."""
    _, query = offer(page)
    return query[GITHUB.text].removeprefix(TEMPLATE)


def shown_as(markdown: str) -> str:
    """A note's HTML, as far as it needs no archive."""
    around = Surroundings(target={}.get, root="../../", hosts=())
    return note_html(read(markdown), around)


def test_a_quote_says_the_abstracts_plain_words(new_page: NewPage) -> None:
    """Whatever formulas, links and signs are in it: the note shows the words as they were."""
    page = open_paper(new_page, "tricky")
    select_abstract(page)
    quote = quoted(page)
    shown = re.findall(r"<p>(.*?)</p>", shown_as(quote), flags=re.DOTALL)
    assert not re.search("<(em|code|a|ol|ul|h1|math)", shown_as(quote))
    assert [unescape(words) for words in shown] == plain(TRICKY).split("\n\n")


def test_a_formula_is_quoted_whole(new_page: NewPage) -> None:
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
    assert quoted(page) == "> O(T^(2/3)) regret\n\n"


def test_a_selection_inside_a_formula_takes_the_formula(new_page: NewPage) -> None:
    page = open_paper(new_page, "tricky")
    page.locator(".pg-abstract math mo").first.evaluate(
        "(sign) => getSelection().selectAllChildren(sign)"
    )
    assert quoted(page) == "> O(T^(2/3))\n\n"


def test_notes_among_the_words_are_not_quoted(new_page: NewPage) -> None:
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
    assert quoted(page) == f"> {SIMPLE}\n\n"
    select(page, "doubt")
    expect(page.locator(".pg-offer")).to_be_hidden()


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


def test_any_words_are_quoted_as_they_are(new_page: NewPage) -> None:
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
        re.fullmatch(r"<blockquote>\n<p>(.*)</p>\n</blockquote>\n?", shown_as(q)) for q in quotes
    ]
    wrong = [
        (words, quote)
        for words, quote, found in zip(given, quotes, shown, strict=True)
        if not found or unescape(found[1]).split() != words.split()
    ]
    assert wrong == []
