"""What the reader of JSON Lines takes, and what it refuses."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import Entry, Ids, LinkKind, PartialDate, Version
from papergloss.sources import _names, json_lines


def entry(**fields: object) -> Entry:
    """Read one line."""
    reading = json_lines.read(json.dumps({"title": "T", **fields}).encode(), "papers.jsonl")
    assert not reading.rejected
    return reading.entries[0]


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (["Ada Moth", "Bo Fly"], ["Ada Moth", "Bo Fly"]),
        (["Moth, Ada", "Fly, Bo"], ["Ada Moth", "Bo Fly"]),
        ([{"name": "Ada Moth"}, {"family": "Fly", "given": "Bo"}], ["Ada Moth", "Bo Fly"]),
        ([{"author": {"display_name": "Ada Moth"}}], ["Ada Moth"]),
        ([["Moth", "Ada", "Jr"], ["Fly", "B.", ""]], ["Ada Moth Jr", "B. Fly"]),
        ("Ada Moth and Bo Fly", ["Ada Moth", "Bo Fly"]),
        ("Moth, A. and Fly, B.", ["A. Moth", "B. Fly"]),
        ("A. Moth, B. C. Fly and D. Gnat", ["A. Moth", "B. C. Fly", "D. Gnat"]),
        ("A. Moth, B. Fly, Jr., C. Gnat", ["A. Moth", "B. Fly Jr.", "C. Gnat"]),
        ("Moth, Ada; Fly, Bo", ["Ada Moth", "Bo Fly"]),
        ("Moth, Ada", ["Ada Moth"]),
        ([], []),
        (None, []),
        (7, []),
    ],
)
def test_authors_come_in_many_shapes(authors: object, names: list[str]) -> None:
    assert [author.name for author in entry(authors=authors).authors] == names


def test_et_al_is_no_author_but_says_that_there_are_more() -> None:
    assert _names.of_text("Ada Moth et.al.").et_al
    assert [a.name for a in _names.of_text("Ada Moth, Bo Fly, et al.").authors] == [
        "Ada Moth",
        "Bo Fly",
    ]


def test_an_orcid_stays_with_its_author() -> None:
    read = entry(authors=[{"name": "A B"}, {"name": "C D", "orcid": "0000-0002-1825-0097"}])
    assert [author.orcid for author in read.authors] == [None, "0000-0002-1825-0097"]


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ({"id": "arxiv:2401.90001"}, Ids(arxiv="2401.90001")),
        ({"arxiv_id": "2401.90001v2"}, Ids(arxiv="2401.90001")),
        ({"abs": "https://arxiv.org/abs/2401.90001"}, Ids(arxiv="2401.90001")),
        ({"doi": "10.5555/X", "url": "https://doi.org/10.5555/x"}, Ids(doi="10.5555/x")),
        ({"externalIds": {"ArXiv": "2401.90001", "ACL": "P18-1001"}},
         Ids(arxiv="2401.90001", acl="P18-1001")),
        ({"forum": "aB3xY9_k"}, Ids(openreview="aB3xY9_k")),
        ({"id": 17}, Ids()),
    ],
)  # fmt: skip
def test_ids_are_found_under_their_many_names(fields: dict[str, object], ids: Ids) -> None:
    assert entry(**fields).ids == ids


def test_arxivs_own_versions_give_the_first_day_and_the_history() -> None:
    created = ("Mon, 2 Apr 2007 19:18:42 GMT", "Tue, 24 Jul 2007 20:10:27 GMT")
    versions = [{"version": f"v{n}", "created": day} for n, day in enumerate(created, start=1)]
    read = entry(versions=versions, update_date="2008-11-26")
    assert read.published == PartialDate(year=2007, month=4, day=2)
    assert read.versions == (
        Version(number=1, date=date(2007, 4, 2)),
        Version(number=2, date=date(2007, 7, 24)),
    )


def test_categories_are_arxivs_alone_in_a_list_or_a_text() -> None:
    assert entry(categories=["cs.CV", "68T45", "I.2.10; I.4.8"]).categories == ("cs.CV",)
    assert entry(categories="hep-ph cs.LG").categories == ("hep-ph", "cs.LG")


def test_links_have_the_kind_of_their_key() -> None:
    read = entry(code="https://lamp.example/code", pdf="https://lamp.example/a.pdf")
    assert {link.kind for link in read.links} == {LinkKind.CODE, LinkKind.PAPER}


def test_a_unicode_line_separator_ends_no_line() -> None:
    data = '{"title": "A", "abstract": "one\u2028two\x85three"}\n{"title": "B"}\n'.encode()
    assert [entry.line for entry in json_lines.read(data, "x").entries] == [1, 2]


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"[1]\n", b"words\n", b"{\n}x\n", b"\xff\n", b"[" * 99_999]
)
def test_what_holds_no_object_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        json_lines.read(data, "papers.jsonl")
    assert caught.value.where == "papers.jsonl"
    assert caught.value.line == 1


LINES = st.sampled_from(
    (
        b'{"title": "T"}',
        b'{"title": 7}',
        b'{"arxiv_id": "2401.90001"}',
        b'{"title": "cut',
        b"[]",
        b"null",
        b"\xff\xfe",
        b'{"title": "\\ud800"}',
        b'{"a": ' + b"[" * 3000,
        b'{"title": "T", "id": ' + b"9" * 5000 + b"}",
    )
)


@given(st.lists(LINES, max_size=10))
def test_every_line_is_read_or_reported_under_its_number(lines: list[bytes]) -> None:
    data = b'{"title": "first"}\n' + b"\n\n".join(lines)
    reading = json_lines.read(data, "x")
    seen = sorted(each.line or 0 for each in (*reading.entries, *reading.rejected))
    assert seen == [1, *range(2, 2 + 2 * len(lines), 2)]
