"""Papers and rulings → people, each with a name and the address of a page, which stays.

A person is whoever wrote two papers at least, or is ruled to be one. Of several with one name the
first to enter the archive so has the plain address (``wei-wang``), the next ``wei-wang-2``: later
papers change nothing in that, unless they show two to be one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from papergloss import ids
from papergloss.model import Paper, People, Person, Ruling
from papergloss.people.joining import Authorship, authorships, join
from papergloss.people.rulings import ruled_places

# What an address is made of where a name has no Latin letter.
NAMELESS = "author"


def people(papers: Iterable[Paper], rulings: Sequence[Ruling] = ()) -> People:
    """Tell who wrote the papers; what a person ruled goes before what can be found out."""
    ordered = sorted(papers, key=_entry)
    found = authorships(ordered)
    ruled = ruled_places(found, rulings)
    free = [place for place in range(len(found)) if place not in ruled]
    groups = ([free[at] for at in group] for group in join([found[place] for place in free]))
    by_ruling: dict[int, list[int]] = defaultdict(list)
    for place, number in ruled.items():
        by_ruling[number].append(place)
    by_place = {group[0]: rulings[number] for number, group in by_ruling.items()}
    known = [group for group in groups if group[1:] and _papers(group, found)[1:]]
    # By the second paper, which makes a person of a name: the first may have been here for long.
    known.sort(key=lambda group: _second(group, found))
    return _named([*by_ruling.values(), *known], found, by_place)


def _entry(paper: Paper) -> tuple[str, str, str]:
    """When a paper entered the archive; of one day by its slug."""
    first = paper.appearances[0].date if paper.appearances else None
    return paper.month, str(first or ""), paper.slug


def _papers(group: Sequence[int], found: Sequence[Authorship]) -> tuple[str, ...]:
    """The papers of a group, as they entered the archive."""
    return tuple(dict.fromkeys(found[place].paper.slug for place in group))


def _second(group: Sequence[int], found: Sequence[Authorship]) -> int:
    first = found[group[0]].paper.slug
    return next(place for place in group if found[place].paper.slug != first)


def _named(
    groups: Iterable[Sequence[int]], found: Sequence[Authorship], rulings: Mapping[int, Ruling]
) -> People:
    persons: dict[str, Person] = {}
    who: dict[int, str] = {}
    for group in groups:
        ruling = rulings.get(group[0])
        names = ruling.names if ruling else _names(found[place].author.name for place in group)
        slug = ids.free_slug(ids.slugify(names[0]) or NAMELESS, persons)
        orcid = next(filter(None, (found[place].author.orcid for place in group)), None)
        persons[slug] = Person(
            slug=slug,
            names=names,
            papers=_papers(group, found),
            orcid=(ruling.orcid if ruling else None) or orcid,
        )
        who.update(dict.fromkeys(group, slug))
    wrote: dict[str, list[str]] = defaultdict(list)
    for place, each in enumerate(found):
        wrote[each.paper.slug].append(who.get(place, ""))
    return People(persons=persons, wrote={slug: tuple(authors) for slug, authors in wrote.items()})


def _names(printed: Iterable[str]) -> tuple[str, ...]:
    """Order the ways a name is printed: the most frequent first, of these the longest."""
    counts = Counter(printed)
    return tuple(sorted(counts, key=lambda name: (-counts[name], -len(name), name)))
