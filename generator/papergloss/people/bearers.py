"""Which names stand on which papers, as numbers that last from build to build, and what changed.

What is kept of a paper is a number for each of its authors' names, and one for an ORCID: papers
that are new, gone or changed tell which names' bearers have to be looked at anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray

from papergloss.arrays import Ints
from papergloss.cache import digest
from papergloss.hashed import Numbers
from papergloss.model import Paper
from papergloss.people.names import parse
from papergloss.remembering import Memory, Shelf

_BEARERS = "bearers of names"
_RECORD = np.dtype([("name", np.uint64), ("orcid", np.uint64)])
_NUMBERS = Numbers()

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearers:
    """Names by the places of authors: those of paper ``i`` are ``starts[i]:starts[i + 1]``.

    ``keys`` are digests of all that tells who wrote a paper. ``sizes`` says how many authors a
    paper had that was there before, by its digest. ``changed`` are the names on papers that are not
    as they were, and those that share an ORCID with these.
    """

    keys: Sequence[bytes]
    starts: Ints
    names: Hashes
    sizes: dict[bytes, int]
    changed: Hashes


def bearers(papers: Sequence[Paper], memory: Memory, always: Iterable[str] = ()) -> Bearers:
    """Look up the names on papers, and compare them with what was kept.

    Args:
        always: names, as printed, that count as changed where anything has.
    """
    keys = [
        digest((each.slug, each.month, each.appearances[:1], each.authors, each.tags))
        for each in papers
    ]
    shelf = Shelf(memory, _BEARERS, keys)
    found = [shelf.known.get(key) for key in keys]
    fresh = list(_packed([papers[row] for row, each in enumerate(found) if each is None]))
    made = iter(fresh)
    today = [next(made) if each is None else each for each in found]
    gone = [shelf.known[key] for key in shelf.known.keys() - set(keys)]
    shelf.keep(today)
    sizes = np.fromiter(map(len, today), np.int64, len(today)) // _RECORD.itemsize
    records = _unpacked(today)
    changed = set(_unpacked([*fresh, *gone])["name"].tolist())
    if changed:
        changed.update(map(_NAMES.__getitem__, always))
    return Bearers(
        keys=keys,
        starts=np.concatenate([[0], np.cumsum(sizes)]),
        names=np.ascontiguousarray(records["name"]),
        sizes={key: len(each) // _RECORD.itemsize for key, each in shelf.known.items()},
        changed=_closed(changed, [records, _unpacked(gone)]),
    )


class _Names(dict[str, int]):
    """The numbers of names as they are printed; those that may be one person's share one."""

    def __missing__(self, printed: str) -> int:
        self[printed] = number = _NUMBERS[" ".join(parse(printed).key)]
        return number


_NAMES = _Names()


def _packed(papers: Sequence[Paper]) -> Iterator[bytes]:
    """Write records of each paper's authors."""
    authors = [author for paper in papers for author in paper.authors]
    names = np.array([_NAMES[author.name] for author in authors], np.uint64)
    orcids = [_NUMBERS[author.orcid] if author.orcid else 0 for author in authors]
    data = np.rec.fromarrays([names, np.array(orcids, np.uint64)], dtype=_RECORD).tobytes()
    ends = accumulate((_RECORD.itemsize * len(paper.authors) for paper in papers), initial=0)
    return (data[start:end] for start, end in pairwise(ends))


def _unpacked(kept: Sequence[bytes]) -> NDArray[np.void]:
    return np.frombuffer(b"".join(kept), _RECORD)


def _closed(changed: Collection[int], tables: Sequence[NDArray[np.void]]) -> Hashes:
    """Add the names that share an ORCID with some, and those that share one with these."""
    records = np.concatenate(tables)
    records = records[records["orcid"] != 0]
    names = np.array(sorted(changed), np.uint64)
    while True:
        orcids = records["orcid"][np.isin(records["name"], names)]
        beside = records["name"][np.isin(records["orcid"], orcids)]
        more: Hashes = np.union1d(names, beside)
        if len(more) == len(names):
            return more
        names = more
