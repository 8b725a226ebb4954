"""A note's Markdown on its page: what it can say, and that nothing of it can do harm."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from papergloss.lookup import Target
from papergloss.margin import glosses
from papergloss.model import Note, Paper
from papergloss.note_markup import (
    Surroundings,
    comment_html,
    image_path,
    note_html,
    opening_html,
)
from papergloss.note_reader import MAX_NOTE, read
from papergloss.store.notes import parse_note
from test_markup import Seen

KNOWN = {
    "opera": Target(label="OPERA <1>", url="papers/opera/"),
    "secret": Target(label="Secret", url=""),
}
AROUND = Surroundings(target=KNOWN.get, root="../../", hosts=("img.example.org",))


def html(markdown: str) -> str:
    return note_html(read(markdown), AROUND)


def test_what_a_note_can_say() -> None:
    """A note's tables, tasks, strikes, footnotes and formulas are shown."""
    shown = html("|a|b|\n|-|-:|\n|$x$|2|\n\n- [x] ~~done~~[^1]\n\n[^1]: why\n\n$$y$$\n")
    for wanted in ("<table>", '<math display="inline"', 'type="checkbox"', "<s>done</s>"):
        assert wanted in shown
    assert '<section class="footnotes">' in shown
    assert '<p><math display="block"' in shown
    assert '<td class="pg-right">2</td>' in shown and "style=" not in shown


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("[[opera]]", '<a href="../../papers/opera/">OPERA &lt;1&gt;</a>'),
        ("[[opera|it *is*]]", '<a href="../../papers/opera/">it *is*</a>'),
        ("[[secret]]", "Secret"),
        ("[[no<b>]]", '<span class="pg-nowhere" title="Not in this archive">no&lt;b&gt;</span>'),
        ("`[[opera]]`", "<code>[[opera]]</code>"),
        ("[[]] [[ ]] [[a", "[[]] [[ ]] [[a"),
    ],
)
def test_names_in_brackets_lead_to_pages(markdown: str, shown: str) -> None:
    """Papers and tags are linked; what leads nowhere, or is hidden, stays text."""
    assert html(markdown) == f"<p>{shown}</p>"


def test_headings_stand_below_the_page_s_own() -> None:
    """Whatever levels a note uses, they start at three and leave none out."""
    assert re.findall(r"<(h\d)>", html("# a\n\n#### b\n\n## c\n\n# d")) == ["h3", "h5", "h4", "h3"]


def test_images_come_from_the_archive_or_from_named_hosts() -> None:
    """An image below content/ is shown, one of a named host too; any other is a link."""
    assert '<img src="../../notes/a%20b.png" alt="A"' in html("![A](<a b.png>)")
    assert '<img src="../../images/x.svg"' in html("![](../images/x.svg)")
    assert '<img src="https://img.example.org/x.png"' in html("![](https://img.example.org/x.png)")
    other = html("![see](https://evil.example/x.png)")
    assert other == '<p><a href="https://evil.example/x.png" rel="noopener">see</a></p>'
    assert html("![see](../../../etc/passwd)") == "<p>see</p>"
    assert image_path("../notes/../../x.png") is None
    assert image_path("//host/x.png") is None


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "[x](javascript:alert(1))",
        "![x](javascript:alert(1))",
        "[x](vbscript:a) [y](file:///etc/passwd) [z](data:text/html,x)",
        "[x](//evil.example) [y](../relative) [[x]](<javascript:a>)",
        "[x](JaVaScRiPt:a) [x](&#106;avascript:a) <javascript:a>",
        "![x](data:image/svg+xml;base64,PHN2Zz4=)",
        r"$\text{<script>}$ $$\href{javascript:a}{b}$$",
        "> <b>\n\n<i>",
    ],
)
def test_hostile_note_stays_text(markdown: str) -> None:
    """HTML in a note is text, and no address but http, https and mailto is followed."""
    shown = html(markdown)
    seen = Seen(shown)
    assert not {"script", "img", "iframe", "svg", "b", "i"} & set(seen.tags)
    assert all(name not in ("onerror", "style", "href", "src") for name, _ in seen.attributes)


def test_links_of_the_allowed_kinds_are_links() -> None:
    """http, https and mailto lead out."""
    shown = html("[a](http://a.org) <https://b.org> <me@c.org>")
    assert re.findall(r'href="([^"]*)" rel="noopener"', shown) == [
        "http://a.org",
        "https://b.org",
        "mailto:me@c.org",
    ]
    assert [each.name for each in read("x\n\n[a](b.md)").refused] == ["b.md"]


