"""Measure reading and merging on the recorded data in ../shared/data: entries a second, memory.

``python tests/bench --ingest`` takes the 435 Hugging Face days, the two corpora, and the corpora
together. Reading is bytes → entries, merging is settling the dates and entries → papers; unpacking
and the disk do not count. Every round is a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import gzip
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context

from papergloss import dates, merge, sources
from papergloss.model import Sidecar
from support import ROOT

DATA = ROOT.parent / "shared" / "data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A listing to read: its name, its format, its day and its bytes."""

    name: str
    format: str
    day: date
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one round took: CPU seconds of reading and of merging, and peak memory in bytes."""

    entries: int
    papers: int
    reading: float
    merging: float
    peak: int


def hf_daily() -> Iterator[Raw]:
    """The Hugging Face days, in order."""
    for path in sorted((DATA / "hf-daily").glob("*.json")):
        day = date.fromisoformat(path.stem)
        yield Raw(name=path.stem, format="hf-json", day=day, data=path.read_bytes())


def corpora(*names: str) -> Iterator[Raw]:
    """Corpora of JSON Lines, each as one listing."""
    for name in names:
        data = gzip.decompress((DATA / "corpora" / f"{name}.jsonl.gz").read_bytes())
        yield Raw(name=name, format="json-lines", day=date(2026, 1, 1), data=data)


def both_corpora() -> Iterator[Raw]:
    """All papers that there are."""
    return corpora("arxiv", "acl")


def arxiv() -> Iterator[Raw]:
    """The corpus of arXiv."""
    return corpora("arxiv")


INPUTS: dict[str, Callable[[], Iterator[Raw]]] = {
    "Hugging Face": hf_daily,
    "arXiv": arxiv,
    "arXiv and ACL": both_corpora,
}


def measure(rounds: int) -> None:
    """Print a row for each input: medians of the rounds."""
    print(f"{'':14}  entries   papers     read/s    merge/s  together/s  peak memory")
    for name, raws in INPUTS.items():
        found = [in_own_process(raws) for _ in range(rounds)]
        print(f"{name:14} {row(found)}", flush=True)


def row(rounds: list[Measured]) -> str:
    """Show the medians of an input's rounds."""
    first = rounds[0]
    rates = [
        f"{first.entries / statistics.median(seconds):,.0f}/s"
        for seconds in (
            [each.reading for each in rounds],
            [each.merging for each in rounds],
            [each.reading + each.merging for each in rounds],
        )
    ]
    peak = statistics.median(each.peak for each in rounds) / 2**20
    counts = f"{first.entries:8,} {first.papers:8,}"
    return f"{counts} {rates[0]:>10} {rates[1]:>10} {rates[2]:>11} {peak:8,.0f} MiB"


def in_own_process(raws: Callable[[], Iterator[Raw]]) -> Measured:
    """Measure one round in a fresh process."""
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        return pool.submit(ingest, raws).result()


def ingest(raws: Callable[[], Iterable[Raw]]) -> Measured:
    """Read and merge everything, one listing's bytes in memory at a time."""
    unsettled = []
    reading = 0.0
    for raw in raws():
        start = time.process_time()
        unsettled.append(read(raw))
        reading += time.process_time() - start
    start = time.process_time()
    papers = merge.merge(dates.settle(unsettled)).papers
    return Measured(
        entries=sum(len(each.reading.entries) for each in unsettled),
        papers=len(papers),
        reading=reading,
        merging=time.process_time() - start,
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,  # Linux counts in KiB
    )


def read(raw: Raw) -> dates.Unsettled:
    """Read one listing, of which the day is known."""
    path = f"listings/bench/{raw.name}"
    found = sources.by_name(raw.format).read(raw.data, path)
    return dates.Unsettled(
        id=f"bench/{raw.name}", path=path, reading=found, sidecar=Sidecar(date=raw.day)
    )
