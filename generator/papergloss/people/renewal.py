"""Who wrote what, decided anew for the names that changed and left as it was for all others.

Whether two who bear a name are one depends on the papers that bear this name, and on those that
bear another with the same ORCID. So papers that came, went or changed touch the names on them, and
what shares an ORCID with these (``bearers``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from papergloss.arrays import Ints, spans
from papergloss.model import Paper, Ruling
from papergloss.people.authorships import Authorships, authorships
from papergloss.people.bearers import Bearers
from papergloss.people.joining import join
from papergloss.people.known import Known, Wrote
from papergloss.people.rulings import ruled_places


def who_wrote(
    papers: Sequence[Paper], borne: Bearers, rulings: Sequence[Ruling], before: Wrote | None
) -> Wrote:
    """Say who stands at each place; the persons come in no order.

    Args:
        papers: in the order in which they entered the archive.
        before: who stood there, if that is known.
    """
    if before is None:
        anew = np.ones(len(borne.names), np.bool_)
        before = Wrote(numbers=np.zeros(len(anew), np.int64), persons=[])
    else:
        anew = np.isin(borne.names, borne.changed)
    owners = np.repeat(np.arange(len(papers)), np.diff(borne.starts))
    rows = np.unique(owners[anew])
    places = spans(borne.starts, rows)[0]
    found = authorships([papers[row] for row in rows.tolist()])
    numbers = np.where(anew, 0, before.numbers)
    persons = list(before.persons)
    for person, group in _persons(found, rulings, np.flatnonzero(~anew[places])):
        persons.append(person)
        numbers[places[group]] = len(persons)
    return Wrote(numbers=numbers, persons=persons)


def _persons(
    found: Authorships, rulings: Sequence[Ruling], others: Ints
) -> Iterator[tuple[Known, list[int]]]:
    """Give persons, each with the places of one; those at the ``others`` are decided already."""
    ruled = ruled_places(found, rulings)
    by_ruling: dict[int, list[int]] = defaultdict(list)
    for place, number in ruled.items():
        by_ruling[number].append(place)
    for number, group in by_ruling.items():
        ruling = rulings[number]
        orcid = ruling.orcid or _orcid(found, group)
        yield Known(names=ruling.names, orcid=orcid, ruled=True), group
    owners, numbers = found.owners.tolist(), found.numbers.tolist()
    for group in join(found, [*ruled, *others.tolist()]):
        if owners[group[0]] != owners[group[-1]]:
            names = _names(found.printed[numbers[place]] for place in group)
            yield Known(names=names, orcid=_orcid(found, group)), group


def _orcid(found: Authorships, group: Iterable[int]) -> str | None:
    return next((found.orcids[place] for place in group if place in found.orcids), None)


def _names(printed: Iterable[str]) -> tuple[str, ...]:
    """Order the ways a name is printed: the most frequent first, of these the longest."""
    counts = Counter(printed)
    if len(counts) == 1:
        return tuple(counts)
    return tuple(sorted(counts, key=lambda name: (-counts[name], -len(name), name)))
