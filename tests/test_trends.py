"""What rises and falls is told from chance, and the same papers always tell the same."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.trends import (
    Window,
    falling,
    measure,
    month_of,
    month_text,
    rising,
    series,
    week_of,
)
from papergloss.trends.measure import LEAST_PAPERS

YEAR = Window(last=12, recent=3, before=9)


def papers(late: int, all_late: int, early: int, all_early: int) -> list[tuple[int, list[str]]]:
    """Papers of the year's last quarter and of its other months, so many of them with "x"."""
    times = [(11, late, all_late), (5, early, all_early)]
    return [(t, ["x"] if n < some else []) for t, some, every in times for n in range(every)]


def test_a_clear_rise_and_a_clear_fall_are_seen() -> None:
    """From 2 % to 12 % of 300 papers is a rise, the other way round a fall."""
    up = measure(series(papers(36, 300, 6, 300)), YEAR)
    down = measure(series(papers(6, 300, 36, 300)), YEAR)
    assert [each.term for each in rising(up)] == ["x"] == [each.term for each in falling(down)]
    assert rising(down) == falling(up) == []
    assert up[0].z == pytest.approx(-down[0].z)
    assert (up[0].late, up[0].all_late, up[0].early, up[0].all_early) == (36, 300, 6, 300)


@pytest.mark.parametrize(
    ("late", "early"), [(LEAST_PAPERS - 1, 0), (1, 0), (3, 1), (12, 8), (30, 30)]
)
def test_small_counts_and_small_changes_are_no_trend(late: int, early: int) -> None:
    """Four papers where there were none may be chance; so may twelve after eight."""
    assert rising(measure(series(papers(late, 300, early, 300)), YEAR)) == []


def test_only_the_share_counts() -> None:
    """Three times the papers with three times the uses is no change."""
    (same,) = measure(series(papers(30, 300, 10, 100)), YEAR)
    assert same.z == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize("sizes", [(5, 10, 0, 0), (0, 0, 5, 10)])
def test_one_span_alone_cannot_be_compared(sizes: tuple[int, int, int, int]) -> None:
    """Without papers of late or before, nothing rises."""
    assert measure(series(papers(*sizes)), YEAR) == []


def test_what_lies_outside_the_spans_does_not_count() -> None:
    """A window of two months after two ends at the turn of each."""
    found = series([(time, ["x"]) for time in range(1, 13)])
    (trend,) = measure(found, Window(last=10, recent=2, before=2))
    assert (trend.late, trend.early) == (2, 2)


def test_chance_makes_hardly_any_trend() -> None:
    """Of 2,000 terms spread over 1,000 papers by lot, fewer than one in a hundred seems to rise."""
    chance = random.Random(1)
    made = [
        (chance.randint(1, 12), [f"t{n}" for n in range(2000) if chance.random() < n / 20_000])
        for _ in range(1000)
    ]
    trends = measure(series(made), YEAR)
    assert len(trends) > 1900
    assert len(rising(trends)) + len(falling(trends)) < 20


def test_months_and_weeks_are_numbered_in_turn() -> None:
    """December is followed by January, Sunday by the next week."""
    assert month_of("2026-01") - month_of("2025-12") == 1
    assert month_text(month_of("2025-12")) == "2025-12"
    assert week_of(date(2026, 1, 5)) - week_of(date(2026, 1, 4)) == 1
    assert week_of(date(2025, 12, 29)) == week_of(date(2026, 1, 4))


COUNTS = st.lists(st.tuples(st.integers(1, 12), st.sets(st.sampled_from("abc"))), max_size=60)


@given(COUNTS, st.randoms())
def test_the_order_of_papers_does_not_matter(
    made: list[tuple[int, set[str]]], chance: random.Random
) -> None:
    """Shuffled papers have the same trends, and every z-score is a number."""
    trends = measure(series(made), YEAR)
    chance.shuffle(made)
    assert measure(series(made), YEAR) == trends
    assert all(each.z == each.z for each in trends)
