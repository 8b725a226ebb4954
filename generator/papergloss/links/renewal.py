"""The neighbours of an archive's papers, found anew or brought up to date with what changed.

A row whose terms or weights changed is fresh: it is multiplied with all others, and its products go
into the lists of those. A list that loses one of its rows, and does not gain enough, is made anew.
So what comes out is the same as from nothing, for the cost of the fresh rows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from papergloss.arrays import Ints, spans
from papergloss.links.neighbours import (
    BEYOND,
    CANDIDATES,
    EXACT,
    Floats,
    Near,
    Pairs,
    best,
    by_cosine,
    by_postings,
    compared,
    joined,
    multiplied,
    products,
    ranking,
    together,
)
from papergloss.links.terms import Cells
from papergloss.links.weights import STEP, Limit, Statistics, Terms, limited, weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How neighbours are looked for: ``likely`` candidates by the terms that ``limit`` allows.

    Of those the ``count`` with the greatest cosines are kept, from ``floor`` on. Without a limit
    the candidates are the neighbours.
    """

    count: int
    floor: float
    limit: Limit | None = None
    likely: int = CANDIDATES

    @property
    def candidates(self) -> int:
        """How many candidates each row has."""
        return self.likely if self.limit else self.count

    @property
    def least(self) -> float:
        """The product from which on another row is a candidate."""
        return STEP if self.limit else self.floor


