"""What ``markup`` promises: nothing from a text or note becomes markup; mathematics is MathML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papergloss.markup import inline_html, mark, math_html, paragraphs_html, teaser

BOUNDED = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])

HOSTILE = [
    "<script>alert(1)</script>",
    "$<img onerror=alert(1)>$",
    r"$\text{<script>alert(1)</script>}$",
    r"$\text{&lt;script&gt;}$ and $\text{&#60;script&#62;}$",
    r"$\href{javascript:alert(1)}{x}$",
    r"$\style{background:url(//evil)}{x}$ $\class{a}{b}$",
    r'$\color{red" onclick="alert(1)}{x}$',
    "]]> <![CDATA[ <!-- --> $]]>$",
    'https://a.org/"onmouseover="alert(1)',
    "javascript:alert(1) data:text/html,x",
    "https://a.org/<b>'\"`",
    "</p></div>",
    r"$\unknown{<b>}$ $$<b>$$ $\frac{<$",
]
HARMLESS = re.compile(r"p|a|mark|code|m[a-z]+")


class Seen(HTMLParser):
    """Collects the tags and attributes that a browser would find."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        self.text += data


def assert_harmless(markup: str) -> None:
    """Only our own tags, no handler, and no address but http and https."""
    seen = Seen(markup)
    assert all(HARMLESS.fullmatch(tag) for tag in seen.tags), markup
    for name, value in seen.attributes:
        assert not name.startswith("on") and name not in ("style", "src"), markup
        assert name != "href" or re.match(r"https?://", value or "", re.IGNORECASE), markup


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    """No hostile text becomes a tag, an attribute or a script address, in or out of formulas."""
    assert_harmless(inline_html(text))
    assert_harmless(paragraphs_html(text))
    assert_harmless(mark(text, 3, 9))


_SCRAPS = r"""
$ \$ < > & " ' <b> \text{ } { \frac \href{ ^ _ \left( \begin{matrix} \\ & https://a.b/ ]]> &#60;
\color{red} x 1 \alpha % # ~ \style{a}{ \unicode{x3c} \char
"""
SCRAPS = st.sampled_from([*_SCRAPS.split(), " "])


@BOUNDED
@given(st.one_of(st.text(max_size=60), st.lists(SCRAPS, max_size=16).map("".join)))
def test_any_text_is_harmless(text: str) -> None:
    """Whatever the text, what comes out holds only our own tags."""
    assert_harmless(inline_html(text))
    assert_harmless(inline_html(f"${text}$"))
    assert_harmless(mark(text, len(text) // 3, len(text) // 2))
    math_html(text)


@BOUNDED
@given(st.text(alphabet=st.characters(exclude_characters="$\r\x00\\", codec="utf-8"), max_size=80))
def test_text_without_mathematics_reads_the_same(text: str) -> None:
    """A browser shows text without formulas letter for letter."""
    assert Seen(inline_html(text)).text == text


def test_formula_is_mathml() -> None:
    """A formula becomes inline MathML with its signs decoded; an escaped dollar is a dollar."""
    shown = inline_html(r"costs \$5 for $\tilde{\Omega}(C^*)$")
    assert shown.startswith('costs $5 for <math display="inline"')
    assert "Ω" in shown
    assert "<msup><mi>C</mi><mo>*</mo></msup>" in shown
    assert "&amp;#" not in shown


def test_formula_is_spaced_as_tex_spaces_it() -> None:
    """A function stands apart from its argument, and an infinity does not stand apart."""
    assert '<mi>log</mi><mspace width="0.167em" />' in math_html(r"O(\log n)")
    assert "<mi>∞</mi>" in math_html(r"p<\infty")


def test_unreadable_formula_is_code() -> None:
    """A formula that cannot be read, or is too long, is shown as its source."""
    assert math_html(r"\left(<") == '<code class="math">\\left(&lt;</code>'
    assert math_html("x" * 5000).startswith('<code class="math">xxx')


def test_addresses_are_links() -> None:
    """A web address is a link that ends before the sentence's punctuation."""
    assert inline_html("Code (https://a.org/b?x=1&y=2).") == (
        'Code (<a href="https://a.org/b?x=1&amp;y=2" rel="noopener nofollow">'
        "https://a.org/b?x=1&amp;y=2</a>)."
    )
    assert 'href="https://github.com/a/b"' in inline_html("at github.com/a/b.")


def test_paragraphs() -> None:
    """Blank lines part paragraphs; single line breaks do not."""
    assert paragraphs_html("one\ntwo\n \nthree\n\n\n") == "<p>one\ntwo</p>\n<p>three</p>"
    assert paragraphs_html("") == ""


@pytest.mark.parametrize(
    ("text", "limit", "wanted"),
    [
        ("short", 20, "short"),
        ("one two three", 9, "one two…"),
        ("one two three", 7, "one two…"),
        (r"bound $\mathcal{O}(T^{2/3})$ here", 8, "bound…"),
        (r"a $x^2$ for \$5", 40, "a x² for $5"),
        ("unbroken" * 9, 10, "unbrokenu…"),
    ],
)
def test_teaser(text: str, limit: int, wanted: str) -> None:
    """A teaser is plain text, cut between words and never inside a formula's source."""
    assert teaser(text, limit) == wanted


@BOUNDED
@given(st.text(max_size=200), st.integers(min_value=5, max_value=80))
def test_teaser_keeps_its_limit(text: str, limit: int) -> None:
    """A teaser is at most one sign ("…") longer than asked for."""
    assert len(teaser(text, limit)) <= limit + 1


def test_mark() -> None:
    """The named characters are marked; a mark that would cut into a formula holds all of it."""
    assert mark("we use <X>.", 7, 10) == "we use <mark>&lt;X&gt;</mark>."
    assert re.fullmatch(r"a <mark><math.*</math> b</mark> c", mark("a $x^2$ b c", 4, 9))
