"""What the reader of CSL-JSON takes, and what it refuses."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import Entry, Ids, PartialDate
from papergloss.sources import csl_json


def entry(**fields: object) -> Entry:
    """Read a list of one item."""
    item = {"type": "article", "title": "T", **{k.replace("_", "-"): v for k, v in fields.items()}}
    reading = csl_json.read(json.dumps([item]).encode(), "papers.json")
    assert not reading.rejected
    return reading.entries[0]


@pytest.mark.parametrize(
    ("issued", "date"),
    [
        ({"date-parts": [["2017", 5, 1]]}, PartialDate(year=2017, month=5, day=1)),
        ({"date-parts": [[2017]]}, PartialDate(year=2017)),
        ({"date-parts": [["2017", 14], ["2017", 15]]}, PartialDate(year=2017)),
        ({"date-parts": [["-12", 13]]}, None),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": [[]], "literal": "May 2020"}, PartialDate(year=2020, month=5)),
        ({"raw": "2020-05-01"}, PartialDate(year=2020, month=5, day=1)),
        ("2020", PartialDate(year=2020)),
        ({"date-parts": [[10**400]]}, None),
        ([], None),
    ],
)
def test_dates_have_parts_or_words(issued: object, date: PartialDate | None) -> None:
    assert entry(issued=issued).published == date


def test_names_have_parts_particles_or_one_text() -> None:
    author = [
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"literal": "The Lantern Group"},
        {"family": "Lonelight"},
        {},
    ]
    names = [each.name for each in entry(author=author).authors]
    assert names == ["Jan van der Berg", "The Lantern Group", "Lonelight"]


def test_tags_in_titles_are_dropped_and_raised_signs_stay_raised() -> None:
    assert entry(title="A <i>b</i> CO<sub>2</sub> <span class='nocase'>d</span> < e").title == (
        "A b CO₂ d < e"
    )


def test_a_short_doi_is_a_link_and_not_an_id() -> None:
    read = entry(DOI="10/fq9zz9", URL="https://doi.org/10.5555/X")
    assert read.ids == Ids(doi="10.5555/x")
    assert [link.url for link in read.links] == ["https://doi.org/10/fq9zz9"]


def test_arxiv_is_told_by_number_or_note() -> None:
    assert entry(number="arXiv:2401.90001", publisher="arXiv").ids == Ids(arxiv="2401.90001")
    assert entry(note="x\narXiv: 2401.90001").ids == Ids(arxiv="2401.90001")
    assert entry(number="arXiv:2401.90001", publisher="arXiv").venue is None


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"[]", 1),
        (b'[{"title": "a"},\n{"title": ', 2),
        (b'["\xff"]', 1),
        (b"[" * 9999, 1),
    ],
)
def test_what_is_no_json_list_is_refused_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(ReadError) as caught:
        csl_json.read(data, "papers.json")
    assert (caught.value.where, caught.value.line) == ("papers.json", line)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("title", "author", "issued", "date-parts", "DOI", "family", "URL"))
            | st.text(max_size=3),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.lists(JSON, min_size=1, max_size=5))
def test_every_item_is_read_or_reported_whatever_it_is(items: list[object]) -> None:
    reading = csl_json.read(json.dumps(items).encode(), "x")
    assert len(reading.entries) + len(reading.rejected) == len(items)
