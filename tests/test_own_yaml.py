"""Front matter in our own layout is read without YAML's parser, and never otherwise than by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.store import own_yaml, papers, yaml_text
from test_store import some_paper

WHOLE = """\
---
title: "Owls: a \\"survey\\" in $\\\\alpha$\\u2028"
count: 12
ids:
  arxiv: "2503.00001"
authors:
  - "A. Owl"
  - name: "B. Owl"
    orcid: "0000"
listings:
  - listing: "s/l"
    position: 3
---

Owls hunt.
"""
# What makes YAML another thing than it looks: indentation, signs, line ends, odd characters.
SIGNS = "\n\"\\:-# \t&*[]{}'|>%~0ax\xa0\x85\x00\u2028\ufeff"
LINES = ("  ", "    ", "- ", "  - ", "---\n", "a:", "a: ", 'a: "b"\n', "  a: 1\n")
ESCAPES = ("\\ud83d", "\\ude00", "\\/", "\\x41")
PIECES = st.sampled_from([*SIGNS, *LINES, *ESCAPES])


@given(some_paper())
def test_what_the_writer_writes_is_our_layout(paper: papers.Paper) -> None:
    """No file of update's making takes the slow road."""
    text = papers.paper_text(paper)
    assert own_yaml.split(text) == yaml_text.split_any(text, "x")


@given(st.data())
def test_a_mutated_file_is_read_as_yaml_reads_it_or_left_to_it(data: st.DataObject) -> None:
    """Whatever is put in, taken out or put in another place, the two never disagree."""
    text = data.draw(st.just(WHOLE) | some_paper().map(papers.paper_text))
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 6)))
        text = text[:start] + data.draw(PIECES | st.just("")) + text[end:]
    ours = own_yaml.split(text)
    assert ours is None or ours == yaml_text.split_any(text, "x")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("count: 12", "count:  12"),
        ("count: 12", "count: twelve"),
        ("count: 12", "count: 12 "),
        ("count: 12", "count:"),
        ("count: 12", "title: 12"),
        ("count: 12", "# 12"),
        ('"A. Owl"', "'A. Owl'"),
        ('"A. Owl"', '"A. \\/ Owl"'),
        ('"A. Owl"', '"A. \\ud83d\\ude00"'),
        ('  - "A. Owl"', '  a: "A. Owl"'),
        ('    orcid: "0000"', '    name: "0000"'),
        ('    orcid: "0000"', '  - "C"\n    orcid: "0000"'),
        ("  - listing", "  listing"),
        ("ids:\n", "ids:\n\n"),
        ("---\n\nOwls", "--\n\nOwls"),
    ],
)
def test_any_other_layout_is_left_to_the_parser(old: str, new: str) -> None:
    """One space more, and the file is not ours."""
    assert own_yaml.split(WHOLE) is not None
    assert own_yaml.split(WHOLE.replace(old, new, 1)) is None


def test_an_error_still_has_its_line() -> None:
    """A broken file comes to the parser, which says where it breaks."""
    with pytest.raises(ReadError) as caught:
        yaml_text.split(WHOLE.replace('"A. Owl"', '"A. Owl'), "p.md")
    assert (caught.value.where, caught.value.line) == ("p.md", 8)
