"""Files of gold: what a person who read the papers says is true of them.

A paper on a line of its own, named by its title, slug or any id; below it, indented, what is true
of it, one fact a line. A paper without any has been read, and nothing is true of it. ``#`` begins a
line of remarks. What a fact looks like is each question's own business (docs/evaluation.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from papergloss.errors import ReadError
from papergloss.lookup import names_of
from papergloss.model import Paper
from papergloss.text import normal_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of gold: what it says, and where it stands."""

    text: str
    where: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A paper that was read, and the facts about it."""

    paper: Paper
    facts: tuple[Fact, ...]


class Names:
    """Finds the papers that gold names."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers: dict[str, Paper] = {}
        for paper in papers:
            for name in (normal_title(paper.title), *names_of(paper)):
                self._papers.setdefault(name, paper)

    def paper(self, fact: Fact) -> Paper:
        """Find the paper of that title, slug or id.

        Raises:
            ReadError: none is called so.
        """
        text = fact.text
        found = self._papers.get(text) or self._papers.get(normal_title(text))
        if found is None:
            raise ReadError(
                f"no paper is called {text!r}",
                where=fact.where,
                line=fact.line,
                remedy="gold names papers by title, slug or id; name their file with --papers",
            )
        return found


def read_gold(path: Path, names: Names) -> list[Gold]:
    """Read a file of gold.

    Raises:
        ReadError: a fact stands above any paper, or a paper is not there.
    """
    found = groups(path)
    return [Gold(paper=names.paper(head), facts=tuple(facts)) for head, facts in found]


def groups(path: Path) -> list[tuple[Fact, list[Fact]]]:
    """Read lines, each with those that are indented below it.

    Raises:
        ReadError: the first line is indented.
    """
    found: list[tuple[Fact, list[Fact]]] = []
    for fact, indented in _lines(path):
        if not indented:
            found.append((fact, []))
        elif found:
            found[-1][1].append(fact)
        else:
            raise ReadError(
                "a fact stands above any paper",
                where=fact.where,
                line=fact.line,
                remedy="a paper's line is not indented, what is true of it is",
            )
    return found


def _lines(path: Path) -> Iterator[tuple[Fact, bool]]:
    text = path.read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.startswith("#"):
            fact = Fact(text=line.strip(), where=str(path), line=number)
            yield fact, line[0].isspace()
