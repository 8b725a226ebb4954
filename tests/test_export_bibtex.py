"""BibTeX and the metadata that reference managers read."""

from __future__ import annotations

import json

import bibtexparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from pybtex.database import parse_string

from papergloss import export
from papergloss.model import Author, Ids, Paper, PartialDate

PAPER = Paper(
    slug="opera-50-of-x1-and-llama-2",
    month="2025-03",
    title="OPERA: 50% of $x_1$ & LLaMA_2",
    abstract="",
    appearances=(),
    ids=Ids(arxiv="2311.17911"),
    date=PartialDate(year=2023, month=11, day=29),
    authors=(Author(name="Qidong Huang"), Author(name="Jürgen Müller")),
)


def test_bibtex_is_what_tex_reads() -> None:
    """TeX's special signs are escaped, mathematics is left, capitals are kept."""
    assert export.bibtex(PAPER) == "\n".join(
        [
            "@misc{huang2023opera,",
            r"  title = {{OPERA}: 50\% of $x_1$ \& {LLaMA\_2}},",
            "  author = {Qidong Huang and Jürgen Müller},",
            "  year = {2023},",
            "  month = nov,",
            "  eprint = {2311.17911},",
            "  archiveprefix = {arXiv},",
            "  url = {https://arxiv.org/abs/2311.17911},",
            "}",
        ]
    )


def test_a_paper_of_unknown_authors_and_date_is_cited_too() -> None:
    """What is not known is left out, and the address is the archive's own page."""
    bare = replace(PAPER, slug="a-title", title="A Title", ids=Ids(), date=None, authors=())
    assert export.bibtex(bare, "https://x.org/papers/s/").split("\n") == [
        "@misc{title,",
        "  title = {A Title},",
        "  url = {https://x.org/papers/s/},",
        "}",
    ]


def test_keys_stay_apart_in_a_file() -> None:
    """The second and third of a key get a number; the first keeps the key it has by itself."""
    entries = list(export.bibliography([PAPER, PAPER, replace(PAPER, slug="other-words"), PAPER]))
    keys = [entry.partition("{")[2].partition(",")[0] for entry in entries]
    assert keys == ["huang2023opera", "huang2023opera-2", "huang2023other", "huang2023opera-3"]


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Up to 100% {off", r"Up to 100\% \textbraceleft{}off"),
        (r"A $\{x\}$ set", r"A $\lbrace x\rbrace $ set"),
        (r"Half a $\frac{1$ of it", None),
        (
            "Cost: \\$5 ~ ^ \\ #1",
            r"Cost: \$5 \textasciitilde{} \textasciicircum{} \textbackslash{} \#1",
        ),
        ("Ends in \\", r"Ends in \textbackslash{}"),
    ],
)
def test_no_title_breaks_the_file(title: str, written: str | None) -> None:
    """Braces always pair, so that what follows an entry is read as another."""
    text = "\n\n".join(export.bibliography([replace(PAPER, title=title), replace(PAPER, slug="b")]))
    assert len(parse_string(text, "bibtex").entries) == 2
    assert len(bibtexparser.parse_string(text).entries) == 2
    assert written is None or f"title = {{{written}}}" in text


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_any_text_is_a_title(title: str) -> None:
    """Whatever a listing calls a paper, its entry is one entry."""
    text = export.bibtex(replace(PAPER, title=title, authors=(Author(name=title.strip() or "A"),)))
    assert len(parse_string(text, "bibtex").entries) == 1


def test_a_comma_in_a_name_does_not_turn_it_round() -> None:
    """Nor does "and" make two of one: such a name stands in braces."""
    names = ("John Smith, Jr.", "Research and Development Team", "Ada Lovelace")
    text = export.bibtex(replace(PAPER, authors=tuple(Author(name=name) for name in names)))
    (entry,) = parse_string(text, "bibtex").entries.values()
    assert len(entry.persons["author"]) == 3


def test_long_lists_of_authors_are_cut() -> None:
    """BibTeX's own word for the rest follows the first thirty."""
    many = replace(PAPER, authors=tuple(Author(name=f"A. Person{n}") for n in range(99)))
    assert "A. Person29 and others}" in export.bibtex(many)


def test_meta_names_every_author() -> None:
    """The Highwire tags carry plain text."""
    pairs = export.meta(PAPER)
    assert [v for k, v in pairs if k == "citation_author"] == ["Qidong Huang", "Jürgen Müller"]
    assert ("citation_arxiv_id", "2311.17911") in pairs
    assert ("z:itemType", "preprint") in pairs


def test_json_ld_cannot_end_its_element() -> None:
    """No sign of markup stands in it, and it reads as what was meant."""
    title = "</script><!--<script> & more"
    found = export.json_ld(replace(PAPER, title=title))
    assert not set("<>&") & set(found)
    assert json.loads(found)["name"] == title
