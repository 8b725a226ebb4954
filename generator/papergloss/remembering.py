"""What stages remember of papers from build to build, so that the next one reads what changed.

A stage that reads texts one by one asks ``Reader.each``: what it made of a text is kept with a
digest of that text, a month of papers together. Memory saves work and changes nothing: what it
gives back is what would be made again.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
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


def recall(memory: Memory, name: str, key: bytes) -> bytes | None:
    """Return what is kept under ``name``, if that was made of what ``key`` is a digest of.

    The key has its own place: to see that it is another, nothing large has to be read.
    """
    return memory.get(name) if memory.get(_key_of(name)) == key else None


def keep(memory: Memory, name: str, key: bytes, value: bytes) -> None:
    """Keep what was made of what ``key`` is a digest of."""
    memory.put(_key_of(name), key)
    memory.put(name, value)


def renew(memory: Memory, name: str) -> None:
    """Keep what is there under ``name``, and its key."""
    memory.renew(_key_of(name))
    memory.renew(name)


def _key_of(name: str) -> str:
    return f"key of {name}"


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
        shelf = self.shelf(what)
        found = list(map(shelf.known.get, self.keys))
        missing = [place for place, each in enumerate(found) if each is None]
        papers = (self.papers[place] for place in missing)
        for place, made in zip(missing, spread(self.workers, make, papers, size), strict=True):
            found[place] = made
        values = [each for each in found if each is not None]
        shelf.keep(values)
        return values

    def shelf(self, what: str) -> Shelf:
        """Give what is remembered of papers under a name."""
        return Shelf(self.memory, what, self.keys, self.places)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Which papers entered the archive in each month."""
        months: dict[str, list[int]] = {}
        for place, paper in enumerate(self.papers):
            months.setdefault(paper.month, []).append(place)
        return months

    def renew(self, what: str) -> None:
        """Keep what is remembered, where no paper has changed."""
        self.memory.renew(_months(what))
        for month in self.places:
            self.memory.renew(_part(what, month))


class Shelf:
    """What a stage remembers of each paper, a month of papers together.

    ``known`` is that by the digests of papers' texts, those included that are no longer here.
    """

    def __init__(
        self, memory: Memory, what: str, keys: Sequence[bytes], places: Mapping[str, Sequence[int]]
    ) -> None:
        """Look up what is kept under the name ``what``.

        Args:
            keys: digests of the texts of today's papers.
            places: which of these are of each month.
        """
        self._memory, self._what, self._keys, self._places = memory, what, keys, places
        self._months = set((memory.get(_months(what)) or b"").decode().split())
        self._parts = {
            month: dict(unpacked(memory.get(_part(what, month)) or b"")) for month in self._months
        }
        self.known = {key: value for part in self._parts.values() for key, value in part.items()}

    def keep(self, values: Sequence[bytes]) -> None:
        """Keep a value for each of today's papers; only months that differ are written."""
        if self._months != self._places.keys():
            self._memory.put(_months(self._what), " ".join(sorted(self._places)).encode())
        for month, places in self._places.items():
            part = {self._keys[place]: values[place] for place in places}
            if part != self._parts.get(month):
                self._memory.put(_part(self._what, month), packed(list(part.items())))


def _months(what: str) -> str:
    """Name what says of which months anything is kept."""
    return f"months of {what}"


def _part(what: str, month: str) -> str:
    """Name what is kept of a month."""
    return f"{what} of {month}"


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
