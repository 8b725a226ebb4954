"""What was measured as Markdown, put between two marks of the manual.

Times are medians of the rounds, ratios the medians of each round's own.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator
from pathlib import Path

import rounds
from results import Results

from papergloss import atomic

_LARGE = 10_000
_BEGIN, _END = "<!-- measured: begin -->", "<!-- measured: end -->"


def publish(lines: Iterable[str], page: Path) -> None:
    """Put tables into a page of the manual, in place of those that stand between its marks."""
    text = page.read_text(encoding="utf-8")
    before, found, rest = text.partition(_BEGIN)
    _, ended, after = rest.partition(_END)
    if not found or not ended:
        raise SystemExit(f"{page} has no lines {_BEGIN} and {_END}")
    tables = "\n".join(lines)
    atomic.write(page, f"{before}{_BEGIN}\n\n{tables}\n{_END}{after}".encode())


def markdown(results: Results) -> Iterator[str]:
    """Yield the lines of all tables."""
    yield f"{results.machine}, {results.day}; medians of as many rounds as each table says."
    yield ""
    for size in results.sizes:
        yield from _builds(results, size)
    yield from _growth(results)
    for size in results.sizes[-1:]:
        yield from _parts(results, size)
    yield from _latencies(results)


def _builds(results: Results, size: int) -> Iterator[str]:
    columns = ("CPU", "a paper", "of Hugo", "of bare Hugo", "of Material", "wall", "memory")
    many = len(results.of(size, rounds.CLEAN))
    yield f"| {size:,} papers, rounds: {many} | {' | '.join(columns)} |"
    yield "|---|---|---|---|---|---|---|---|"
    for name in (*rounds.OURS, *rounds.PEERS):
        cpu = results.median(size, name)
        if cpu is None:
            continue
        wall, memory = (results.median(size, name, what) or 0 for what in ("wall", "memory"))
        ratios = (_ratio(results.ratio(size, name, peer)) for peer in rounds.PEERS)
        # Stages are parts of a run; the memory is that of all of it.
        whole = f"{f'{wall:.1f} s' if wall else ''} | {memory:,.0f} MiB"
        yield (
            f"| {name} | {cpu:.1f} s | {1000 * cpu / size:.2f} ms | {' | '.join(ratios)} "
            f"| {whole} |"
        )
    yield ""


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _growth(results: Results) -> Iterator[str]:
    """Say with which power of the number of papers each build grows."""
    # In small archives, what every build costs (imports, MkDocs) hides what papers cost.
    sizes = [size for size in results.sizes if size >= _LARGE]
    if len(sizes) < 2:
        return
    yield f"| growth from {sizes[0]:,} to {sizes[-1]:,} papers | exponent |"
    yield "|---|---|"
    for name in (*rounds.OURS, *rounds.PEERS):
        exponent = results.exponent(name, sizes)
        if exponent is not None:
            yield f"| {name} | {exponent:.2f} |"
    yield ""


def _parts(results: Results, size: int) -> Iterator[str]:
    parts = [part for part in results.parts if part.size == size]
    whole = sum(part.weight for part in parts)
    yield f"| the site of {size:,} papers | files | MB | kB each |"
    yield "|---|---|---|---|"
    for part in parts:
        if part.weight > whole / 1000:
            each = part.weight / part.files / 1e3
            yield f"| {part.kind} | {part.files:,} | {part.weight / 1e6:,.1f} | {each:,.1f} |"
    yield f"| all | {sum(part.files for part in parts):,} | {whole / 1e6:,.1f} | |"
    yield ""


def _latencies(results: Results) -> Iterator[str]:
    if not results.latencies:
        return
    yield "| `serve`: from a save to the browser | median | slowest |"
    yield "|---|---|---|"
    for size in sorted(map(int, results.latencies)):
        seconds = results.latencies[str(size)]
        yield f"| {size:,} papers | {statistics.median(seconds):.2f} s | {max(seconds):.2f} s |"
    yield ""
