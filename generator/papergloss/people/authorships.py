"""Papers → their authors in one row, as numbers: what tells quickly which names meet again."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from papergloss.arrays import Ints
from papergloss.model import Paper
from papergloss.people.names import Name, parse

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorships:
    """Every author of every paper, in the order of ``papers``; each has a place.

    Those of paper ``i`` are ``starts[i]:starts[i + 1]``, and ``owners`` gives the paper of each.
    ``numbers`` leads from a place to the name: to how it is ``printed``, and what that says
    (``names``). Only those with the same number in ``keys`` may be one person by their names, and
    only where these are ``full``. ``orcids`` is by place.
    """

    papers: Sequence[Paper]
    starts: Ints
    owners: Ints
    numbers: Ints
    printed: Sequence[str]
    names: Sequence[Name]
    keys: Ints
    full: NDArray[np.bool_]
    orcids: Mapping[int, str]

    def middle(self, place: int) -> tuple[str, ...]:
        """Give what stands between the first and the last name."""
        name: Name = self.names[self.numbers[place]]
        return name.middle


def authorships(papers: Sequence[Paper]) -> Authorships:
    """Give every author of every paper."""
    sizes = np.fromiter((len(paper.authors) for paper in papers), np.int64, len(papers))
    authors = list(chain.from_iterable(paper.authors for paper in papers))
    number_of = numbered(author.name for author in authors)
    names = list(map(parse, number_of))
    key_of = numbered(name.key for name in names)
    numbers = np.fromiter((number_of[author.name] for author in authors), np.int64, len(authors))
    keys = np.fromiter((key_of[name.key] for name in names), np.int64, len(names))
    full = np.fromiter((name.full for name in names), np.bool_, len(names))
    return Authorships(
        papers=papers,
        starts=np.concatenate([[0], np.cumsum(sizes)]),
        owners=np.repeat(np.arange(len(papers)), sizes),
        numbers=numbers,
        printed=list(number_of),
        names=names,
        keys=keys[numbers],
        full=full[numbers],
        orcids={place: each.orcid for place, each in enumerate(authors) if each.orcid},
    )


def numbered(values: Iterable[T]) -> dict[T, int]:
    """Give each of some values a number, in the order in which they first come."""
    return {value: number for number, value in enumerate(dict.fromkeys(values))}
