"""Values by month, quarter or year → a small chart of columns, as numbers that a template draws.

Nothing here is HTML. Time runs evenly along the axis: a month without papers keeps its place, so
that nobody takes two columns side by side for neighbours when half a year lies between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from papergloss.views import ChartView

HEIGHT = 40
WIDTH = 300
#: Most columns that can still be told apart; a longer time is drawn in quarters, then in years.
MOST = 60
_WIDEST, _NARROWEST = 24, 5


def timeline(
    counts: Mapping[str, int], noun: str = "paper", ends: tuple[str, str] | None = None
) -> ChartView | None:
    """Draw how many there are at a time.

    Args:
        counts: by month (``2025-03``) or by year (``2025``), one kind of key for all.
        noun: what is counted, one of them; an s makes it many.
        ends: the first and the last time to show; left out: those of ``counts``.

    Returns:
        None where there is but one time to show, or none: a lone column says nothing.
    """
    binned = _binned(counts, ends or (min(counts, default=""), max(counts, default="")))
    if len(binned) < 2:
        return None
    values = {time: float(count) for time, count in binned.items()}
    told = {time: f"{count}" for time, count in binned.items() if count}
    peak = max(binned.values())
    return _chart(values, told, f"{noun}s", f"{peak} {noun}{'s' if peak != 1 else ''}")


def shares(
    counts: Mapping[str, int], totals: Mapping[str, int], of: str = "papers"
) -> ChartView | None:
    """Draw how large a part of all there are at a time, in percent of ``totals``.

    Times are those of ``totals``, by month or by year; one in which there is nothing at all is
    left empty and not told.
    """
    ends = (min(totals, default=""), max(totals, default=""))
    parts, wholes = _binned(counts, ends), _binned(totals, ends)
    if len(wholes) < 2:
        return None
    values = {time: 100 * parts[time] / whole if whole else 0.0 for time, whole in wholes.items()}
    told = {time: f"{values[time]:.1f} %" for time, whole in wholes.items() if whole}
    return _chart(values, told, f"part of the {of}", f"{max(values.values()):.1f} %")


def time_text(time: str) -> str:
    """A time for people: ``2025-03`` is Mar 2025, ``2025-Q1`` is Q1 2025, ``2025`` itself."""
    year, _, part = time.partition("-")
    if not part:
        return year
    return f"{part} {year}" if part.startswith("Q") else f"{date(int(year), int(part), 1):%b %Y}"


# ---- the axis


def _binned(counts: Mapping[str, int], ends: tuple[str, str]) -> dict[str, int]:
    """Every time from the first to the last with its sum, in the finest steps that fit."""
    found: dict[str, int] = {}
    for wider in (_itself, _quarter, _year):
        sums: Counter[str] = Counter()
        for time, count in counts.items():
            if ends[0] <= time <= ends[1]:
                sums[wider(time)] += count
        found = {time: sums[time] for time in dict.fromkeys(map(wider, _steps(*ends)))}
        if len(found) <= MOST:
            break
    return found


def _steps(first: str, last: str) -> Iterator[str]:
    """Every month, or every year, from ``first`` to ``last``."""
    if not first:
        return
    year, _, month = first.partition("-")
    time, step, number = first, int(year), int(month or 0)
    while time <= last:
        yield time
        if not month:
            step += 1
            time = f"{step:04}"
        else:
            step, number = (step + 1, 1) if number == 12 else (step, number + 1)
            time = f"{step:04}-{number:02}"


def _itself(time: str) -> str:
    return time


def _quarter(time: str) -> str:
    year, _, month = time.partition("-")
    return f"{year}-Q{(int(month) + 2) // 3}" if month else year


def _year(time: str) -> str:
    return time[:4]


# ---- the drawing


def _chart(
    values: Mapping[str, float], told: Mapping[str, str], what: str, peak: str
) -> ChartView | None:
    """Draw columns for ``values``, in their order; ``told`` says in words what there is."""
    step = min(_WIDEST, max(_NARROWEST, WIDTH // len(values)))
    highest = max(values.values())
    if not highest:
        return None
    columns = (
        _column(index * step, step, value / highest)
        for index, value in enumerate(values.values())
        if value
    )
    times = list(values)
    said = ", ".join(f"{words} in {time_text(time)}" for time, words in told.items())
    return ChartView(
        width=len(values) * step,
        height=HEIGHT,
        path="".join(columns),
        text=f"{what[0].upper()}{what[1:]}: {said}",
        first=time_text(times[0]),
        last=time_text(times[-1]),
        peak=peak,
    )


def _column(left: int, step: int, part: float) -> str:
    """A column from the ground up; the least there is can still be seen."""
    gap = 1 if step < 12 else 2
    height = max(1.5, round(part * HEIGHT, 1))
    return f"M{left} {HEIGHT}v-{height:g}h{step - gap}v{height:g}z"
