"""The nearest rows of a sparse matrix by cosine: three ways, by the number of rows.

Rows have length 1, so that the cosine of two is the sum of the products over the columns they
share. Small archives are multiplied here, row by row: importing scipy takes longer (0.7 s of CPU)
than that. Larger ones go to ``sparse_dot_topn``, which keeps only the best of each row; it gives
the same. The cost of both grows with the square of the number of rows, so that of very many only
the weightiest terms choose candidates, and the candidates' cosines are exact again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from papergloss.links.terms import STEP, Limit, Terms, limited

SMALL = 10_000
"""Up to so many rows our own multiplication is the quicker (see docs/related.md)."""
EXACT = 20_000
"""Up to so many, every pair of rows is compared."""
BEYOND = Limit(terms=32, papers=2000)
CANDIDATES = 64
"""How many each row has beyond that, by these terms."""

# How many more than asked for the library gives: of equals at the end it may keep any.
_SPARE = 8

_Ints = NDArray[np.int64]
_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest of each row, nearest first, of equals the first row.

    Those of row ``i`` are ``starts[i]:starts[i + 1]`` of ``rows`` and ``cosines``.
    """

    starts: _Ints
    rows: _Ints
    cosines: _Floats

    def of(self, row: int) -> tuple[list[int], list[float]]:
        """Give the nearest of ``row`` and their cosines."""
        span = slice(self.starts[row], self.starts[row + 1])
        return self.rows[span].tolist(), self.cosines[span].tolist()


_Product = Callable[[Terms, int, float], tuple[_Ints, _Ints, _Floats]]


def nearest(terms: Terms, count: int, floor: float) -> Near:
    """Give for each row its ``count`` nearest others with a cosine of at least ``floor``."""
    if terms.rows > EXACT:
        return by_candidates(terms, count, floor)
    product = by_postings if terms.rows <= SMALL else by_matrix
    return ranked(terms.rows, *product(terms, count, floor), count)


def ranked(size: int, rows: _Ints, others: _Ints, cosines: _Floats, count: int) -> Near:
    """Order what a product gave, and keep ``count`` of each row."""
    order = np.lexsort((others, -cosines, rows))
    rows, others, cosines = rows[order], others[order], cosines[order]
    sizes = np.bincount(rows, minlength=size)
    ranks = np.arange(len(rows)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    kept = ranks < count
    starts = np.concatenate([[0], np.cumsum(np.minimum(sizes, count))])
    return Near(starts, others[kept], cosines[kept])


def by_postings(terms: Terms, count: int, floor: float) -> tuple[_Ints, _Ints, _Floats]:
    """Multiply each row with an inverted index of all; gives every pair of rows near enough."""
    found = list(_cosines(terms, floor))
    rows = np.repeat(np.arange(terms.rows), [len(others) for others, _ in found])
    others = np.concatenate([np.zeros(0, np.int64), *(others for others, _ in found)])
    cosines = np.concatenate([np.zeros(0, np.float32), *(cosines for _, cosines in found)])
    return rows, others, cosines


def _cosines(terms: Terms, floor: float) -> Iterator[tuple[_Ints, _Floats]]:
    order = np.argsort(terms.columns, kind="stable")
    having = np.repeat(np.arange(terms.rows), np.diff(terms.starts))[order]
    weights = terms.weights[order]
    ends = np.cumsum(np.bincount(terms.columns, minlength=len(terms.numbers)))
    begins = np.concatenate([[0], ends[:-1]]) if len(ends) else ends
    for row in range(terms.rows):
        span = slice(terms.starts[row], terms.starts[row + 1])
        columns = terms.columns[span]
        sizes = ends[columns] - begins[columns]
        at = np.repeat(begins[columns] - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
        products = weights[at] * np.repeat(terms.weights[span], sizes)
        cosines = np.bincount(having[at], products, minlength=terms.rows)
        cosines[row] = 0
        others = np.flatnonzero(cosines >= floor)
        yield others, cosines[others].astype(np.float32)


def by_matrix(terms: Terms, count: int, floor: float) -> tuple[_Ints, _Ints, _Floats]:
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


def by_candidates(
    terms: Terms, count: int, floor: float, limit: Limit = BEYOND, candidates: int = CANDIDATES
) -> Near:
    """Choose candidates by the terms that ``limit`` allows, and rank them by their true cosines."""
    few = limited(terms, limit)
    likely = ranked(terms.rows, *by_matrix(few, candidates, STEP), candidates)
    cosines = np.concatenate([np.zeros(0, np.float32), *_compared(terms, likely)])
    rows = np.repeat(np.arange(terms.rows), np.diff(likely.starts))
    near = cosines >= floor
    return ranked(terms.rows, rows[near], likely.rows[near], cosines[near], count)


def _compared(terms: Terms, likely: Near) -> Iterator[_Floats]:
    """Give for each row the cosines of its candidates."""
    spread_out = np.zeros(len(terms.numbers))
    for row in range(terms.rows):
        own = slice(terms.starts[row], terms.starts[row + 1])
        others = likely.rows[likely.starts[row] : likely.starts[row + 1]]
        begins, sizes = terms.starts[others], terms.starts[others + 1] - terms.starts[others]
        ends = np.cumsum(sizes)
        at = np.repeat(begins - (ends - sizes), sizes) + np.arange(sizes.sum())
        spread_out[terms.columns[own]] = terms.weights[own]
        products = spread_out[terms.columns[at]] * terms.weights[at]
        whose = np.repeat(np.arange(len(others)), sizes)
        yield np.bincount(whose, products, minlength=len(others)).astype(np.float32)
        spread_out[terms.columns[own]] = 0
