"""The nearest rows of a sparse matrix by cosine, exactly; two ways with the same answer.

Rows are dictionaries of column → weight, each of length 1, so that the cosine of two is the sum of
the products over the columns they share. Small archives are multiplied in plain Python: importing
scipy takes longer (0.7 s of CPU) than that. Large ones go to ``sparse_dot_topn``, whose cost grows
with the number of rows that share a column and which keeps only the best of each row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

Row = Mapping[int, float]
Near = list[tuple[float, int]]

# Up to here plain Python is the quicker; it grows as the square of the number of rows.
PLAIN_LIMIT = 600


def nearest(rows: Sequence[Row], count: int, floor: float) -> list[Near]:
    """Give for each row its ``count`` nearest others as (cosine, row), nearest first.

    Cosines are rounded to 4 places, so that machines agree; equals keep the order of the rows.
    Those below ``floor`` are left out.
    """
    product = by_postings if len(rows) <= PLAIN_LIMIT else by_matrix
    # Only what can be rounded up to the floor is worth keeping: one pair in forty.
    return [_best(near, count, floor) for near in product(rows, count, floor - 1e-4)]


def _best(near: Near, count: int, floor: float) -> Near:
    rounded = [(round(cosine, 4), row) for cosine, row in near]
    kept = [each for each in rounded if each[0] >= floor]
    return sorted(kept, key=lambda each: (-each[0], each[1]))[:count]


def by_postings(rows: Sequence[Row], _count: int, least: float) -> list[Near]:
    """Multiply with an inverted index: for each column the rows before that have it."""
    postings: dict[int, list[tuple[int, float]]] = defaultdict(list)
    near: list[Near] = [[] for _ in rows]
    for number, row in enumerate(rows):
        cosines = [0.0] * number
        for column, weight in row.items():
            posting = postings[column]
            for other, its_weight in posting:
                cosines[other] += weight * its_weight
            posting.append((number, weight))
        for other, cosine in enumerate(cosines):
            if cosine > least:
                near[number].append((cosine, other))
                near[other].append((cosine, number))
    return near


def by_matrix(rows: Sequence[Row], count: int, least: float) -> list[Near]:
    """Multiply with sparse_dot_topn; it gives a few more than ``count``, for ties at the end."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sparse_dot_topn import sp_matmul_topn

    ends = np.cumsum([0] + [len(row) for row in rows])
    columns = np.fromiter((column for row in rows for column in row), np.int32, ends[-1])
    weights = np.fromiter((weight for row in rows for weight in row.values()), float, ends[-1])
    width = int(columns.max(initial=0)) + 1
    matrix = csr_matrix((weights, columns, ends), shape=(len(rows), width))
    best = sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=count + 8, threshold=least, sort=True)
    return [
        [
            (float(best.data[at]), int(best.indices[at]))
            for at in range(best.indptr[number], best.indptr[number + 1])
            if best.indices[at] != number
        ]
        for number in range(len(rows))
    ]
