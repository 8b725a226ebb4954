"""Reads what people say is true of the 347 papers (``gold/``) and measures against it.

A gold file has ``#`` comments, and paragraphs of a line and the indented lines that belong to it.
"""

from __future__ import annotations

from papergloss.evaluation.figures import Score
from papergloss.model import Paper
from papergloss.store.papers import read_papers
from support import ROOT

__all__ = ["GOLD", "Score", "archive_papers", "read_gold"]

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
