"""What the terms of papers weigh: the more the fewer papers have them, and the more uses.

How many papers have a term is counted among those that came first, in whole steps of growth, and
rounded. So a new paper changes what its own terms weigh and nothing else, and only when the archive
has grown by a tenth is everything weighed anew. Uses saturate as in BM25, rows have length 1, and
weights are whole multiples of 1/2048: their products add up exactly, in any order and on any
machine.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from papergloss.arrays import Ints, starts_of
from papergloss.links.terms import Cells, Hashes

SATURATION = 0.8
"""How quickly further uses stop to count: BM25's k1."""
PAIR = 0.7
"""What a pair weighs beside a word that as many papers have; its words are counted too."""

COMMON = 1 / 6
"""A term that a greater share of the papers have tells nothing, and would make rows dense."""
COMMON_LEAST = 5
"""In a handful of papers, though, every shared word is common."""

STEP = 1 / 2048

GROWTH = 1.1
"""By so much an archive grows before its statistics are taken anew."""
ROUNDING = 2
"""Counts are rounded to powers of the root of two: to so many for each doubling."""

Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What bounds the cost of many papers: the weightiest terms of each, none that more have.

    ``new`` is how many terms are kept beside, of those that the statistics do not know: most of
    these no other paper has.
    """

    terms: int
    papers: int
    new: int = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How many of ``papers`` have a term: ``2 ** (ranks / ROUNDING)``, for those that two have.

    ``terms`` ascend.
    """

    papers: int
    terms: Hashes
    ranks: NDArray[np.uint8]

    def of(self, terms: Hashes) -> NDArray[np.uint8]:
        """Give the ranks of terms, 0 for those that at most one paper has."""
        if not len(self.terms):
            return np.zeros(len(terms), np.uint8)
        places = np.minimum(np.searchsorted(self.terms, terms), len(self.terms) - 1)
        return np.where(self.terms[places] == terms, self.ranks[places], 0).astype(np.uint8)

    def differing(self, other: Statistics) -> Hashes:
        """Give the terms whose ranks another has otherwise."""
        every = np.union1d(self.terms, other.terms)
        differ: Hashes = every[self.of(every) != other.of(every)]
        return differ


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of many papers, weighed.

    The cells of row ``i`` are ``starts[i]:starts[i + 1]`` of ``columns`` and ``weights``; a row's
    columns ascend, and so do ``numbers``, the terms of the columns; ``ranks`` are theirs.
    """

    starts: Ints
    columns: Ints
    weights: NDArray[np.float32]
    numbers: Hashes
    ranks: NDArray[np.uint8]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    def row_of_cells(self) -> Ints:
        """Say in which row each cell is."""
        return np.repeat(np.arange(self.rows), np.diff(self.starts))

    def cells(self, row: int) -> slice:
        """Say where the cells of a row are."""
        return slice(self.starts[row], self.starts[row + 1])


def oldest(count: int) -> int:
    """Say of how many papers the statistics of ``count`` are taken."""
    if count < 1:
        return 0
    steps = int(math.log(count, GROWTH))
    return next(size for k in (steps + 1, steps, steps - 1) if (size := int(GROWTH**k)) <= count)


def statistics(cells: Cells, rows: Ints) -> Statistics:
    """Count in how many of some rows each term is."""
    terms, spread = np.unique(cells.taken(rows).terms, return_counts=True)
    kept = spread > 1
    ranks = np.round(ROUNDING * np.log2(spread[kept])).astype(np.uint8)
    return Statistics(papers=len(rows), terms=terms[kept], ranks=ranks)


def packed(known: Statistics) -> bytes:
    """Write statistics, as arrays."""
    file = BytesIO()
    np.savez(file, papers=np.array(known.papers), terms=known.terms, ranks=known.ranks)
    return file.getvalue()


def unpacked(data: bytes) -> Statistics:
    """Read what ``packed`` wrote."""
    with np.load(BytesIO(data), allow_pickle=False) as found:
        return Statistics(papers=int(found["papers"]), terms=found["terms"], ranks=found["ranks"])


def weigh(cells: Cells, known: Statistics) -> Terms:
    """Weigh the terms of some rows; those that weigh nothing are left out."""
    numbers, columns = np.unique(cells.terms, return_inverse=True)
    ranks = known.of(numbers)
    weights = _rarity(numbers, ranks, known.papers)[columns] * _saturated(cells.uses)
    rows = np.repeat(np.arange(cells.rows), np.diff(cells.starts))
    kept = np.flatnonzero(weights)
    rows, weights, columns = rows[kept], weights[kept], columns[kept]
    lengths = _lengths(rows, weights, ranks[columns] > 0, cells.rows)
    steps = np.minimum(np.round(weights / lengths[rows] / STEP), 1 / STEP)
    return Terms(
        starts=starts_of(rows, cells.rows),
        columns=columns,
        weights=(steps * STEP).astype(np.float32),
        numbers=numbers,
        ranks=ranks,
    )


def _lengths(rows: Ints, weights: Doubles, known: NDArray[np.bool_], count: int) -> Doubles:
    """Give the lengths of rows by the terms that others have; what is new has not met its like."""
    lengths, every = (
        np.sqrt(np.bincount(rows[mask], weights[mask] ** 2, minlength=count))
        for mask in (known, slice(None))
    )
    return np.where(lengths, lengths, every)


def limited(terms: Terms, limit: Limit) -> Terms:
    """Keep of each row what ``limit`` allows, of terms as weighty the first."""
    rows = terms.row_of_cells()
    rare = np.flatnonzero(counts(terms.ranks[terms.columns]) <= limit.papers)
    new = terms.ranks[terms.columns[rare]] == 0
    groups = 2 * rows[rare] + new
    order = np.lexsort((-terms.weights[rare], groups))
    starts = starts_of(groups[order], 2 * terms.rows)
    places = np.arange(len(order)) - np.repeat(starts[:-1], np.diff(starts))
    kept = np.sort(rare[order[places < np.where(new[order], limit.new, limit.terms)]])
    return replace(
        terms,
        starts=starts_of(rows[kept], terms.rows),
        columns=terms.columns[kept],
        weights=terms.weights[kept],
    )


def counts(ranks: NDArray[np.uint8]) -> Doubles:
    """Say about how many papers have terms of these ranks: one at least."""
    return np.asarray(2.0 ** (ranks / ROUNDING))


def _spread(ranks: NDArray[np.uint8]) -> Doubles:
    """Say how many papers have a term; two that share one which was not there are two."""
    return np.maximum(counts(ranks), 2.0)


def _rarity(numbers: Hashes, ranks: NDArray[np.uint8], papers: int) -> Doubles:
    """Say what a use of each term weighs; nothing where too many papers have it."""
    # Five of five papers are no 5.7.
    spread = np.minimum(_spread(ranks), papers)
    telling = spread <= max(COMMON_LEAST, papers * COMMON)
    weights = np.where(telling, np.maximum(np.log(papers / spread), 0) + 1e-3, 0.0)
    return weights * np.where(numbers & np.uint64(1), PAIR, 1.0)


def _saturated(uses: NDArray[np.uint8]) -> Doubles:
    counts = uses.astype(np.float64)
    return counts * (1 + SATURATION) / (counts + SATURATION)
