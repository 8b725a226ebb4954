"""Charts show what was counted, at its time, and say the same in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.charts import HEIGHT, MOST, shares, time_text, timeline

MONTHS = st.builds("{:04}-{:02}".format, st.integers(1991, 2090), st.integers(1, 12))


def columns(path: str) -> list[tuple[float, float]]:
    """The left edge and the height of each column of a path."""
    found = re.findall(rf"M([\d.]+) {HEIGHT}v-([\d.]+)h[\d.]+v[\d.]+z", path)
    assert "".join(re.findall(r"[A-Za-z]", path)) == "Mvhvz" * len(found)
    return [(float(left), float(height)) for left, height in found]


def test_a_month_without_papers_keeps_its_place() -> None:
    """March and May are two steps apart, April between them is left empty and not told."""
    chart = timeline({"2025-03": 2, "2025-05": 4})
    assert chart is not None
    (march, low), (may, high) = columns(chart.path)
    assert (march, may) == (0, chart.width * 2 / 3)
    assert (low, high) == (HEIGHT / 2, HEIGHT)
    assert chart.text == "Papers: 2 in Mar 2025, 4 in May 2025"
    assert (chart.first, chart.last, chart.peak) == ("Mar 2025", "May 2025", "4 papers")


def test_the_axis_can_be_that_of_the_archive() -> None:
    """Charts with the same ends can be compared at a glance, a lone month included."""
    chart = timeline({"2025-03": 1}, "mention", ends=("2025-01", "2025-04"))
    assert chart is not None
    assert [left for left, _ in columns(chart.path)] == [chart.width / 2]
    assert (chart.first, chart.last, chart.peak) == ("Jan 2025", "Apr 2025", "1 mention")


@pytest.mark.parametrize("counts", [{}, {"2025-03": 7}, {"2025": 7}, {"2025": 0, "2026": 0}])
def test_a_lone_column_is_no_chart(counts: dict[str, int]) -> None:
    """Where there is but one time, or nothing was counted, nothing is drawn."""
    assert timeline(counts) is None
    assert shares({}, counts) is None


def test_years_are_counted_as_years() -> None:
    """What goes by year has a column for each year."""
    chart = timeline({"1999": 1, "2001": 2})
    assert chart is not None
    assert chart.text == "Papers: 1 in 1999, 2 in 2001"


@pytest.mark.parametrize(
    ("last", "first_text", "count"),
    [("2005-12", "1 in Jan 2001", 60), ("2006-01", "3 in Q1 2001", 21), ("2024-01", "8", 24)],
)
def test_a_long_time_is_drawn_in_wider_steps(last: str, first_text: str, count: int) -> None:
    """Five years are shown by month, fifteen by quarter, more by year; no paper is lost."""
    chart = timeline({"2001-01": 1, "2001-03": 2, "2001-12": 5, last: 1})
    assert chart is not None
    assert chart.text.startswith(f"Papers: {first_text}")
    step = columns(chart.path)[-1][0] / (count - 1)
    assert round(chart.width / step) == count


def test_a_share_is_told_where_there_is_a_whole() -> None:
    """1 of 4 is 25 %; a month in which none of 10 is one is 0 %; one without papers is untold."""
    chart = shares({"2025-01": 1}, {"2025-01": 4, "2025-02": 10, "2025-04": 5})
    assert chart is not None
    assert (
        chart.text == "Part of the papers: 25.0 % in Jan 2025, 0.0 % in Feb 2025, 0.0 % in Apr 2025"
    )
    assert columns(chart.path) == [(0, HEIGHT)]


def test_times_read_as_people_write_them() -> None:
    """Months, quarters and years."""
    assert [time_text(time) for time in ("2025-03", "2025-Q2", "2025")] == [
        "Mar 2025",
        "Q2 2025",
        "2025",
    ]


@given(st.dictionaries(MONTHS, st.integers(0, 10_000), max_size=30))
def test_every_count_is_seen_and_none_is_taller_than_the_chart(counts: dict[str, int]) -> None:
    """Whatever is counted: columns stay inside, the least can be seen, and there are not too many.

    A century has more years than columns are allowed, and is drawn wider.
    """
    chart = timeline(counts)
    if chart is None:
        assert not any(counts.values()) or len(counts) < 2
        return
    drawn = columns(chart.path)
    assert 0 < len(drawn) <= max(MOST, 100)
    assert all(1.5 <= height <= HEIGHT and 0 <= left < chart.width for left, height in drawn)
    assert sum(map(int, re.findall(r"(\d+) in ", chart.text))) == sum(counts.values())
