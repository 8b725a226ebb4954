"""What a build knows of the neighbours that the one before it found, and what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np

from papergloss.arrays import Ints
from papergloss.cache import digest, keys_in
from papergloss.links.neighbours import Near
from papergloss.links.renewal import (
    Moves,
    Neighbours,
    Search,
    brought_up_to_date,
    found_anew,
)
from papergloss.links.terms import Cells, Hashes
from papergloss.links.texts import Texts
from papergloss.links.weights import Statistics, Terms, weigh
from papergloss.wordindex import standing

# Where a greater share of the rows is fresh, all are found anew: it costs no more.
_MOST_FRESH = 1 / 4
# Where a greater share is, what is found is kept for the builds to come: it is large.
_MOST_LATE = 1 / 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Papers by slug, with a digest of each one's text, and their neighbours.

    ``candidates`` is how many candidates a row had, which tells how they were looked for;
    ``statistics`` is a digest of those by which terms were weighed.
    """

    candidates: int
    statistics: bytes
    slugs: Sequence[str]
    keys: Sequence[bytes]
    neighbours: Neighbours


def near_today(texts: Texts, name: str, search: Search) -> Near:
    """Find the nearest of today's papers, with what an earlier build kept under ``name``.

    That is what was there a few builds ago: what changed since is found again.
    """
    slugs = [paper.slug for paper in texts.papers]
    data = texts.memory.get(name)
    before = unpacked(data) if data else None
    moves = _moves(texts, slugs, before, search) if before else None
    if before is None or moves is None or len(moves.fresh) > _MOST_FRESH * len(slugs):
        found, late = found_anew(weigh(texts.cells, texts.statistics), search), True
    else:
        found = brought_up_to_date(before.neighbours, moves, texts.cells, texts.statistics, search)
        gone = len(before.slugs) - int((moves.origin >= 0).sum())
        late = len(moves.fresh) + gone > _MOST_LATE * len(slugs)
    if late or texts.statistics is not texts.statistics_before:
        known = Known(
            candidates=search.candidates,
            statistics=_digest(texts.statistics),
            slugs=slugs,
            keys=texts.keys,
            neighbours=found,
        )
        texts.memory.put(name, packed(known))
    return found.near


def _digest(known: Statistics) -> bytes:
    return digest(known.papers, known.terms.tobytes(), known.ranks.tobytes())


def _moves(texts: Texts, slugs: Sequence[str], before: Known, search: Search) -> Moves | None:
    """Say which rows are as they were; None where all weigh otherwise, or that is not known."""
    figures, earlier = texts.statistics, texts.statistics_before
    if before.candidates != search.candidates or earlier is None:
        return None
    if earlier.papers != figures.papers or before.statistics != _digest(earlier):
        return None
    former = {slug: row for row, slug in enumerate(before.slugs)}
    rows = (former.get(slug, -1) for slug in slugs)
    pairs = zip(rows, texts.keys, strict=True)
    same = (row if row >= 0 and before.keys[row] == key else -1 for row, key in pairs)
    origin = np.fromiter(same, np.int64, len(slugs))
    if figures is not earlier:
        origin[_having(texts.cells, figures.differing(earlier))] = -1
    stay = np.flatnonzero(origin >= 0)
    place = np.full(len(before.slugs), -1)
    place[origin[stay]] = stay
    bounds = np.searchsorted(np.array(slugs), np.array(before.slugs))
    return Moves(origin=origin, place=place, bounds=bounds)


def _having(cells: Cells, terms: Hashes) -> Ints:
    """Give the rows that have any of some terms."""
    places = standing(cells.terms, terms)
    return np.unique(np.searchsorted(cells.starts, places, side="right") - 1)


def packed(known: Known) -> bytes:
    """Write what is known, as arrays."""
    few, likely = known.neighbours.few, known.neighbours.likely
    near = known.neighbours.near
    file = BytesIO()
    np.savez(
        file,
        candidates=np.array(known.candidates),
        statistics=np.frombuffer(known.statistics, np.uint8),
        slugs=np.frombuffer("\n".join(known.slugs).encode(), np.uint8),
        keys=np.frombuffer(b"".join(known.keys), np.uint8),
        few_starts=few.starts,
        few_columns=few.columns.astype(np.int32),
        few_weights=few.weights,
        few_numbers=few.numbers,
        likely_starts=likely.starts,
        likely_rows=likely.rows.astype(np.int32),
        likely_cosines=likely.cosines,
        cosines=known.neighbours.cosines,
        near_starts=near.starts,
        near_rows=near.rows.astype(np.int32),
        near_cosines=near.cosines,
    )
    return file.getvalue()


def unpacked(data: bytes) -> Known:
    """Read what ``packed`` wrote."""
    with np.load(BytesIO(data), allow_pickle=False) as found:
        return Known(
            candidates=int(found["candidates"]),
            statistics=found["statistics"].tobytes(),
            slugs=found["slugs"].tobytes().decode().split("\n"),
            keys=keys_in(found["keys"].tobytes()),
            neighbours=Neighbours(
                few=Terms(
                    starts=found["few_starts"],
                    columns=found["few_columns"].astype(np.int64),
                    weights=found["few_weights"],
                    numbers=found["few_numbers"],
                    ranks=np.zeros(0, np.uint8),
                ),
                likely=_near(found, "likely"),
                cosines=found["cosines"],
                near=_near(found, "near"),
            ),
        )


def _near(found: np.lib.npyio.NpzFile, name: str) -> Near:
    return Near(
        starts=found[f"{name}_starts"],
        rows=found[f"{name}_rows"].astype(np.int64),
        cosines=found[f"{name}_cosines"],
    )
