"""The texts of an archive, as everything that reads them has them: terms, and their statistics."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from papergloss.cache import digest
from papergloss.model import Paper
from papergloss.remembering import Reader, keep, recall, renew

if TYPE_CHECKING:
    from papergloss.arrays import Ints
    from papergloss.links.terms import Cells
    from papergloss.links.weights import Statistics

_AT_ONCE = 2000
_STATISTICS = "statistics"


class Texts:
    """The texts of papers, ordered by slug, and what an earlier build remembers of them.

    Most builds find all that is made of texts in their memory, and numpy takes a while to import;
    so ``cells`` and ``statistics`` are made when they are first asked for.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.papers, self.keys, self.memory = reader.papers, reader.keys, reader.memory

    @cached_property
    def cells(self) -> Cells:
        """The terms of each paper."""
        from papergloss.links.terms import joined

        return joined(self.reader.each("terms", _counted, _AT_ONCE))

    @property
    def statistics(self) -> Statistics:
        """How many papers have each term."""
        return self._statistics[0]

    @property
    def statistics_before(self) -> Statistics | None:
        """The same as the last build knew it."""
        return self._statistics[1]

    @cached_property
    def _statistics(self) -> tuple[Statistics, Statistics | None]:
        from papergloss.links.weights import packed, statistics, unpacked

        rows = _oldest(self.papers)
        counted = digest(b"".join(self.keys[row] for row in rows.tolist()))
        if kept := recall(self.memory, _STATISTICS, counted):
            known = unpacked(kept)
            return known, known
        kept = self.memory.get(_STATISTICS)
        before = unpacked(kept) if kept else None
        made = statistics(self.cells, rows)
        keep(self.memory, _STATISTICS, counted, packed(made))
        return made, before

    def spread(self, words: Sequence[str]) -> tuple[int, list[float]]:
        """Say of how many papers the statistics are, and about how many have each of some words.

        Args:
            words: keys of words (``links.words``).
        """
        from papergloss.links.terms import numbers_of
        from papergloss.links.weights import counts

        ranks = self.statistics.of(numbers_of(words))
        return self.statistics.papers, counts(ranks).tolist()

    def renew(self) -> None:
        """Keep what is remembered, where no text has changed."""
        if "_statistics" not in self.__dict__:
            renew(self.memory, _STATISTICS)
        if "cells" not in self.__dict__:
            self.reader.renew("terms")


def _counted(papers: Sequence[Paper]) -> list[bytes]:
    from papergloss.links.terms import count_terms

    return count_terms([(paper.title, paper.abstract) for paper in papers])


def _oldest(papers: Sequence[Paper]) -> Ints:
    """Give the papers that the statistics are of: those that entered the archive first."""
    import numpy as np

    from papergloss.links.weights import oldest

    order = sorted(range(len(papers)), key=lambda place: _entry(papers[place]))
    return np.array(sorted(order[: oldest(len(papers))]), np.int64)


def _entry(paper: Paper) -> tuple[str, str, str]:
    """Say when a paper entered the archive; of one day by its slug."""
    first = paper.appearances[0].date if paper.appearances else None
    return paper.month, str(first or ""), paper.slug
