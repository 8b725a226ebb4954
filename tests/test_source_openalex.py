"""What the reader of OpenAlex' replies takes, and what it refuses."""

from __future__ import annotations

import json

import pytest

from papergloss.errors import ReadError
from papergloss.model import Entry, Ids, PartialDate
from papergloss.sources import openalex


def entry(**fields: object) -> Entry:
    """Read a list of one work."""
    work = {"id": "https://openalex.org/W1", "title": "T", **fields}
    (made,) = openalex.read(json.dumps({"results": [work]}).encode(), "x").entries
    return made


@pytest.mark.parametrize(
    ("index", "abstract"),
    [
        ({"b": [1], "a": [0, 2]}, "a b a"),
        ({"late": [10**17], "early": [3]}, "early late"),
        ({"first": [0], "second": [0]}, "first"),
        ({"<p>We": [0], "see.</p>": [1]}, "We see."),
        ({"a": [True, -1, None, "0", 0.5], "b": 3}, ""),
        ([["a", 0]], ""),
        (None, ""),
    ],
)
def test_an_abstract_is_put_in_order_again(index: object, abstract: str) -> None:
    """Wherever its words stand, and however many places are missing between them."""
    assert entry(abstract_inverted_index=index).abstract == abstract


def test_an_abstract_has_an_end() -> None:
    """An index of a book is cut, not refused."""
    assert len(entry(abstract_inverted_index={"w": list(range(50_000))}).abstract.split()) == 10_000


def test_the_arxiv_id_is_told_by_its_doi_or_by_a_place_where_the_work_lies() -> None:
    assert entry(doi="https://doi.org/10.48550/arXiv.2401.90001").ids == Ids(arxiv="2401.90001")
    place = {"landing_page_url": "https://arxiv.org/abs/2401.90001v2"}
    assert entry(locations=[None, place]).ids == Ids(arxiv="2401.90001")
    assert entry(primary_location=place, doi="https://doi.org/10.5555/A").ids == Ids(
        arxiv="2401.90001", doi="10.5555/a"
    )


def test_a_year_is_a_date_where_there_is_no_better() -> None:
    assert entry(publication_year=2020).published == PartialDate(year=2020)
    full = entry(publication_year=2020, publication_date="2020-05-01").published
    assert full == PartialDate(year=2020, month=5, day=1)


def test_names_are_those_printed_on_the_paper() -> None:
    """The author's own record may be that of two people of one name."""
    authorships = [
        {"raw_author_name": "Castell, Noor", "author": {"display_name": "N. Castello"}},
        {"raw_author_name": None, "author": {"display_name": "Ada Author"}},
        {"author": None},
        "Ada",
    ]
    assert [each.name for each in entry(authorships=authorships).authors] == [
        *("Noor Castell", "Ada Author")
    ]


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        ({"error": "Invalid query parameters error.", "message": "No filter x"}, "“No filter x”"),
        ({"error": "Rate limit exceeded"}, "“Rate limit exceeded”"),
        ({}, "holds no works"),
        ([], "holds no works"),
        ({"results": {}}, "holds no works"),
    ],
)
def test_what_holds_no_works_is_refused_in_the_services_own_words(
    reply: object, message: str
) -> None:
    with pytest.raises(ReadError, match=message):
        openalex.read(json.dumps(reply).encode(), "x")
