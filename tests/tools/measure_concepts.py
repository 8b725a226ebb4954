"""Print what mentions and concepts cost, by the number of papers: CPU seconds and peak memory.

python -m tests.tools.measure_concepts [5000 10000 ...]

The papers are those of ../shared/data/corpora, read as listings are. Every size is a process of its
own, so that its peak memory is its own; what reading them took is told apart. A loop that is always
the same tells how fast the machine was meanwhile.
"""

from __future__ import annotations

import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from papergloss import links
from papergloss.concepts import decide, extract
from papergloss.evaluation.papers import read_papers

CORPORA = Path(__file__).resolve().parents[3] / "shared" / "data" / "corpora"
SIZES = (5_000, 10_000, 20_000, 60_000)
_LOOP = 5_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one size took: CPU seconds of each step, peak memory in MiB, and what was found."""

    papers: int
    loop: float
    mentions: float
    extract: float
    decide: float
    before: int
    peak: int
    named: int
    concepts: int


def measure(size: int) -> Cost:
    """Take the first ``size`` papers, and find what they name."""
    papers = list(islice(read_papers([CORPORA / "arxiv.jsonl.gz"]), size))
    before = _peak()
    started = time.process_time()
    found = [mention for each in links.mentions(papers).values() for mention in each]
    mentioned = time.process_time()
    candidates = [extract(paper) for paper in papers]
    extracted = time.process_time()
    concepts = decide(papers, candidates, found)
    decided = time.process_time()
    return Cost(
        papers=len(papers),
        loop=_loop(),
        mentions=mentioned - started,
        extract=extracted - mentioned,
        decide=decided - extracted,
        before=before,
        peak=_peak(),
        named=len(found),
        concepts=len(concepts.by_slug),
    )


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # Linux counts in KiB


def _loop() -> float:
    started = time.process_time()
    sum(number * number % 7 for number in range(_LOOP))
    return time.process_time() - started


def main() -> None:
    """Print a row for each size."""
    sizes = [int(each) for each in sys.argv[1:]] or SIZES
    print("| papers | mentions | extract | decide | together | MiB before | peak | found |")
    print("|---:|---:|---:|---:|---:|---:|---:|---|")
    for size in sizes:
        with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
            cost = pool.submit(measure, size).result()
        steps = (cost.mentions, cost.extract, cost.decide)
        seconds = " | ".join(f"{each:.1f} s" for each in (*steps, sum(steps)))
        found = f"{cost.named:,} mentions, {cost.concepts:,} concepts (loop {cost.loop:.2f} s)"
        print(
            f"| {cost.papers:,} | {seconds} | {cost.before:,} | {cost.peak:,} | {found} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
