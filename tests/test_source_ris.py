"""What the reader of RIS takes, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import Entry, Ids, PartialDate
from papergloss.sources import ris


def entry(*lines: str) -> Entry:
    """Read one record."""
    text = "\n".join(["TY  - JOUR", *lines, "ER  - ", ""])
    reading = ris.read(text.encode(), "papers.ris")
    assert not reading.rejected
    return reading.entries[0]


def test_a_value_goes_on_until_the_next_tag() -> None:
    read = entry("TI  - One", "two", "", "three", "AB  - Text - with a dash", "TY is no tag here")
    assert read.title == "One two three"
    assert read.abstract == "Text - with a dash TY is no tag here"


def test_repeated_tags_are_several_authors_keywords_and_links() -> None:
    read = entry(
        "TI  - T", "AU  - Moth, A.", "AU  - Fly, B., Jr.", "KW  - one", "KW  - two", "three"
    )
    assert [author.name for author in read.authors] == ["A. Moth", "B. Fly Jr."]
    assert read.keywords == ("one", "two", "three")


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (["PY  - 2020"], PartialDate(year=2020)),
        (["Y1  - 2020/03/15/"], PartialDate(year=2020, month=3, day=15)),
        (["PY  - 2020///Spring"], PartialDate(year=2020)),
        (["PY  - 2020", "DA  - 2020/03//"], PartialDate(year=2020, month=3)),
        (["DA  - Mar 15"], None),
    ],
)
def test_the_fullest_date_counts(lines: list[str], date: PartialDate | None) -> None:
    assert entry("TI  - T", *lines).published == date


def test_ids_come_from_doi_and_addresses() -> None:
    read = entry("TI  - T", "DO  - doi:10.5555/X", "UR  - https://arxiv.org/abs/2401.90001")
    assert read.ids == Ids(doi="10.5555/x", arxiv="2401.90001")
    assert not read.links


@pytest.mark.parametrize("data", [b"", b"words\n", b"\0"])
def test_what_holds_no_record_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        ris.read(data, "papers.ris")
    assert (caught.value.where, caught.value.line) == ("papers.ris", 1)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=8))
def test_every_record_is_read_or_reported_whether_it_ends_or_not(
    records: list[tuple[bool, bool]],
) -> None:
    """A missing ``ER`` never joins two records, and the last one needs none."""
    text = "".join(
        "TY  - JOUR\n" + ("TI  - T\n" if titled else "AU  - A\n") + ("ER  - \n" if ended else "")
        for titled, ended in records
    )
    reading = ris.read(b"\xef\xbb\xbf" + text.encode(), "x")
    assert len(reading.entries) == sum(titled for titled, _ in records)
    assert len(reading.rejected) == sum(not titled for titled, _ in records)
