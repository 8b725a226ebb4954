"""What the reader of Crossref's replies takes, and what it refuses."""

from __future__ import annotations

import json

import pytest

from papergloss.errors import ReadError
from papergloss.model import Entry
from papergloss.sources import crossref


def reply(*items: object) -> bytes:
    message = {"total-results": 9, "items": items}
    return json.dumps({"message-type": "work-list", "message": message}).encode()


def entry(**fields: object) -> Entry:
    item = {
        "DOI": "10.5555/a",
        "title": ["T"],
        **{k.replace("_", "-"): v for k, v in fields.items()},
    }
    (made,) = crossref.read(reply(item), "x").entries
    return made


@pytest.mark.parametrize(
    ("notices", "withdrawn"),
    [
        ([{"type": "correction"}, {"type": "retraction"}], True),
        ([{"type": "withdrawal"}], True),
        ([{"type": "erratum"}], False),
        (["retraction"], False),
        ({"type": "retraction"}, False),
    ],
)
def test_a_retraction_is_told_from_a_correction(notices: object, withdrawn: bool) -> None:
    assert entry(updated_by=notices).withdrawn is withdrawn


def test_the_heading_of_an_abstract_is_no_part_of_it() -> None:
    heading = "<jats:title>Abstract</jats:title>\n<jats:p>We see.</jats:p>"
    assert entry(abstract=heading).abstract == "We see."
    assert entry(abstract="<jats:p>Abstract art.</jats:p>").abstract == "Abstract art."


def test_the_number_of_all_that_fits_is_kept() -> None:
    assert crossref.read(reply({"DOI": "10.5555/a", "title": ["T"]}), "x").total == 9


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            {"status": "failed", "message-type": "x", "message": [{"message": "Too many"}]},
            "Too many",
        ),
        ({"message-type": "work-list", "message": {"items": {}}}, "holds no works"),
        ({"message-type": "work-list", "message": []}, "holds no works"),
        ({"message-type": "member-list", "message": {"items": []}}, "holds no works"),
        ([], "holds no works"),
    ],
)
def test_what_holds_no_works_is_refused(value: object, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        crossref.read(json.dumps(value).encode(), "x")


def test_plain_words_are_refused() -> None:
    """As Crossref answers for a DOI that it does not have."""
    with pytest.raises(ReadError, match="not JSON"):
        crossref.read(b"Resource not found.", "x")
