"""The nearest rows of a sparse matrix by cosine: three ways, by the number of rows.

Rows have length 1, so that the cosine of two is the sum of the products over the columns they
share. Small archives are multiplied here, row by row: importing scipy takes longer (0.7 s of CPU)
than that. Larger ones go to ``sparse_dot_topn``, which keeps only the best of each row; it gives
the same. The cost of both grows with the square of the number of rows, so that of very many only
the weightiest terms choose candidates, and the candidates' cosines are exact again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papergloss.arrays import Ints, spans, starts_of
from papergloss.links.weights import Limit, Terms

SMALL = 10_000
"""Up to so many rows our own multiplication is the quicker (see docs/related.md)."""
EXACT = 20_000
"""Up to so many, every pair of rows is compared."""
BEYOND = Limit(terms=32, papers=2000)
CANDIDATES = 64
"""How many each row has beyond that, by these terms."""

# How many more than asked for the library gives: of equals at the end it may keep any.
_SPARE = 8

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest of each row, nearest first, of equals the first row.

    Those of row ``i`` are ``starts[i]:starts[i + 1]`` of ``rows`` and ``cosines``.
    """

    starts: Ints
    rows: Ints
    cosines: Floats

    def of(self, row: int) -> tuple[list[int], list[float]]:
        """Give the nearest of ``row`` and their cosines."""
        span = slice(self.starts[row], self.starts[row + 1])
        return self.rows[span].tolist(), self.cosines[span].tolist()

    def owners(self) -> Ints:
        """Say whose each of the nearest is."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))


# Pairs of rows that are near enough, and how near.
Pairs = tuple[Ints, Ints, Floats]


def ranked(size: int, pairs: Pairs, count: int) -> Near:
    """Order pairs by the first of each, and keep the ``count`` nearest of each row."""
    starts, order = ranking(size, pairs, count)
    return Near(starts, pairs[1][order], pairs[2][order])


def ranking(size: int, pairs: Pairs, count: int) -> tuple[Ints, Ints]:
    """Say where each row starts among those kept, and which of the pairs these are, in order."""
    rows, others, cosines = pairs
    order = np.lexsort((others, -cosines, rows))
    sizes = np.bincount(rows, minlength=size)
    ranks = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    order = order[ranks < count]
    return starts_of(rows[order], size), order


def multiplied(terms: Terms, count: int, floor: float) -> Near:
    """Compare all pairs of rows, in the way that is the quicker for so many."""
    if terms.rows > SMALL:
        return _settled(terms, by_matrix(terms, count, floor), count, floor)
    return ranked(terms.rows, by_postings(terms, np.arange(terms.rows), count, floor), count)


def _settled(terms: Terms, pairs: Pairs, count: int, floor: float) -> Near:
    """Rank what the library gave; rows where it may have left out an equal are multiplied here."""
    near = ranked(terms.rows, pairs, count + _SPARE)
    owners = near.owners()
    full = np.flatnonzero(np.diff(near.starts) == count + _SPARE)
    ends = near.starts[full + 1] - 1
    unsure = full[near.cosines[ends] == near.cosines[ends - _SPARE]]
    sure = np.ones(terms.rows, np.bool_)
    sure[unsure] = False
    kept = np.flatnonzero((np.arange(len(owners)) - near.starts[owners] < count) & sure[owners])
    again = ranked(terms.rows, by_postings(terms, unsure, count, floor), count)
    known = owners[kept], near.rows[kept], near.cosines[kept]
    rows, others, cosines = joined(known, (again.owners(), again.rows, again.cosines))
    order = np.argsort(rows, kind="stable")
    return Near(starts_of(rows, terms.rows), others[order], cosines[order])


def joined(one: Pairs, other: Pairs) -> Pairs:
    """Put pairs behind others."""
    return (
        np.concatenate([one[0], other[0]]),
        np.concatenate([one[1], other[1]]),
        np.concatenate([one[2], other[2]]),
    )


def by_postings(terms: Terms, rows: Ints, count: int, floor: float) -> Pairs:
    """Multiply some rows with an inverted index of all; gives at least the ``count`` nearest."""
    found = [best(*each, count) for each in products(terms, rows, floor)]
    return together(rows, found)


def together(rows: Ints, found: list[tuple[Ints, Floats]]) -> Pairs:
    """Make pairs of what was found for each of some rows."""
    return (
        np.repeat(rows, [len(others) for others, _ in found]),
        np.concatenate([np.zeros(0, np.int64), *(others for others, _ in found)]),
        np.concatenate([np.zeros(0, np.float32), *(cosines for _, cosines in found)]),
    )


def best(others: Ints, cosines: Floats, count: int) -> tuple[Ints, Floats]:
    """Leave out what is certainly not among the ``count`` nearest."""
    if len(others) <= count:
        return others, cosines
    least = np.partition(cosines, len(cosines) - count)[len(cosines) - count]
    kept = cosines >= least
    return others[kept], cosines[kept]


def products(terms: Terms, rows: Ints, floor: float) -> Iterator[tuple[Ints, Floats]]:
    """Give for each of some rows the others with a cosine of at least ``floor``, by place."""
    wanted = np.zeros(len(terms.numbers), np.bool_)
    wanted[terms.columns[spans(terms.starts, rows)[0]]] = True
    cells = np.flatnonzero(wanted[terms.columns])
    order = cells[np.argsort(terms.columns[cells], kind="stable")]
    having = terms.row_of_cells()[order]
    weights = terms.weights[order]
    begins = starts_of(terms.columns[cells], len(terms.numbers))
    for row in rows.tolist():
        own = terms.cells(row)
        at, starts = spans(begins, terms.columns[own])
        found = weights[at] * np.repeat(terms.weights[own], np.diff(starts))
        cosines = np.bincount(having[at], found, minlength=terms.rows)
        cosines[row] = 0
        others = np.flatnonzero(cosines >= floor)
        yield others, cosines[others].astype(np.float32)


def by_matrix(terms: Terms, count: int, floor: float) -> Pairs:
    """Multiply with sparse_dot_topn; gives a few more of each row than ``count``."""
    from scipy.sparse import csr_matrix
    from sparse_dot_topn import sp_matmul_topn

    shape = (terms.rows, len(terms.numbers))
    matrix = csr_matrix((terms.weights, terms.columns, terms.starts), shape=shape)
    # It keeps what is greater than the threshold; cosines are multiples of a power of two.
    below = np.nextafter(np.float32(floor), np.float32(0))
    best = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=count + 1 + _SPARE, threshold=below)
    rows = np.repeat(np.arange(terms.rows), np.diff(best.indptr))
    other = best.indices != rows
    return rows[other], best.indices[other].astype(np.int64), best.data[other]


def by_cosine(likely: Near, cosines: Floats, count: int, floor: float) -> Near:
    """Rank candidates by their cosines."""
    near = cosines >= floor
    pairs = likely.owners()[near], likely.rows[near], cosines[near]
    return ranked(len(likely.starts) - 1, pairs, count)


def compared(terms: Terms, likely: Near) -> Floats:
    """Give the cosines of each row and its candidates."""
    return np.concatenate([np.zeros(0, np.float32), *_compared(terms, likely)])


def _compared(terms: Terms, likely: Near) -> Iterator[Floats]:
    spread_out = np.zeros(len(terms.numbers))
    for row in np.flatnonzero(np.diff(likely.starts)).tolist():
        own = terms.cells(row)
        others = likely.rows[likely.starts[row] : likely.starts[row + 1]]
        at, starts = spans(terms.starts, others)
        spread_out[terms.columns[own]] = terms.weights[own]
        found = spread_out[terms.columns[at]] * terms.weights[at]
        whose = np.repeat(np.arange(len(others)), np.diff(starts))
        yield np.bincount(whose, found, minlength=len(others)).astype(np.float32)
        spread_out[terms.columns[own]] = 0