def search_among(rows: int, count: int, floor: float) -> Search:
    """Say how neighbours are looked for among so many rows."""
    return Search(count=count, floor=floor, limit=BEYOND if rows > EXACT else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The neighbours of every row, and what it takes to bring them up to date.

    ``few`` are the terms that choose candidates, ``likely`` the candidates with the products of
    these, ``cosines`` their true cosines, ``near`` the neighbours.
    """

    few: Terms
    likely: Near
    cosines: Floats
    near: Near


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    """Where rows came from: ``origin`` by row, -1 for fresh ones; and where they went.

    ``place`` is by former row, -1 for those that are gone or fresh; ``bounds`` tells how many of
    the rows stand before a former one, or in its place.
    """

    origin: Ints
    place: Ints
    bounds: Ints

    @property
    def fresh(self) -> Ints:
        """The rows that are not as they were."""
        return np.flatnonzero(self.origin < 0)


def found_anew(terms: Terms, search: Search) -> Neighbours:
    """Find the neighbours of every row."""
    few = limited(terms, search.limit) if search.limit else terms
    likely = multiplied(few, search.candidates, search.least)
    cosines = compared(terms, likely) if search.limit else likely.cosines
    near = by_cosine(likely, cosines, search.count, search.floor)
    return Neighbours(few=few, likely=likely, cosines=cosines, near=near)


def brought_up_to_date(
    before: Neighbours, moves: Moves, cells: Cells, known: Statistics, search: Search
) -> Neighbours:
    """Find the neighbours of every row with those of before at hand."""
    fresh = weigh(cells.taken(moves.fresh), known)
    few = _replaced(before.few, moves, limited(fresh, search.limit) if search.limit else fresh)
    likely, cosines, touched = _merged(before, moves, few, search)
    cosines = _filled(cells, known, likely, cosines) if search.limit else likely.cosines
    some = _taken(likely, touched)
    near = by_cosine(some, cosines[spans(likely.starts, touched)[0]], search.count, search.floor)
    near, _ = _stacked(_moved(before.near, moves)[0], near, moves.origin, touched)
    return Neighbours(few=few, likely=likely, cosines=cosines, near=near)


def _merged(
    before: Neighbours, moves: Moves, few: Terms, search: Search
) -> tuple[Near, Floats, Ints]:
    """Bring the candidates up to date; cosines that nobody knows yet are not a number."""
    former, kept = _moved(before.likely, moves)
    own, gained = _multiplied(before.likely, moves, few, search)
    lost = np.diff(former.starts) < np.diff(before.likely.starts)
    changed = np.union1d(gained[0], moves.place[lost & (moves.place >= 0)]).astype(np.int64)
    stayed, cosines = _candidates(former, before.cosines[kept], moves.origin[changed], changed)
    lists = joined(stayed, gained)
    cosines = np.concatenate([cosines, np.full(len(gained[0]), np.nan, np.float32)])
    again = _short(before.likely, lists, changed, moves, search)
    made = by_postings(few, again, search.candidates, search.least)
    sure = ~np.isin(lists[0], again)
    lists = joined((lists[0][sure], lists[1][sure], lists[2][sure]), joined(own, made))
    unknown = np.full(len(lists[0]) - sure.sum(), np.nan, np.float32)
    cosines = np.concatenate([cosines[sure], unknown])
    touched = np.union1d(changed, moves.fresh)
    local = np.searchsorted(touched, lists[0]), lists[1], lists[2]
    starts, order = ranking(len(touched), local, search.candidates)
    near = Near(starts, lists[1][order], lists[2][order])
    likely, places = _stacked(former, near, moves.origin, touched)
    return likely, np.concatenate([before.cosines[kept], cosines[order]])[places], touched


def _multiplied(before: Near, moves: Moves, few: Terms, search: Search) -> tuple[Pairs, Pairs]:
    """Give the candidates of fresh rows, and the rows in whose lists fresh ones certainly belong.

    What a full list left out comes after its last, so what comes before that belongs into it.
    """
    last = before.starts[1:] - 1
    full = np.diff(before.starts) == search.candidates
    least = np.where(full, before.cosines[last] if len(before.rows) else 0, 0)
    bound = np.where(full, moves.bounds[before.rows[last]] if len(before.rows) else 0, 0)
    own, gained = [], []
    for row, (others, found) in zip(
        moves.fresh, products(few, moves.fresh, search.least), strict=True
    ):
        own.append(best(others, found, search.candidates))
        origin = moves.origin[others]
        enough = (found > least[origin]) | ((found == least[origin]) & (row < bound[origin]))
        enough &= origin >= 0
        gained.append((others[enough], found[enough]))
    rows, others, found = together(moves.fresh, gained)
    return together(moves.fresh, own), (others, rows, found)


def _candidates(former: Near, cosines: Floats, origin: Ints, rows: Ints) -> tuple[Pairs, Floats]:
    """Give the former candidates of some rows, as pairs, and their cosines."""
    places, starts = spans(former.starts, origin)
    owners = np.repeat(rows, np.diff(starts))
    return (owners, former.rows[places], former.cosines[places]), cosines[places]


def _short(before: Near, lists: Pairs, rows: Ints, moves: Moves, search: Search) -> Ints:
    """Say which lists were full and have lost more than they gained."""
    sizes = np.bincount(np.searchsorted(rows, lists[0]), minlength=len(rows))
    full = np.diff(before.starts)[moves.origin[rows]] == search.candidates
    short: Ints = rows[full & (sizes < search.candidates)]
    return short


def _filled(cells: Cells, known: Statistics, likely: Near, cosines: Floats) -> Floats:
    """Compute the cosines that nobody knows yet."""
    unknown = np.flatnonzero(np.isnan(cosines))
    owners, others = likely.owners()[unknown], likely.rows[unknown]
    some = np.union1d(owners, others)
    terms = weigh(cells.taken(some), known)
    starts = np.searchsorted(owners, np.append(some, len(cells.starts)))
    asked = Near(starts, np.searchsorted(some, others), cosines[unknown])
    filled = cosines.copy()
    filled[unknown] = compared(terms, asked)
    return filled


def _replaced(before: Terms, moves: Moves, fresh: Terms) -> Terms:
    """Put fresh rows beside those that stay."""
    at = np.searchsorted(before.numbers, fresh.numbers)
    ends = np.searchsorted(before.numbers, fresh.numbers, "right")
    numbers = np.insert(before.numbers, at[at == ends], fresh.numbers[at == ends])
    columns = [np.searchsorted(numbers, each.numbers)[each.columns] for each in (before, fresh)]
    pick = _picked(moves.origin, moves.fresh, before.rows)
    places, starts = spans(_below(before.starts, fresh.starts), pick)
    return Terms(
        starts=starts,
        columns=np.concatenate(columns)[places],
        weights=np.concatenate([before.weights, fresh.weights])[places],
        numbers=numbers,
        ranks=np.zeros(0, np.uint8),
    )


def _below(starts: Ints, others: Ints) -> Ints:
    """Say where rows start of two tables, one below the other."""
    return np.concatenate([starts, others[1:] + starts[-1]])


def _picked(origin: Ints, new: Ints, former: int) -> Ints:
    """Say which row of two tables stands where: of the second those at ``new``."""
    pick = origin.copy()
    pick[new] = former + np.arange(len(new))
    return pick


def _moved(near: Near, moves: Moves) -> tuple[Near, Ints]:
    """Give the lists of former rows in today's places, without what is gone; and what is kept."""
    others = moves.place[near.rows]
    kept = np.flatnonzero(others >= 0)
    sizes = np.bincount(near.owners()[kept], minlength=len(near.starts) - 1)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return Near(starts, others[kept], near.cosines[kept]), kept


def _taken(near: Near, rows: Ints) -> Near:
    places, starts = spans(near.starts, rows)
    return Near(starts, near.rows[places], near.cosines[places])


def _stacked(former: Near, made: Near, origin: Ints, new: Ints) -> tuple[Near, Ints]:
    """Put the lists made for the rows ``new`` beside the former ones of all others.

    Returns:
        The lists, and where each of their items stood in the two, one below the other.
    """
    pick = _picked(origin, new, len(former.starts) - 1)
    places, starts = spans(_below(former.starts, made.starts), pick)
    rows = np.concatenate([former.rows, made.rows])[places]
    return Near(starts, rows, np.concatenate([former.cosines, made.cosines])[places]), places
