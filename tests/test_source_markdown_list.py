"""What the reader of Markdown lists takes, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import Entry, LinkKind, PartialDate, Reading
from papergloss.sources import markdown_list

URL = "https://arxiv.org/abs/2401.90001"
URL_2 = "https://arxiv.org/abs/2401.90002"


def read(text: str) -> Reading:
    return markdown_list.read(text.encode(), "list.md")


def entry(text: str) -> Entry:
    """Read a list of one paper."""
    reading = read(text)
    assert not reading.rejected
    (only,) = reading.entries
    return only


def names(entry: Entry) -> list[str]:
    return [author.name for author in entry.authors]


@pytest.mark.parametrize(
    "bullet",
    [
        f"- [A Fine Title]({URL})",
        f"* [**A Fine Title**]({URL})",
        f"1. **A Fine Title** [[paper]({URL})]",
        f"- **[A Fine Title]({URL})**",
        f"- A Fine Title. Ada Moth. [[pdf]]({URL})",
        f"- “A Fine Title”, Ada Moth <{URL}>",
        f'- <a href="{URL}">A Fine Title</a>',
        f"- [![badge](https://img.shields.io/x)](https://x.example) [A Fine Title]({URL})",
        f"- 2024-01-02, **A Fine Title**, Ada Moth et.al., Paper: [{URL}]({URL})",
        f"- 🔥 (CVPR 2024) A Fine Title [[arXiv]({URL})]",
        f"- [ICLR'23] [A Fine Title]({URL})",
        f"- **A Fine Title**\n  - Ada Moth\n  - [paper]({URL}), [code](https://github.com/a/b)",
    ],
)
def test_the_title_of_a_bullet_is_found(bullet: str) -> None:
    read = entry(bullet)
    assert (read.title, read.ids.arxiv) == ("A Fine Title", "2401.90001")


def test_what_follows_the_title_is_sorted() -> None:
    read = entry(
        f"- [T of It]({URL}) - Ada Moth, Bo van der Fly and Cy O'Gnat, ICLR 2024, **2024-01-09**,"
        " [[code](https://github.com/example/t)] - Worth reading."
    )
    assert names(read) == ["Ada Moth", "Bo van der Fly", "Cy O'Gnat"]
    assert read.venue == "ICLR 2024"
    assert read.published == PartialDate(year=2024, month=1, day=9)
    assert [(link.url, link.kind) for link in read.links] == [
        ("https://github.com/example/t", LinkKind.CODE)
    ]
    assert read.comment == "Worth reading"


def test_a_label_tells_what_its_link_leads_to() -> None:
    read = entry(
        f"- **T of It** [Paper]({URL}) [Project Page](https://x.example) [data](https://y.example)"
    )
    assert [link.kind for link in read.links] == [LinkKind.PROJECT, LinkKind.DATA]


def test_mathematics_in_a_title_is_no_emphasis() -> None:
    assert entry(f"- [Of $x_i$ and $y_i$]({URL})").title == "Of $x_i$ and $y_i$"


def test_the_headings_above_are_keywords_but_for_the_documents_title() -> None:
    text = (
        f"# Awesome\n\n## Vision\n\n### Depth\n\n- [A B]({URL})\n\n## Speech\n\n- [C D]({URL_2})\n"
    )
    assert [entry.keywords for entry in read(text).entries] == [("Vision", "Depth"), ("Speech",)]


TABLE = (
    "## Updated on 2024.03.05\n\n## Lamps\n\n|Publish Date|Title|Authors|PDF|Code|\n"
    "|---|---|---|---|---|\n"
)


def row(title: str = "**T**", pdf: str = "[2401.90001](http://arxiv.org/abs/2401.90001)") -> str:
    return f"|**2024-03-04**|{title}|Ada Moth et.al.|{pdf}|**[link](https://github.com/a/b)**|\n"


def test_a_row_of_an_arxiv_daily_table_is_an_entry() -> None:
    reading = read(TABLE + row())
    (only,) = reading.entries
    assert reading.date == PartialDate(year=2024, month=3, day=5)
    assert (only.title, only.ids.arxiv, only.keywords) == ("T", "2401.90001", ("Lamps",))
    assert (names(only), only.et_al) == (["Ada Moth"], True)
    assert only.published == PartialDate(year=2024, month=3, day=4)
    assert [link.kind for link in only.links] == [LinkKind.CODE]


def test_a_bar_in_a_title_moves_no_cell() -> None:
    (only,) = read(TABLE + row("**Of p(x|y) | z**")).entries
    assert (only.title, only.ids.arxiv) == ("Of p(x|y) | z", "2401.90001")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("- [Here](#here)", "an item that leads to a place in the list itself"),
        ("- words", "an item without a link"),
        ("- [A Tool](https://github.com/a/b)", "an item without a link to a paper"),
        ("- ", "an item without text"),
        (TABLE + "|**2024-03-04**||||\n", "a row without title"),
        ("|Tool|Stars|\n|-|-|\n|x|5|\n", "a row of a table without titles"),
        (
            f"- [A B]({URL})\n\n[C D]({URL_2})\n",
            "address of a paper outside lists and tables: in a paragraph",
        ),
        (
            f"- [A B]({URL})\n\n# [C D]({URL_2})\n",
            "address of a paper outside lists and tables: in a heading",
        ),
        (
            f"- [A B]({URL})\n\n<p><a href={URL}>x</a></p>\n",
            "address of a paper outside lists and tables: in HTML",
        ),
    ],
)
def test_what_is_no_paper_is_reported_with_its_reason(text: str, reason: str) -> None:
    (rejected,) = read(text).rejected
    assert rejected.reason == reason
    assert rejected.line


def test_what_is_nested_too_deeply_is_reported() -> None:
    text = "".join("  " * depth + f"- [Title {depth}]({URL})\n" for depth in range(40))
    assert "nested too deeply" in {each.reason for each in read(text).rejected}


@pytest.mark.parametrize("data", [b"", b"words", b"# heading\n\nwords\n", b"- \0"])
def test_what_has_neither_list_nor_table_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        markdown_list.read(data, "list.md")
    assert (caught.value.where, caught.value.line) == ("list.md", 1)


@settings(deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=12), st.booleans())
def test_every_bullet_and_row_is_read_or_reported(papers: list[bool], as_table: bool) -> None:
    if as_table:
        rows = (row() if is_paper else row("", "null") for is_paper in papers)
        reading = read(TABLE + "".join(rows))
    else:
        lines = (
            f"- [A {n}]({URL})" if is_paper else "- words" for n, is_paper in enumerate(papers)
        )
        reading = read("\n".join(lines))
    assert len(reading.entries) == sum(papers)
    assert len(reading.rejected) == len(papers) - sum(papers)


PIECES = (
    "- ",
    "  - ",
    "[",
    "](",
    URL,
    ")",
    "**",
    "|",
    "\n",
    "\n\n",
    "|-|-|\n",
    "# ",
    "a b",
    "$",
    "<a ",
    ">",
    "`",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_markdown_gives_a_reading_or_a_read_error(text: str) -> None:
    try:
        reading = read(text)
    except ReadError:
        return
    positions = [each.position for each in (*reading.entries, *reading.rejected)]
    assert sorted(positions, key=lambda at: at or 0) == list(range(1, len(positions) + 1))
