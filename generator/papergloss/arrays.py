"""Rows of many sizes in one array: what takes the place of lists where an archive is large.

The cells of row ``i`` are ``starts[i]:starts[i + 1]``.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def starts_of(rows: Ints, count: int) -> Ints:
    """Say where each of ``count`` rows starts among cells that are ordered by row."""
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))])


def spans(starts: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """Give the places of some rows' cells, one row after the other, and where each row starts."""
    begins, sizes = starts[rows], starts[rows + 1] - starts[rows]
    ends = np.cumsum(sizes)
    places = np.repeat(begins - (ends - sizes), sizes) + np.arange(sizes.sum())
    return places, np.concatenate([[0], ends])
