"""When papers came, counted by term and time.

Times are numbers, so that windows are sums: months since the year 0, weeks since the year 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """How many papers came at a time, in all and with each term."""

    totals: Mapping[int, int]
    terms: Mapping[str, Mapping[int, int]]


def series(papers: Iterable[tuple[int, Iterable[str]]]) -> Series:
    """Count papers, each given by its time and its terms."""
    by_time: dict[int, list[set[str]]] = defaultdict(list)
    for time, names in papers:
        by_time[time].append(set(names))
    terms: dict[str, dict[int, int]] = defaultdict(dict)
    for time, sets in by_time.items():
        for name, count in Counter(chain.from_iterable(sets)).items():
            terms[name][time] = count
    return Series(totals={time: len(sets) for time, sets in by_time.items()}, terms=terms)


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
