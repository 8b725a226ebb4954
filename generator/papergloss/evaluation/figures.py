"""What was found and what is true → precision, recall and F1. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(slots=True, kw_only=True)
class Score:
    """Counts of what was found and what should have been, and the figures made of them.

    Figures are micro-averaged: over all papers together. With nothing found precision is 1, with
    nothing to find recall is.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, found: Iterable[object], true: Iterable[object]) -> None:
        """Count ``found`` against what is ``true``."""
        found, true = set(found), set(true)
        self.right += len(found & true)
        self.wrong += len(found - true)
        self.missed += len(true - found)

    @property
    def precision(self) -> float:
        """How much of what was found is true."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """How much of what is true was found."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}, recall {self.recall:.3f}, F1 {self.f1:.3f}"
            f" ({self.right} right, {self.wrong} wrong, {self.missed} missed)"
        )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
