"""What stages remember of papers from build to build, so that the next one reads what changed.

A stage that reads texts one by one asks ``Reader.each``: what it made of a text is kept with a
digest of that text, a month of papers together. Memory saves work and changes nothing: what it
gives back is what would be made again.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Protocol

from papergloss.cache import KEY_BYTES, digest
from papergloss.executors import Workers, inline, spread
from papergloss.model import Paper

if TYPE_CHECKING:
    from papergloss.wordindex import WordIndex

# What the words of abstracts are remembered under.
_WORDS = "words"


class Memory(Protocol):
    """Keeps bytes by name from build to build; a build forgets what it does not ask for."""

    def get(self, name: str) -> bytes | None:
        """Return what is kept under ``name``, or None."""

    def put(self, name: str, value: bytes) -> None:
        """Keep ``value`` under ``name``."""

    def renew(self, name: str) -> None:
        """Keep what is there under ``name``, which this build does not need to read."""


class Nothing:
    """A memory that remembers nothing."""

    def get(self, name: str) -> bytes | None:
        """Return None."""
        return None

    def put(self, name: str, value: bytes) -> None:
        """Forget at once."""

    def renew(self, name: str) -> None:
        """Do nothing."""


def text_keys(papers: Iterable[Paper]) -> list[bytes]:
    """Give for each paper a digest of its name and its text."""
    return [digest(paper.slug, paper.title, paper.abstract) for paper in papers]


class Reader:
    """Gives what stages make of papers one by one, from memory where their texts are as before.

    ``papers`` are ordered by slug, ``keys`` are digests of their texts.
    """

    def __init__(
        self,
        papers: Iterable[Paper],
        memory: Memory | None = None,
        workers: Workers | None = None,
    ) -> None:
        self.papers = sorted(papers, key=lambda paper: paper.slug)
        self.keys = text_keys(self.papers)
        self.memory = Nothing() if memory is None else memory
        self.workers = workers or inline()

    @cached_property
    def index(self) -> WordIndex:
        """Which abstracts have which words."""
        # Most builds ask for none, and numpy takes a while to import.
        from papergloss.wordindex import WordIndex, index_words

        return WordIndex(self.each(_WORDS, index_words))

    def close(self) -> None:
        """Keep what this build did not need to read."""
        if "index" not in self.__dict__:
            self.renew(_WORDS)

    def each(
        self, what: str, make: Callable[[Sequence[Paper]], list[bytes]], size: int = 100
    ) -> list[bytes]:
        """Give what ``make`` makes of each paper.

        Args:
            what: names it in the memory.
            make: stands at the top of a module; its results depend on each paper's text alone.
            size: how many papers ``make`` gets at a time.
        """
        months: dict[str, list[int]] = {}
        for place, paper in enumerate(self.papers):
            months.setdefault(paper.month, []).append(place)
        found: dict[int, bytes] = {}
        stale = [
            month
            for month, places in months.items()
            if not self._recall(f"{what} of {month}", places, found)
        ]
        missing = [place for place in range(len(self.papers)) if place not in found]
        papers = (self.papers[place] for place in missing)
        found.update(zip(missing, spread(self.workers, make, papers, size), strict=True))
        for month in stale:
            values = [(self.keys[place], found[place]) for place in months[month]]
            self.memory.put(f"{what} of {month}", packed(values))
        return [found[place] for place in range(len(self.papers))]

    def renew(self, what: str) -> None:
        """Keep what is remembered, where no paper has changed."""
        for month in {paper.month for paper in self.papers}:
            self.memory.renew(f"{what} of {month}")

    def _recall(self, name: str, places: Sequence[int], found: dict[int, bytes]) -> bool:
        """Look up papers in the memory; tell whether it holds these and no others."""
        known = dict(unpacked(self.memory.get(name) or b""))
        here = {place: self.keys[place] for place in places}
        found.update((place, known[key]) for place, key in here.items() if key in known)
        return known.keys() == set(here.values())


def packed(items: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Join values, each with a key of ``KEY_BYTES`` bytes."""
    sizes = array("Q", [len(items), *(len(value) for _, value in items)])
    keys = b"".join(key for key, _ in items)
    return b"".join([sizes.tobytes(), keys, *(value for _, value in items)])


def unpacked(data: bytes) -> Iterable[tuple[bytes, bytes]]:
    """Give the keys and values that were joined."""
    if not data:
        return []
    (count,) = array("Q", data[:8])
    sizes = array("Q", data[8 : 8 * count + 8])
    at = 8 * count + 8
    first = at + KEY_BYTES * count
    keys = [data[start : start + KEY_BYTES] for start in range(at, first, KEY_BYTES)]
    ends = accumulate(sizes, initial=first)
    return zip(keys, (data[start:end] for start, end in pairwise(ends)), strict=True)
