"""What a build did, and what it took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter, process_time

from papergloss.errors import ArchiveError
from papergloss.model import Archive, Links


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOf:
    """What the pages were made of: the archive as it was read, as its notes made it, its links."""

    read: Archive
    archive: Archive
    links: Links


@dataclass(slots=True, kw_only=True)
class BuildReport:
    """What a build rendered and what it found done, by kind of page.

    ``written``, ``kept`` and ``removed`` count files of the site: those whose bytes changed, those
    that held theirs already, those of pages that are no more. ``seconds`` says how long each stage
    took, and ``cpu`` for how long it kept this process at work.
    """

    rendered: Counter[str] = field(default_factory=Counter)
    reused: Counter[str] = field(default_factory=Counter)
    written: int = 0
    kept: int = 0
    removed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    problems: list[ArchiveError] = field(default_factory=list)
    made_of: MadeOf | None = None

    _within: list[str] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage; what a stage inside of another takes counts for the inner one alone."""
        began, at_work = perf_counter(), process_time()
        self._within.append(name)
        yield
        self._within.pop()
        self._count(name, perf_counter() - began, process_time() - at_work)

    def _count(self, name: str, seconds: float, cpu: float) -> None:
        for taken, more in ((self.seconds, seconds), (self.cpu, cpu)):
            taken[name] = taken.get(name, 0.0) + more
            if self._within:
                outer = self._within[-1]
                taken[outer] = taken.get(outer, 0.0) - more
