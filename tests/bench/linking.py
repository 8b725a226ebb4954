"""How the cost of links grows with the number of papers: related ones, series, people."""

from __future__ import annotations

import math
import resource
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from time import process_time

from corpus import entries

from papergloss.links.related import find_related
from papergloss.links.series import find_series
from papergloss.links.shared import find_shared
from papergloss.model import Appearance, Entry, Paper
from papergloss.people import people


class Kept(dict[bytes, bytes]):
    """A memory between two builds, in memory."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep a value."""
        self[key] = value


def measure(sizes: Sequence[int]) -> None:
    """Print CPU seconds of each part for each size, and the exponent at which each grows."""
    every = [_paper(entry, n) for n, entry in enumerate(islice(entries(), max(sizes)))]
    costs: dict[str, list[float]] = {}
    for size in sorted(sizes):
        papers = every[:: len(every) // size][:size]
        kept = Kept()
        wrote: dict[str, tuple[str, ...]] = {}
        parts: dict[str, Callable[[], object]] = {
            "related": partial(find_related, papers, 6, kept),
            "related, explained before": partial(find_related, papers, 6, kept),
            "series": partial(find_series, papers),
            "people": partial(_people, papers, wrote),
            "shared": partial(find_shared, papers, wrote),
        }
        for name, part in parts.items():
            costs.setdefault(name, []).append(_seconds(part))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size} papers, {memory} MiB at most so far, the papers themselves included")
        for name, seconds in costs.items():
            print(
                f"  {name:26} {seconds[-1]:7.2f} s CPU{_growth(sorted(sizes), seconds)}", flush=True
            )


def _people(papers: Sequence[Paper], wrote: dict[str, tuple[str, ...]]) -> None:
    wrote.update(people(papers).wrote)


def _seconds(part: Callable[[], object]) -> float:
    began = process_time()
    part()
    return process_time() - began


def _growth(sizes: Sequence[int], seconds: Sequence[float]) -> str:
    """Say to which power of the number of papers the cost grew since the size before."""
    if len(seconds) < 2 or min(seconds[-2:]) < 0.05:
        return ""
    at = len(seconds) - 1
    power = math.log(seconds[at] / seconds[at - 1]) / math.log(sizes[at] / sizes[at - 1])
    return f", grown with the power {power:.2f}"


def _paper(entry: Entry, number: int) -> Paper:
    return Paper(
        slug=f"{number:06}",
        month="2025-01",
        title=entry.title,
        abstract=entry.abstract,
        appearances=(Appearance(listing="corpus/all", date=None, position=number),),
        ids=entry.ids,
        authors=entry.authors,
        links=entry.links,
    )