@pytest.mark.parametrize(
    "scrap", ["[", "*", "`", "> ", "- ", "![", "$", "|a", "[](", "&", "**a_", "[[", "[^1]", "[[a|"]
)
def test_pathological_note_returns(scrap: str) -> None:
    """A note made to be slow comes back; one past the limit is shown as it is."""
    html(scrap * (MAX_NOTE // 4 // len(scrap)))
    assert html(scrap * MAX_NOTE + "x").startswith("<pre>")


# --- quotes -------------------------------------------------------------------------------------

NOTED = """\
Before.

> words of the *abstract*, and
> $x^2$

A comment with [[opera]].

General words.[^1]

> elsewhere
>
> — Section 3

Under it.

[^1]: Foot.
"""


def test_a_quote_has_the_paragraph_under_it() -> None:
    """Its words are plain; the paragraph under it is the comment; cited quotes are told apart."""
    first, second = read(NOTED).quotes
    assert first.text.split() == ["words", "of", "the", "abstract,", "and", "x²"]
    assert (first.line, first.cited, second.cited) == (2, False, True)
    beside = comment_html(read(NOTED), first, AROUND)
    assert beside == 'A comment with <a href="../../papers/opera/">OPERA &lt;1&gt;</a>.'
    rest = note_html(read(NOTED), AROUND, [first])
    assert "A comment" not in rest and "words of the" not in rest
    assert all(part in rest for part in ("Before.", "General", "elsewhere", "Under it.", "Foot."))


def test_the_opening_is_what_is_no_comment() -> None:
    """Lists of notes show the first paragraph about the whole paper, else the first comment."""
    assert opening_html(read("> q\n\ncomment\n\nverdict[^1]\n\n[^1]: f"), AROUND) == "verdict"
    assert opening_html(read("> q\n\ncomment"), AROUND) == "comment"
    assert opening_html(read("# only\n"), AROUND) == ""


def test_glosses_know_their_place() -> None:
    """A quote is placed in the abstract as people read it; a lost one has no place."""
    abstract = (
        "We prove that $x^2$ grows.\n\nSee https://a.org/b for words of the abstract, and $x^2$."
    )
    paper = Paper(slug="p", month="2025-01", title="", abstract=abstract, appearances=())
    body = NOTED + "\n> nothing like this is said there\n\nLost.\n"
    first, lost = glosses(paper, Note(slug="p", body=body))
    assert first.span and lost.span is None
    assert [first.number, lost.number] == [1, 2]


# --- what others collected against parsers ------------------------------------------------------


def assert_safe(text: str) -> None:
    """Shown or reported: no crash, no tag or address that could do anything."""
    problems: list[object] = []
    note = parse_note(text, Path("content/notes/x.md"), problems)  # type: ignore[arg-type]
    seen = Seen(html(note.body))
    assert not {"script", "iframe", "object", "style", "svg", "form", "base"} & set(seen.tags)
    for name, value in seen.attributes:
        assert not name.startswith("on") and name != "style", (name, value)
        if name in ("href", "src"):
            address = value or ""
            assert re.match(r"https?:|mailto:|#fn|\.\./\.\./", address, re.IGNORECASE), address


def test_commonmark_samples_are_shown(shared_data: Path) -> None:
    """The whole sample folder of cmark, pathological files included, as notes."""
    samples = sorted((shared_data / "hostile" / "cmark-samples").glob("*.md"))
    assert len(samples) > 20
    for path in samples:
        assert_safe(path.read_text(encoding="utf-8"))
        assert_safe(f"---\n{path.read_text(encoding='utf-8')}\n---\n")


def test_naughty_strings_are_shown(shared_data: Path) -> None:
    """Each naughty string as a note, in a quote, as a name, as an address and as front matter."""
    strings = json.loads((shared_data / "hostile" / "blns" / "blns.json").read_text("utf-8"))
    assert len(strings) > 400
    for text in strings:
        assert_safe(text)
        assert_safe(f"> {text}\n\n[[{text}]] [a]({text}) ![b]({text}) `{text}` ${text}$")
        assert_safe(f"---\ntitle: {text}\ntags: [{text}]\n---\n{text}")


def test_yaml_test_suite_as_front_matter(shared_data: Path) -> None:
    """Every document of the YAML test suite is read or reported, and the words below are shown."""
    files = sorted((shared_data / "hostile" / "yaml-test-suite" / "src").rglob("*.yaml"))
    assert len(files) > 200
    for path in files:
        text = path.read_text(encoding="utf-8")
        for case in yaml.load(text, yaml.BaseLoader):
            front = case.get("yaml", "").replace("␣", " ").replace("»", "\t").replace("↵", "")
            assert_safe(f"---\n{front}\n---\n\nWords.\n")
            assert_safe(front)
        assert_safe(f"---\n{text}\n---\n\nWords.\n")
