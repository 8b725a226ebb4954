"""How the cost of links grows with the number of papers, from nothing and after 50 new ones."""

from __future__ import annotations

import math
import resource
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from time import process_time

from corpus import entries

from papergloss.concepts import find_concepts
from papergloss.links import link
from papergloss.links.series import find_series
from papergloss.links.shared import find_shared
from papergloss.model import Appearance, Entry, Mention, Paper
from papergloss.people import people
from papergloss.remembering import Reader

_NEW = 50


class Kept(dict[str, bytes]):
    """A memory between two builds, in memory."""

    put = dict.__setitem__

    def renew(self, name: str) -> None:
        """Forget nothing anyway."""


def measure(sizes: Sequence[int]) -> None:
    """Print CPU seconds of each part for each size, and the exponent at which each grows."""
    every = [_paper(entry, n) for n, entry in enumerate(islice(entries(), max(sizes)))]
    costs: dict[str, list[float]] = {}
    for size in sorted(sizes):
        linking = _Linking(every[:: len(every) // size][:size])
        for name, part in linking.parts().items():
            costs.setdefault(name, []).append(_seconds(part))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{size} papers, {memory} MiB at most so far, the papers themselves included")
        for name, seconds in costs.items():
            print(
                f"  {name:26} {seconds[-1]:7.2f} s CPU{_growth(sorted(sizes), seconds)}", flush=True
            )


@dataclass
class _Linking:
    """What links some papers, in the order in which a build does it."""

    papers: Sequence[Paper]
    kept: Kept = field(default_factory=Kept)
    mentions: list[Mention] = field(default_factory=list)
    wrote: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def parts(self) -> dict[str, Callable[[], object]]:
        """Give the parts: first without the newest papers, then with them and a memory."""
        fewer = self.papers[:-_NEW]
        return {
            "related and mentions": partial(self._texts, fewer),
            "concepts": partial(self._concepts, fewer),
            "series": partial(find_series, Reader(self.papers)),
            "people": self._people,
            "shared": partial(find_shared, self.papers, self.wrote),
            "50 new, related, mentions": partial(self._texts, self.papers),
            "50 new, concepts": partial(self._concepts, self.papers),
        }

    def _texts(self, papers: Sequence[Paper]) -> None:
        found = link(papers, reader=Reader(papers, self.kept))
        self.mentions = [mention for several in found.mentions.values() for mention in several]

    def _concepts(self, papers: Sequence[Paper]) -> None:
        find_concepts(papers, self.mentions, Reader(papers, self.kept))

    def _people(self) -> None:
        self.wrote.update(people(self.papers).wrote)


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
