"""What was measured, in a JSON file that grows run by run, so that a bench that is stopped goes on.

A round of a size is measured as a whole or not at all: its runs are compared with each other.
"""

from __future__ import annotations

import json
import math
import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from papergloss import atomic


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run: CPU seconds (user and system), seconds, MiB at its peak; CPU seconds by stage."""

    size: int
    round: int
    name: str
    cpu: float
    wall: float
    memory: float
    stages: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a site: its kind, how many files it has and their bytes."""

    size: int
    kind: str
    files: int
    weight: int


@dataclass(slots=True, kw_only=True)
class Results:
    """Everything measured on one machine; ``latencies`` are seconds from a save to the browser."""

    machine: str
    day: str
    runs: list[Measured] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    latencies: dict[str, list[float]] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path, machine: str, day: str) -> Results:
        """Go on with what a file holds, or begin."""
        if not path.exists():
            return cls(machine=machine, day=day)
        found = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            machine=found["machine"],
            day=found["day"],
            runs=[Measured(**each) for each in found["runs"]],
            parts=[Part(**each) for each in found["parts"]],
            latencies=found["latencies"],
        )

    def write(self, path: Path) -> None:
        """Keep it all."""
        path.parent.mkdir(parents=True, exist_ok=True)
        atomic.write(path, (json.dumps(asdict(self), indent=1) + "\n").encode())

    @property
    def sizes(self) -> list[int]:
        """The sizes that were measured, in order."""
        return sorted({run.size for run in self.runs})

    def has(self, size: int, number: int) -> bool:
        """Tell whether a round is measured already."""
        return any((run.size, run.round) == (size, number) for run in self.runs)

    def of(self, size: int, name: str) -> list[Measured]:
        """Return the runs of a name, by round."""
        found = [run for run in self.runs if (run.size, run.name) == (size, name)]
        return sorted(found, key=lambda run: run.round)

    def median(self, size: int, name: str, what: str = "cpu") -> float | None:
        """Return the median of the rounds, or None where there is no such run."""
        values = [getattr(run, what) for run in self.of(size, name)]
        return statistics.median(values) if values else None

    def ratio(self, size: int, name: str, other: str) -> float | None:
        """Return the median of each round's own ratio of CPU time, or None."""
        others = {run.round: run.cpu for run in self.of(size, other)}
        ratios = [run.cpu / others[run.round] for run in self.of(size, name) if run.round in others]
        return statistics.median(ratios) if ratios else None

    def exponent(self, name: str, sizes: Iterable[int]) -> float | None:
        """Return the power of the size with which CPU time grows, from the first to the last."""
        found = [(size, self.median(size, name)) for size in sizes]
        known = [(size, cpu) for size, cpu in found if cpu]
        if len(known) < 2:
            return None
        (small, first), (large, last) = known[0], known[-1]
        return math.log(last / first) / math.log(large / small)
