"""Which of the authors that bear one name are one person.

Two are joined if they have the same ORCID, or the same full name and common co-authors or topics;
never if their ORCIDs or their middle names contradict. The more papers bear a name, the more it
takes: everybody knows a Wei Wang.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from papergloss.model import Author, Paper
from papergloss.people.names import Name, agree, parse

# A name that more papers bear than this takes two common co-authors.
COMMON = 20
# Topics speak for names that so few papers bear; two of them must be common.
RARE = 4
TOPICS = 2
# Of a longer list of authors only so many are looked at: nobody knows six hundred others.
CROWD = 60


class Authorship(NamedTuple):
    """That a paper has this author; ``name`` is the author's, taken apart."""

    paper: Paper
    author: Author
    name: Name


def authorships(papers: Iterable[Paper]) -> list[Authorship]:
    """Give every author of every paper."""
    return [
        Authorship(paper, author, parse(author.name))
        for paper in papers
        for author in paper.authors
    ]


def join(found: Sequence[Authorship]) -> list[list[int]]:
    """Group authorships by person; groups, and places in them, in the order given."""
    groups, names = _Groups(found), _NamesOf()
    for together in _by(found, lambda each: each.author.orcid).values():
        groups.join_all(together)
    for bearers in _by(found, lambda each: each.name.key if each.name.full else None).values():
        if len(bearers) > 1:
            for one, other in _tied(found, bearers, names):
                groups.join(one, other)
    return groups.members()


def _by(
    found: Sequence[Authorship], key: Callable[[Authorship], Hashable]
) -> Mapping[Hashable, list[int]]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place, each in enumerate(found):
        value = key(each)
        if value is not None:
            places[value].append(place)
    return places


def _tied(
    found: Sequence[Authorship], bearers: Sequence[int], names: _NamesOf
) -> Iterator[tuple[int, int]]:
    """Give the pairs of one name's bearers that co-authors or topics speak for."""
    needed = 1 if len(bearers) <= COMMON else 2
    yield from _sharing(((place, names.beside(found[place])) for place in bearers), needed)
    if len(bearers) <= RARE:
        yield from _sharing(((place, found[place].paper.tags) for place in bearers), TOPICS)


class _NamesOf:
    """The names on papers, each paper read once."""

    def __init__(self) -> None:
        self._names: dict[str, frozenset[Hashable]] = {}

    def beside(self, one: Authorship) -> Iterable[Hashable]:
        """Give the co-authors' names; the initials that some listings print tell nobody apart."""
        slug = one.paper.slug
        if slug not in self._names:
            names = (parse(author.name) for author in one.paper.authors[:CROWD])
            self._names[slug] = frozenset(name.key for name in names if name.full)
        return self._names[slug] - {one.name.key}


def _sharing(
    having: Iterable[tuple[int, Iterable[Hashable]]], needed: int
) -> Iterator[tuple[int, int]]:
    holders: dict[Hashable, list[int]] = defaultdict(list)
    for place, things in having:
        for thing in things:
            holders[thing].append(place)
    if needed == 1:
        for places in holders.values():
            if len(places) > 1:
                yield from ((places[0], other) for other in places[1:])
        return
    several = (places for places in holders.values() if len(places) > 1)
    common = Counter(pair for places in several for pair in combinations(places, 2))
    yield from (pair for pair, count in common.items() if count >= needed)


class _Groups:
    """Groups of authorships (disjoint sets) that refuse what contradicts."""

    def __init__(self, found: Sequence[Authorship]) -> None:
        self._above = list(range(len(found)))
        self._orcid = [each.author.orcid for each in found]
        self._found = found
        # The middles of a group, by its first; most authorships never join one.
        self._middles: dict[int, frozenset[tuple[str, ...]]] = {}

    def top(self, place: int) -> int:
        """Find the first of a group."""
        while self._above[place] != place:
            self._above[place] = self._above[self._above[place]]
            place = self._above[place]
        return place

    def join(self, one: int, other: int) -> None:
        """Make one group of two, unless ORCIDs or middle names contradict."""
        first, second = self.top(one), self.top(other)
        if first == second:
            return
        first, second = min(first, second), max(first, second)
        ids = {self._orcid[first], self._orcid[second]} - {None}
        if len(ids) > 1:
            return
        both = self._middles_of(first) | self._middles_of(second)
        if len(both) == 1 or len(ids) == 1 or all(agree(a, b) for a, b in combinations(both, 2)):
            self._above[second] = first
            self._orcid[first] = next(iter(ids), None)
            self._middles[first] = both

    def _middles_of(self, place: int) -> frozenset[tuple[str, ...]]:
        return self._middles.get(place) or frozenset((self._found[place].name.middle,))

    def join_all(self, places: Sequence[int]) -> None:
        """Make one group of several."""
        for other in places[1:]:
            self.join(places[0], other)

    def members(self) -> list[list[int]]:
        """Give the groups by their firsts."""
        found: dict[int, list[int]] = defaultdict(list)
        for place in range(len(self._above)):
            found[self.top(place)].append(place)
        return list(found.values())
