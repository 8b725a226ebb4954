"""Papers and rulings → people, each with a name and the address of a page, which stays.

A person is whoever wrote two papers at least, or is ruled to be one. Of several with one name the
first to enter the archive so has the plain address (``wei-wang``), the next ``wei-wang-2``: later
papers change nothing in that, unless they show two to be one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from papergloss import ids
from papergloss.model import Paper, People, Person, Ruling
from papergloss.people.authorships import Authorships, authorships
from papergloss.people.joining import join
from papergloss.people.rulings import ruled_places

# What an address is made of where a name has no Latin letter.
NAMELESS = "author"


def people(papers: Iterable[Paper], rulings: Sequence[Ruling] = ()) -> People:
    """Tell who wrote the papers; what a person ruled goes before what can be found out."""
    found = authorships(sorted(papers, key=_entry))
    ruled = ruled_places(found, rulings)
    by_ruling: dict[int, list[int]] = defaultdict(list)
    for place, number in ruled.items():
        by_ruling[number].append(place)
    owners = found.owners.tolist()
    groups = join(found, ruled)
    several = [group for group in groups if owners[group[0]] != owners[group[-1]]]
    # By the second paper, which makes a person of a name: the first may have been here for long.
    several.sort(key=lambda group: _second(group, owners))
    persons = _Persons(found)
    for number, group in by_ruling.items():
        persons.add(group, rulings[number])
    for group in several:
        persons.add(group)
    return persons.people()


def _entry(paper: Paper) -> tuple[str, str, str]:
    """When a paper entered the archive; of one day by its slug."""
    first = paper.appearances[0].date if paper.appearances else None
    return paper.month, str(first or ""), paper.slug


def _second(group: Sequence[int], owners: Sequence[int]) -> int:
    first = owners[group[0]]
    return next(place for place in group if owners[place] != first)


class _Persons:
    """Persons, each with an address that no other has."""

    def __init__(self, found: Authorships) -> None:
        self._found = found
        self._slugs = [paper.slug for paper in found.papers]
        self._owners = found.owners.tolist()
        self._printed = [found.printed[number] for number in found.numbers.tolist()]
        self._who = [""] * len(self._printed)
        self._persons: dict[str, Person] = {}

    def add(self, group: Sequence[int], ruling: Ruling | None = None) -> None:
        """Add who the authors at some places, ascending, are."""
        names = ruling.names if ruling else _names(self._printed[place] for place in group)
        slug = ids.slugify(names[0]) or NAMELESS
        if slug in self._persons:
            slug = ids.free_slug(slug, self._persons)
        orcids = self._found.orcids
        orcid = next((orcids[place] for place in group if place in orcids), None)
        self._persons[slug] = Person(
            slug=slug,
            names=names,
            papers=tuple(dict.fromkeys(self._slugs[self._owners[place]] for place in group)),
            orcid=(ruling.orcid if ruling else None) or orcid,
        )
        for place in group:
            self._who[place] = slug

    def people(self) -> People:
        """Give all, and the authors of each paper that has any."""
        spans = zip(self._slugs, pairwise(self._found.starts.tolist()), strict=True)
        wrote = {slug: tuple(self._who[start:end]) for slug, (start, end) in spans if start < end}
        return People(persons=self._persons, wrote=wrote)


def _names(printed: Iterable[str]) -> tuple[str, ...]:
    """Order the ways a name is printed: the most frequent first, of these the longest."""
    counts = Counter(printed)
    if len(counts) == 1:
        return tuple(counts)
    return tuple(sorted(counts, key=lambda name: (-counts[name], -len(name), name)))
