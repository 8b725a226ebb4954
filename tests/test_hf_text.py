"""The reader of Daily Papers pages: the five committed ones, their layouts, and misfits."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import Organisation, PartialDate, Reading
from papergloss.sources import hf_text
from support import ROOT

LISTINGS = ROOT / "content" / "listings" / "hf-daily"
COUNTS = {"000": 87, "001": 91, "002": 55, "003": 102, "004": 70}
PREAMBLE = "new\n\nSubscribe\n\nDaily Papers\n\nbyAK and the research community\n\nNov 6\n\n"


def read(text: str) -> Reading:
    return hf_text.read(text.encode(), "page.txt")


def seeds() -> list[Path]:
    return sorted(LISTINGS.glob("*.txt"))


def test_the_five_pages_hold_405_entries() -> None:
    """Every committed page gives as many entries as the page shows, none of them furniture."""
    for path in seeds():
        reading = hf_text.read(path.read_bytes(), path.name)
        assert len(reading.entries) == COUNTS[path.name[:3]], path.name
        assert [e.position for e in reading.entries] == list(range(1, len(reading.entries) + 1))
        assert not {e.title for e in reading.entries} & hf_text.FURNITURE


def test_the_last_two_pages_carry_dates_counts_and_organisations() -> None:
    """167 entries have a date, 163 of them an author count and 4 an organisation."""
    entries = [e for p in seeds() for e in hf_text.read(p.read_bytes(), p.name).entries]
    assert sum(e.published is not None for e in entries) == 167
    assert sum(e.author_count is not None for e in entries) == 163
    names = {e.organisation.handle: e.organisation.name for e in entries if e.organisation}
    assert names == {
        "microsoft": "Microsoft",
        "stanfordnlp": "Stanford NLP",
        "CohereLabs": "Cohere Labs",
        "OpenRubrics": "OpenRubrics",
    }


def test_every_page_prints_a_date_without_a_year() -> None:
    """The page's own date is read, and its year is left open."""
    days = [hf_text.read(p.read_bytes(), p.name).date for p in seeds()]
    assert [(d.month, d.day) for d in days if d] == [(3, 14), (3, 11), (7, 29), (11, 6), (11, 4)]
    assert all(d and d.year is None for d in days)


@pytest.mark.parametrize(
    ("line", "date", "comments"),
    [
        ("Feb 26 2", PartialDate(month=2, day=26), 2),
        ("Feb 26", PartialDate(month=2, day=26), None),
        ("Dec 22, 2024 2", PartialDate(month=12, day=22, year=2024), 2),
        ("Sep 8, 2019", PartialDate(month=9, day=8, year=2019), None),
    ],
)
def test_a_date_line_may_lack_year_and_comments(
    line: str, date: PartialDate, comments: int | None
) -> None:
    """What follows the day is a year after a comma, a comment count, both or neither."""
    entry = read(f"{PREAMBLE}A title\n\nAn abstract.\n\n  • 1 author\n·\n{line}\n").entries[0]
    assert (entry.published, entry.comments, entry.author_count) == (date, comments, 1)


def test_an_organisation_stands_in_place_of_authors() -> None:
    """The first word is the handle, the rest the name."""
    entry = read(f"{PREAMBLE}T\n\nA.\n\nstanfordnlp Stanford NLP\n·\nOct 1 3\n").entries[0]
    assert entry.organisation == Organisation(name="Stanford NLP", handle="stanfordnlp")
    assert entry.author_count is None


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    """A page saved on Windows reads like any other."""
    text = f"{PREAMBLE}T\n\nA.\n\n  • 2 authors\n·\nOct 1\n"
    saved = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert hf_text.read(saved, "page.txt").entries == read(text).entries


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (PREAMBLE, 9, "holds no papers"),
        ("", 1, "holds no papers"),
        (PREAMBLE + "A title alone\n", 11, "no abstract"),
        (PREAMBLE + "T\n\nA.\n\n  • 2 authors\n·\nFeb 30\n", 17, "no day"),
        (PREAMBLE + "T\n\nA.\n\n  • 2 authors\n·\nyesterday\n", 17, "expected a date"),
        (PREAMBLE + "  • 2 authors\n·\nFeb 3\n", 11, "without a paper"),
        (PREAMBLE + "x" * 600 + "\n\nA.\n", 11, "expected a title"),
    ],
)
def test_a_text_that_does_not_fit_says_where(text: str, line: int, words: str) -> None:
    """A misfit is an error with file and line, and nothing is returned for it."""
    with pytest.raises(ReadError, match=words) as caught:
        read(text)
    assert (caught.value.where, caught.value.line) == ("page.txt", line)


def test_bytes_that_are_not_utf_8_say_where() -> None:
    """A page in another encoding is refused with the line of the first wrong byte."""
    with pytest.raises(ReadError, match="not UTF-8") as caught:
        hf_text.read(b"new\nSubscribe\n\xff", "page.txt")
    assert caught.value.line == 3


@given(st.binary(max_size=400))
def test_any_bytes_give_a_reading_or_an_error(data: bytes) -> None:
    """No bytes make the reader raise anything but its own error."""
    try:
        hf_text.read(PREAMBLE.encode() + data, "page.txt")
    except ReadError as error:
        assert error.where == "page.txt"


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)))
def test_every_entry_is_counted(titles: list[str]) -> None:
    """Whatever the titles are, as many entries come out as went in."""
    known = hf_text.FURNITURE
    blocks = [f"{t}\n\nAbstract." for t in titles if t not in known and len(t) < 400]
    if blocks:
        assert len(read(PREAMBLE + "\n\n".join(blocks)).entries) == len(blocks)
