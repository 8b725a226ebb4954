"""Which of the authors that bear one name are one person.

Two are joined if they have the same ORCID, or the same full name and common co-authors or topics
(``ties``); never if their ORCIDs or their middle names contradict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from papergloss.people.authorships import Authorships
from papergloss.people.names import agree
from papergloss.people.ties import ties


def join(found: Authorships, ruled: Iterable[int] = ()) -> list[list[int]]:
    """Group authors by person: groups of two places and more, each ascending.

    Args:
        ruled: the places that are left out.
    """
    free = np.ones(len(found.owners), np.bool_)
    free[list(ruled)] = False
    groups = _Groups(found)
    for one, other in _of_one_orcid(found.orcids, free.tolist()):
        groups.join(one, other)
    for one, other in ties(found, np.flatnonzero(free)):
        groups.join(one, other)
    return groups.members()


def _of_one_orcid(orcids: Mapping[int, str], free: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Pair each place that has an ORCID with the first that has it."""
    having: dict[str, list[int]] = defaultdict(list)
    for place, orcid in orcids.items():
        if free[place]:
            having[orcid].append(place)
    return ((first, other) for first, *others in having.values() for other in others)


class _Groups:
    """Groups of authors (disjoint sets of places) that refuse what contradicts."""

    def __init__(self, found: Authorships) -> None:
        self._found = found
        # What is above a place in its group.
        self._above = list(range(len(found.owners)))
        self._joined: set[int] = set()
        # The ORCID and the middles of a group, by its first.
        self._orcid = dict(found.orcids)
        self._middles: dict[int, frozenset[tuple[str, ...]]] = {}

    def top(self, place: int) -> int:
        """Find the first of a group."""
        above = self._above
        while (higher := above[place]) != place:
            above[place] = place = above[higher]
        return place

    def join(self, one: int, other: int) -> None:
        """Make one group of two, unless ORCIDs or middle names contradict."""
        if self._above[one] == self._above[other]:
            return
        first, second = self.top(one), self.top(other)
        if first == second:
            return
        if second < first:
            first, second = second, first
        ids = {self._orcid[each] for each in (first, second) if each in self._orcid}
        if len(ids) > 1:
            return
        both = self._middles_of(first) | self._middles_of(second)
        if len(both) == 1 or len(ids) == 1 or all(agree(a, b) for a, b in combinations(both, 2)):
            self._above[second] = first
            self._joined.update((first, second))
            self._orcid.update((first, each) for each in ids)
            self._middles[first] = both

    def _middles_of(self, place: int) -> frozenset[tuple[str, ...]]:
        return self._middles.get(place) or frozenset((self._found.middle(place),))

    def members(self) -> list[list[int]]:
        """Give the groups by their firsts."""
        found: dict[int, list[int]] = defaultdict(list)
        for place in sorted(self._joined):
            found[self.top(place)].append(place)
        return list(found.values())
