"""When papers came, counted by term and time.

Times are numbers, so that windows are sums: months since the year 0, weeks since the year 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How many papers came at a time, in all and with each term."""

    totals: Mapping[int, int]
    terms: Mapping[str, Mapping[int, int]]


def series(papers: Iterable[tuple[int, Iterable[str]]]) -> Series:
    """Count papers, each given by its time and its terms."""
    totals: Counter[int] = Counter()
    terms: dict[str, Counter[int]] = defaultdict(Counter)
    for time, names in papers:
        totals[time] += 1
        for name in set(names):
            terms[name][time] += 1
    return Series(totals=totals, terms=terms)


def month_of(month: str) -> int:
    """Number a month: ``2025-03`` is one after ``2025-02``."""
    year, _, number = month.partition("-")
    return int(year) * 12 + int(number) - 1


def month_text(number: int) -> str:
    """Write a numbered month as ``2025-03``."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def week_of(day: date) -> int:
    """Number the week of a day; weeks begin on Monday, as ISO 8601 has them."""
    return (day.toordinal() - 1) // 7
