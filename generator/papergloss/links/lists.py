"""The lists of neighbours that are shown: no ten copies of one paper, and which of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np

from papergloss.arrays import Ints
from papergloss.links.neighbours import Near

# How near two papers of a list are copies, and how many of such are shown.
COPY = 0.5
COPIES = 2


def diverse(
    near: Near, most: int, rows: Iterable[int] | None = None
) -> Iterator[list[tuple[int, float]]]:
    """Order the nearest of each row so that of ``most`` no more than two are copies of each other.

    What is held back for that comes after all others.

    Args:
        rows: those that are asked for; all where they are left out.
    """
    copies = cache(lambda row: _copies(near, row))
    has_copies = np.bincount(near.owners(), near.cosines >= COPY, len(near.starts) - 1) > 0
    for row in range(len(near.starts) - 1) if rows is None else rows:
        if not has_copies[near.rows[near.starts[row] : near.starts[row + 1]]].any():
            yield list(zip(*near.of(row), strict=True))
            continue
        kept: list[tuple[int, float]] = []
        late: list[tuple[int, float]] = []
        for other, cosine in zip(*near.of(row), strict=True):
            alike = sum(known in copies(other) or other in copies(known) for known, _ in kept)
            (late if alike >= COPIES and len(kept) < most else kept).append((other, cosine))
        yield kept + late


def _copies(near: Near, row: int) -> frozenset[int]:
    others, cosines = near.of(row)
    return frozenset(o for o, cosine in zip(others, cosines, strict=True) if cosine >= COPY)


def stale(before: Near, near: Near, origin: Ints, place: Ints, touched: Ints) -> Ints:
    """Say whose shown lists may have changed, of rows of which some were ``touched``.

    Args:
        origin: where each row was among those ``before``, -1 for fresh ones.
        place: where each former row is now, -1 for those that are gone or fresh.
    """
    changed: list[int] = []
    copies: list[int] = []
    for row in touched.tolist():
        former = _former(before, place, int(origin[row]))
        if former != near.of(row):
            changed.append(row)
            if former is None or _close(*former) != _close(*near.of(row)):
                copies.append(row)
    beside = np.unique(near.owners()[np.isin(near.rows, np.array(copies, np.int64))])
    return np.union1d(np.array(changed, np.int64), beside)


def _former(before: Near, place: Ints, row: int) -> tuple[list[int], list[float]] | None:
    """Give a former list in today's places; None for a fresh row."""
    if row < 0:
        return None
    others, cosines = before.of(row)
    return place[others].tolist(), cosines


def _close(others: list[int], cosines: list[float]) -> set[int]:
    return {other for other, cosine in zip(others, cosines, strict=True) if cosine >= COPY}
