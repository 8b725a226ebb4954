"""What people ruled of authors: which authorships it is about, and what is about nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from papergloss.errors import ReadError
from papergloss.model import Paper, Ruling
from papergloss.people.authorships import Authorships


def ruled_places(found: Authorships, rulings: Sequence[Ruling]) -> dict[int, int]:
    """Give the places that a ruling is about, ascending, each with the number of the ruling.

    One that names papers goes before one that does not.
    """
    about: dict[str, list[int]] = defaultdict(list)
    for number in sorted(range(len(rulings)), key=lambda number: not rulings[number].papers):
        for name in rulings[number].names:
            about[name].append(number)
    ruled = {}
    for place, name in enumerate(found.numbers.tolist()) if about else ():
        for number in about.get(found.printed[name], ()):
            wanted = rulings[number].papers
            if not wanted or found.papers[found.owners[place]].slug in wanted:
                ruled[place] = number
                break
    return ruled


def slips(rulings: Iterable[Ruling], papers: Iterable[Paper], where: str) -> Iterator[ReadError]:
    """Say which names and papers of rulings are not there."""
    rulings = tuple(rulings)
    if not rulings:
        return
    bearing: dict[str, set[str]] = defaultdict(set)
    slugs = set()
    for paper in papers:
        slugs.add(paper.slug)
        for author in paper.authors:
            bearing[author.name].add(paper.slug)
    for ruling in rulings:
        if not any(name in bearing for name in ruling.names):
            message = f"no paper has an author {' or '.join(ruling.names)}"
            yield ReadError(message, where=where, line=ruling.line, remedy=_SPELLING)
        for slug in ruling.papers:
            if not any(slug in bearing.get(name, ()) for name in ruling.names):
                lacks = f"is not by {ruling.names[0]}" if slug in slugs else "is not here"
                yield ReadError(f"the paper {slug} {lacks}", where=where, line=ruling.line)


_SPELLING = "names are spelt as the papers print them, accents and initials included"
