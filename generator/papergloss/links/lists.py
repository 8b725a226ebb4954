"""The lists of neighbours that are shown: no ten copies of one paper, and which of them changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from io import BytesIO

import numpy as np

from papergloss.arrays import Ints, spans
from papergloss.cache import keys_in
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


def stale(before: Near, near: Near, origin: Ints, place: Ints) -> Ints:
    """Say whose shown lists may have changed.

    Args:
        origin: where each row was among those ``before``, -1 for fresh ones.
        place: where each former row is now, -1 for those that are gone or fresh.
    """
    changed = _differing(before, near, origin, place)
    copies = [row for row in changed.tolist() if _copied(before, near, origin, place, row)]
    beside = np.unique(near.owners()[np.isin(near.rows, np.array(copies, np.int64))])
    return np.union1d(changed, beside)


def _differing(before: Near, near: Near, origin: Ints, place: Ints) -> Ints:
    """Say which rows are fresh, or have other neighbours than before."""
    rows = np.flatnonzero(origin >= 0)
    rows = rows[np.diff(before.starts)[origin[rows]] == np.diff(near.starts)[rows]]
    here, starts = spans(near.starts, rows)
    there, _ = spans(before.starts, origin[rows])
    other = place[before.rows[there]] != near.rows[here]
    other |= before.cosines[there] != near.cosines[here]
    same = np.zeros(len(origin), np.bool_)
    same[rows] = True
    same[np.repeat(rows, np.diff(starts))[other]] = False
    return np.flatnonzero(~same)


def _copied(before: Near, near: Near, origin: Ints, place: Ints, row: int) -> bool:
    """Whether a list that changed has other copies of its paper than before."""
    former = int(origin[row])
    if former < 0:
        return True
    others, cosines = before.of(former)
    return _close(place[others].tolist(), cosines) != _close(*near.of(row))


def _close(others: list[int], cosines: list[float]) -> set[int]:
    return {other for other, cosine in zip(others, cosines, strict=True) if cosine >= COPY}


def packed(keys: Sequence[bytes], near: Near) -> bytes:
    """Write the nearest of papers, of whose texts ``keys`` are digests."""
    file = BytesIO()
    np.savez(
        file,
        keys=np.frombuffer(b"".join(keys), np.uint8),
        starts=near.starts,
        rows=near.rows.astype(np.int32),
        cosines=near.cosines,
    )
    return file.getvalue()


def unpacked(data: bytes) -> tuple[list[bytes], Near]:
    """Read what ``packed`` wrote."""
    with np.load(BytesIO(data), allow_pickle=False) as found:
        return (
            keys_in(found["keys"].tobytes()),
            Near(found["starts"], found["rows"].astype(np.int64), found["cosines"]),
        )
