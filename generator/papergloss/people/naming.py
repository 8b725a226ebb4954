"""Papers and rulings → people, each with a name and the address of a page, which stays.

A person is whoever wrote two papers at least, or is ruled to be one. Of several with one name the
first to enter the archive so has the plain address (``wei-wang``), the next ``wei-wang-2``: later
papers change nothing in that, unless they show two to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from papergloss import ids
from papergloss.arrays import Ints, starts_of
from papergloss.model import Paper, People, Person, Ruling
from papergloss.people.bearers import bearers
from papergloss.people.known import Known, Wrote, recalled, remember
from papergloss.people.renewal import who_wrote
from papergloss.remembering import Memory, Nothing

# What an address is made of where a name has no Latin letter.
NAMELESS = "author"

_NUMBERED = re.compile(r"-\d+$")


def people(
    papers: Iterable[Paper], rulings: Sequence[Ruling] = (), memory: Memory | None = None
) -> People:
    """Tell who wrote the papers; what a person ruled goes before what can be found out.

    Args:
        memory: knows who was who in a build before this one, which saves work and changes nothing.
    """
    ordered = sorted(papers, key=_entry)
    memory = memory or Nothing()
    borne = bearers(ordered, memory, [name for ruling in rulings for name in ruling.names])
    found = who_wrote(ordered, borne, rulings, recalled(memory, borne, rulings))
    owners = np.repeat(np.arange(len(ordered)), np.diff(borne.starts))
    found = _addressed(_in_order(found, owners))
    remember(memory, borne, rulings, found)
    return _told([paper.slug for paper in ordered], found, owners, borne.starts)


def _entry(paper: Paper) -> tuple[str, str, str]:
    """When a paper entered the archive; of one day by its slug."""
    first = paper.appearances[0].date if paper.appearances else None
    return paper.month, str(first or ""), paper.slug


def _in_order(found: Wrote, owners: Ints) -> Wrote:
    """Put persons in order, and leave out who wrote nothing; who is ruled to be one comes first.

    Others go by the second paper, which makes a person of a name: the first may have been here for
    long.
    """
    places = _by_person(found.numbers)
    present, firsts = np.unique(found.numbers[places], return_index=True)
    persons = [found.persons[number - 1] for number in present.tolist()]
    sizes = np.diff(np.append(firsts, len(places)))
    later = places[owners[places] != np.repeat(owners[places[firsts]], sizes)]
    having, seconds = np.unique(found.numbers[later], return_index=True)
    where = places[firsts]
    where[np.searchsorted(present, having)] = later[seconds]
    ruled = np.array([person.ruled for person in persons], np.bool_)
    where[ruled] = places[firsts[ruled]]
    order = np.lexsort((where, ~ruled))
    numbers = np.zeros(len(found.persons) + 1, np.int64)
    numbers[present[order]] = np.arange(len(order)) + 1
    return Wrote(
        numbers=numbers[found.numbers], persons=[persons[place] for place in order.tolist()]
    )


def _by_person(numbers: Ints) -> Ints:
    """Give the places where anybody stands, person by person."""
    places = np.flatnonzero(numbers)
    return places[np.argsort(numbers[places], kind="stable")]


def _addressed(found: Wrote) -> Wrote:
    """Give each person an address that no other has."""
    taken: dict[str, Known] = {}
    for person in found.persons:
        # One that does not end in a number was made of the name alone.
        known = person.slug and not _NUMBERED.search(person.slug)
        slug = person.slug if known else ids.slugify(person.names[0]) or NAMELESS
        if slug in taken:
            slug = ids.free_slug(slug, taken)
        taken[slug] = person if slug == person.slug else replace(person, slug=slug)
    return Wrote(numbers=found.numbers, persons=list(taken.values()))


def _told(papers: Sequence[str], found: Wrote, owners: Ints, starts: Ints) -> People:
    """Give all persons, and the authors of each paper that has any."""
    places = _by_person(found.numbers)
    numbers, rows = found.numbers[places], owners[places]
    once = np.flatnonzero(np.diff(numbers, prepend=0) | np.diff(rows, prepend=-1))
    wrote = [papers[row] for row in rows[once].tolist()]
    spans = pairwise(starts_of(numbers[once] - 1, len(found.persons)).tolist())
    persons = {
        person.slug: Person(
            slug=person.slug,
            names=person.names,
            papers=tuple(wrote[start:end]),
            orcid=person.orcid,
        )
        for person, (start, end) in zip(found.persons, spans, strict=True)
    }
    slugs = ["", *persons]
    who = [slugs[number] for number in found.numbers.tolist()]
    authors = zip(papers, pairwise(starts.tolist()), strict=True)
    return People(
        persons=persons,
        wrote={paper: tuple(who[start:end]) for paper, (start, end) in authors if start < end},
    )
