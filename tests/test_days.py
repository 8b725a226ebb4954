"""Days as far as they are known."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss import days
from papergloss.model import PartialDate


@pytest.mark.parametrize(
    ("iso", "text", "first"),
    [
        ("2019", "2019", date(2019, 1, 1)),
        ("2019-03", "Mar 2019", date(2019, 3, 1)),
        ("2019-03-09", "9 Mar 2019", date(2019, 3, 9)),
    ],
)
def test_a_day_reads_as_far_as_it_is_known(iso: str, text: str, first: date) -> None:
    """What is not known is not made up."""
    day = days.parse(iso)
    assert (days.iso(day), days.text(day), days.first_day(day)) == (iso, text, first)


@pytest.mark.parametrize("text", ["", "19", "2019-3", "2019-13", "2019-02-30", "2019-03-09T00:00"])
def test_what_is_no_day_is_none(text: str) -> None:
    """Nothing is guessed from half a date."""
    assert days.parse(text) is None


def test_a_day_without_a_year_has_no_place_in_time() -> None:
    """Nov 6 of an unknown year cannot be written or sorted."""
    day = PartialDate(month=11, day=6)
    assert (days.iso(day), days.text(day), days.first_day(day)) == ("", "", None)


@given(st.dates())
def test_full_days_come_back(day: date) -> None:
    """A full day is what it was."""
    assert days.first_day(days.parse(days.iso(days.of(day)))) == day


@pytest.mark.parametrize(
    ("given", "utc"),
    [
        ("2026-03-01T05:30:00+00:00", "2026-03-01T05:30:00Z"),
        ("2026-03-01T00:30:00+02:00", "2026-02-28T22:30:00Z"),
        ("2026-03-01 05:30", "2026-03-01T05:30:00Z"),
        ("2026-03-01", "2026-03-01T00:00:00Z"),
        ("yesterday", ""),
        ("0001-01-01T00:00:00+14:00", ""),
    ],
)
def test_moments_are_written_in_utc(given: str, utc: str) -> None:
    """So that they sort as text, wherever they were written down."""
    assert days.utc(given) == utc
