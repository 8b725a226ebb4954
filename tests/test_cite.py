"""BibTeX and the metadata that reference managers read."""

from __future__ import annotations

from dataclasses import replace

from papergloss import cite
from papergloss.model import Author, Ids, Paper, PartialDate

PAPER = Paper(
    slug="s",
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
    assert cite.bibtex(PAPER) == "\n".join(
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
    bare = replace(PAPER, title="A Title", ids=Ids(), date=None, authors=())
    assert cite.bibtex(bare, "https://x.org/papers/s/").split("\n") == [
        "@misc{title,",
        "  title = {A Title},",
        "  url = {https://x.org/papers/s/},",
        "}",
    ]


def test_meta_names_every_author() -> None:
    """The Highwire tags carry plain text."""
    pairs = cite.meta(PAPER)
    assert [v for k, v in pairs if k == "citation_author"] == ["Qidong Huang", "Jürgen Müller"]
    assert ("citation_arxiv_id", "2311.17911") in pairs
