"""What all of arXiv would cost, worked out from what was measured.

A stage of a clean build is taken to grow on as it grew between the two largest sizes, but never
slower than the number of papers: where a small archive measures more a paper, that is what every
build costs. Bytes and memory grow with the papers.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator

import rounds
from results import Part, Results

#: As many papers as arXiv has in 2026, rounded.
PAPERS = 3_000_000


def markdown(results: Results) -> Iterator[str]:
    """Yield the lines of the tables."""
    large = results.sizes[-1]
    yield f"Measured at {large:,} papers ({results.machine}, {results.day})."
    yield ""
    yield from _stages(results, large)
    yield from _bytes(results, large)


def _stages(results: Results, large: int) -> Iterator[str]:
    yield f"| clean build | CPU at {large:,} | grows with the power | CPU at {PAPERS:,} |"
    yield "|---|---|---|---|"
    total = 0.0
    for name in results.of(large, rounds.CLEAN)[0].stages:
        cpu, power = _median(results, large, name), _power(results, name)
        projected = cpu * (PAPERS / large) ** power
        total += projected
        yield f"| {name} | {cpu:.1f} s | {power:.2f} | {_time(projected)} |"
    yield f"| all | {results.median(large, rounds.CLEAN):.1f} s | | {_time(total)} |"
    memory = (results.median(large, rounds.CLEAN, "memory") or 0) / 1024
    yield f"| memory | {memory:.1f} GiB | 1.00 | {memory * PAPERS / large:.0f} GiB |"
    yield ""


def _power(results: Results, stage: str) -> float:
    known = [size for size in results.sizes if _median(results, size, stage) > 0]
    if len(known) < 2:
        return 1.0
    small, large = known[-2:]
    growth = _median(results, large, stage) / _median(results, small, stage)
    return max(1.0, math.log(growth) / math.log(large / small))


def _median(results: Results, size: int, stage: str) -> float:
    runs = results.of(size, rounds.CLEAN)
    return statistics.median(run.stages.get(stage, 0.0) for run in runs) if runs else 0.0


def _bytes(results: Results, large: int) -> Iterator[str]:
    parts = [part for part in results.parts if part.size == large]
    yield f"| the site | files at {large:,} | GB | files at {PAPERS:,} | GB |"
    yield "|---|---|---|---|---|"
    for part in parts:
        if part.weight > sum(each.weight for each in parts) / 50:
            yield _row(part.kind, [part], large)
    yield _row("all", parts, large)
    yield ""


def _row(kind: str, parts: list[Part], large: int) -> str:
    files = sum(part.files for part in parts)
    size = sum(part.weight for part in parts) / 1e9
    times = PAPERS / large
    return f"| {kind} | {files:,} | {size:.2f} | {files * times:,.0f} | {size * times:.1f} |"


def _time(seconds: float) -> str:
    return f"{seconds / 3600:.1f} h" if seconds > 5400 else f"{seconds / 60:.0f} min"
