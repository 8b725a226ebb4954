"""What became of each source in a run of fetch, for people to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papergloss.model import Refused

# Of one source; more would push the others off the screen.
_SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one source.

    ``planned`` are the addresses that a dry run would ask; ``new``, ``changed`` and ``unchanged``
    count the replies, ``refused`` are those not taken; ``error`` is why asking stopped.
    """

    source: str
    planned: tuple[str, ...] = ()
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    entries: int = 0
    retries: int = 0
    status: int | None = None
    refused: tuple[Refused, ...] = ()
    error: Exception | None = None

    @property
    def failed(self) -> bool:
        """Tell whether anything needs a look."""
        return self.error is not None or bool(self.refused)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of every source that was asked."""

    outcomes: tuple[Outcome, ...]

    @property
    def failed(self) -> bool:
        """Tell whether the run should end with an error."""
        return any(outcome.failed for outcome in self.outcomes)

    def summary(self) -> list[str]:
        """Say in a line or a few for each source what happened."""
        return [line for outcome in self.outcomes for line in _lines(outcome)]


def _lines(outcome: Outcome) -> Iterable[str]:
    for address in outcome.planned:
        yield f"{outcome.source}: would ask {address}"
    if outcome.planned:
        return
    counts = {"new": outcome.new, "changed": outcome.changed, "unchanged": outcome.unchanged}
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    entries = f" ({outcome.entries} entries)" if outcome.new or outcome.changed else ""
    quiet = "no reply taken" if outcome.failed else "nothing to ask"
    yield f"{outcome.source}: {said or quiet}{entries}"
    for each in outcome.refused[:_SHOWN]:
        yield f"  refused {each.name}: {each.reason}; it is kept as content/{each.path}"
    if more := outcome.refused[_SHOWN:]:
        yield f"  and {len(more)} more; all are in content/listings/{outcome.source}/refused"
    if outcome.error:
        yield f"  stopped: {str(outcome.error) or type(outcome.error).__name__}"
