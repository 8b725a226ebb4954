"""What became of the questions, for people to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from papergloss.errors import ArchiveError
from papergloss.model import Refused

# Of one service; more would push the others off the screen.
_SHOWN = 10
# Addresses of questions about ten papers fill a screen.
_LONGEST = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A hit that is not certain to be the paper ``name``, and why (``reason``, a sentence)."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"“{self.name}”: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one service.

    ``questions`` are the papers that it was to be asked about, ``asked`` those that it was,
    ``found`` those that it knew; ``requests`` were made. ``planned`` are the addresses of a dry
    run. ``error`` is why asking stopped.
    """

    service: str
    questions: int = 0
    asked: int = 0
    found: int = 0
    requests: int = 0
    retries: int = 0
    status: int | None = None
    doubts: tuple[Doubt, ...] = ()
    refused: tuple[Refused, ...] = ()
    planned: tuple[str, ...] = ()
    error: ArchiveError | None = None

    @property
    def failed(self) -> bool:
        """Tell whether anything needs a look."""
        return self.error is not None or bool(self.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of all questions; ``unaskable`` are those that no service that is set knows."""

    outcomes: tuple[Outcome, ...]
    unaskable: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Tell whether the run should end with an error."""
        return any(outcome.failed for outcome in self.outcomes)

    @property
    def found(self) -> int:
        """How many answers there are to merge."""
        return sum(outcome.found for outcome in self.outcomes)

    def summary(self) -> list[str]:
        """Say in a line or a few for each service what happened."""
        lines = [line for outcome in self.outcomes for line in _lines(outcome)]
        if self.unaskable:
            some = ", ".join(self.unaskable[:_SHOWN])
            lines.append(f"no service that is set can be asked for {some}{_more(self.unaskable)}")
        return lines


def _lines(outcome: Outcome) -> Iterator[str]:
    if outcome.planned:
        count = len(outcome.planned)
        yield f"{outcome.service}: would ask about {_papers(outcome.questions)} at most,"
        yield f"  in {count} request{'s' * (count > 1)}, first {outcome.planned[0]}"
        return
    if not outcome.questions:
        yield f"{outcome.service}: nothing to ask"
        return
    counts = {
        "found": outcome.found,
        "doubtful": len(outcome.doubts),
        "unknown there": outcome.asked - outcome.found - len(outcome.doubts),
    }
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    asked = f"asked about {_papers(outcome.asked)}, {said}" if said else "no answer taken"
    yield f"{outcome.service}: {asked}"
    for doubt in outcome.doubts[:_SHOWN]:
        yield f"  doubtful: {doubt}"
    if len(outcome.doubts) > _SHOWN:
        yield f"  {_more(outcome.doubts).strip()}; `papergloss enrich --doubtful` shows all"
    for each in outcome.refused:
        yield f"  refused {each.name}: {each.reason}; it is kept as content/{each.path}"
    if outcome.error:
        yield f"  stopped: {outcome.error.message}, at {outcome.error.where[:_LONGEST]}"
        yield f"  → {outcome.error.remedy}"


def _papers(count: int) -> str:
    return f"{count} paper{'s' * (count != 1)}"


def _more(items: tuple[object, ...]) -> str:
    more = len(items) - _SHOWN
    return f" and {more} more" if more > 0 else ""
