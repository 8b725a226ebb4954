"""Every invented listing is recognised, and gives the reading that stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from papergloss.sources import FORMATS, recognise
from tools import source_goldens as goldens

LISTINGS = goldens.listings()


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("listing", LISTINGS, ids=_name)
def test_a_listing_gives_the_reading_beside_it(listing: Path) -> None:
    file = goldens.expected(listing)
    expected = file.read_text(encoding="utf-8") if file.exists() else ""
    assert goldens.reading(listing) == expected, (
        f"{_name(listing)} reads otherwise than {file.name} says;"
        f" if it should, run: {goldens.COMMAND}"
    )


@pytest.mark.parametrize("listing", LISTINGS, ids=_name)
def test_a_listing_is_recognised_by_its_content(listing: Path) -> None:
    name = recognise(listing.read_bytes(), listing.name).NAME
    assert name == listing.parent.name


def test_no_expected_reading_is_left_without_its_listing() -> None:
    known = {goldens.expected(listing) for listing in LISTINGS}
    assert set(goldens.FOLDER.glob(f"*/*{goldens.EXPECTED}")) <= known


def test_every_format_has_a_listing_here_or_a_test_of_its_own() -> None:
    seeded = {"hf-text"}  # read from the seed listings, in test_hf_text.py
    folders = {listing.parent.name for listing in LISTINGS}
    assert {known.NAME for known in FORMATS} - seeded <= folders
