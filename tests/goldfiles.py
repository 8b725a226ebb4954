"""Reads what people say is true of the 347 papers (``gold/``) and measures against it.

A gold file has ``#`` comments, and paragraphs of a line and the indented lines that belong to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from papergloss.model import Paper
from papergloss.store.papers import read_papers
from support import ROOT

GOLD = ROOT / "tests" / "gold"


def archive_papers() -> dict[str, Paper]:
    """Read the papers of the repository's archive, by title."""
    return {paper.title: paper for paper in read_papers(ROOT / "content" / "papers")}


def read_gold(name: str) -> dict[str, list[str]]:
    """Read ``gold/<name>``: title → its indented lines."""
    gold: dict[str, list[str]] = {}
    below: list[str] = []
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            below.append(line.strip())
        elif line and not line.startswith("#"):
            below = gold[line] = []
    return gold


@dataclass
class Score:
    """Counts of what was found and what should have been, and the three figures made of them."""

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
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """How much of what is true was found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of the two (micro-averaged: over all papers together)."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        return f"precision {self.precision:.3f} recall {self.recall:.3f} F1 {self.f1:.3f}"
