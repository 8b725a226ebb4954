"""Passages are marked in the abstract as it is shown, through links and round formulas."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from papergloss.anchors import Span
from papergloss.highlight import Passage, highlighted, shown
from papergloss.markup import paragraphs_html

ABSTRACT = (
    "We cost \\$5 & prove $x^2 < y$, see https://a.org/b?c=1&d=2 (here).\n\nA second paragraph."
)


def passage(words: str, beside: str = "") -> Passage:
    start = shown(ABSTRACT).index(words)
    return Passage(span=Span(start, start + len(words)), id="p1", beside_html=beside)


def test_people_read_plain_text() -> None:
    """What can be quoted has no mark-up, formulas in plain form, paragraphs on lines."""
    assert shown(ABSTRACT) == (
        "We cost $5 & prove x² < y, see https://a.org/b?c=1&d=2 (here).\nA second paragraph."
    )


def test_a_mark_goes_through_a_link() -> None:
    """The part inside a link is marked there, and the link stays whole."""
    marked = highlighted(ABSTRACT, [passage("see https://a.org")])
    assert '<mark id="p1">see </mark>' in marked
    href = 'href="https://a.org/b?c=1&amp;d=2"'
    assert f'<mark><a {href} rel="noopener nofollow">https://a.org</a></mark>' in marked


def test_a_formula_is_marked_whole() -> None:
    """A passage that ends within a formula marks all of it."""
    marked = highlighted(ABSTRACT, [passage("prove x")])
    assert re.search(r'<mark id="p1">prove </mark><mark><math .*?</math></mark>, see', marked)


def test_what_stands_beside_follows_the_full_stop() -> None:
    """A comment is put after the punctuation that closes the passage."""
    marked = highlighted(ABSTRACT, [passage("A second paragraph", "<i>so</i>")])
    assert '<mark id="p1" class="pg-cited">A second paragraph</mark>.<i>so</i></p>' in marked


def test_two_passages_may_overlap() -> None:
    """Each has its id and its comment, and no tag crosses another."""
    one = Passage(span=Span(0, 10), id="one", beside_html="<i>1</i>")
    two = Passage(span=Span(0, 20), id="two", beside_html="<i>2</i>")
    marked = highlighted(ABSTRACT, [one, two])
    assert marked.count('id="one"') == marked.count('id="two"') == 1
    assert marked.index("<i>1</i>") < marked.index("<i>2</i>")


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["word ", "$x_1$", "<b>", "&amp;", "https://a.org/x ", "\n\n", "\\$", "é. "]
        )
    ).map("".join),
    st.data(),
)
def test_marking_changes_no_word(abstract: str, data: st.DataObject) -> None:
    """Without its marks a marked abstract is the abstract as it is shown without any."""
    length = len(shown(abstract))
    passages = [
        Passage(span=Span(start, data.draw(st.integers(start + 1, length))), id=f"p{number}")
        for number, start in enumerate(data.draw(st.lists(st.integers(0, max(0, length - 1)))))
        if length
    ]
    marked = highlighted(abstract, passages)
    bare = re.sub(r"</?mark[^>]*>|<span id[^>]*>|</span>", "", marked)
    assert _text(bare) == _text(paragraphs_html(abstract))
    assert marked.count("<mark") == marked.count("</mark>")


def _text(markup: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
