"""What stages remember of papers from build to build, so that the next one reads what changed.

A stage that reads texts one by one asks ``Reader.each``: what it made of a text is kept with a
digest of that text (``Shelf``). Memory saves work and changes nothing: what it
gives back is what would be made again.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Protocol

from papergloss.cache import KEY_BYTES, digest, keys_in
from papergloss.executors import Workers, inline, spread
from papergloss.model import Paper

if TYPE_CHECKING:
    from papergloss.wordindex import WordIndex

# What the words of abstracts are remembered under.
_WORDS = "words"

# Where a greater share of what is remembered of papers is new, all of it is written.
_MOST_LATE = 1 / 8


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
        return Shelf(self.memory, what, self.keys)

    def renew(self, what: str) -> None:
        """Keep what is remembered, where no paper has changed."""
        for name in _names(what):
            self.memory.renew(name)


class Shelf:
    """What a stage remembers of each paper; a small change of it is written apart from the rest.

    ``known`` is that by the digests of papers' texts, as the build before this one left it.
    """

    def __init__(self, memory: Memory, what: str, keys: Sequence[bytes]) -> None:
        """Look up what is kept under the name ``what``; ``keys`` are of today's papers."""
        self._memory, self._what, self._keys = memory, what, keys
        rest, late, gone = (memory.get(name) or b"" for name in _names(what))
        self._rest = dict(unpacked(rest))
        self._late, self._gone = late, gone
        self.known = self._rest | dict(unpacked(late))
        for key, _ in unpacked(gone):
            del self.known[key]

    def keep(self, values: Iterable[bytes]) -> None:
        """Keep a value for each of today's papers, and nothing of others."""
        today = dict(zip(self._keys, values, strict=True))
        late = {key: value for key, value in today.items() if self._rest.get(key) != value}
        gone = sorted(self._rest.keys() - today.keys())
        rest, beside, without = _names(self._what)
        if len(late) + len(gone) > _MOST_LATE * len(today):
            self._memory.put(rest, packed(list(today.items())))
            late, gone = {}, []
        for name, before, items in (
            (beside, self._late, list(late.items())),
            (without, self._gone, [(key, b"") for key in gone]),
        ):
            if (now := packed(items) if items else b"") != before:
                self._memory.put(name, now)


def _names(what: str) -> tuple[str, str, str]:
    """Name what is kept of most papers, what is newer than that, and what is no more of it."""
    return what, f"{what}: newer", f"{what}: gone"


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
    keys = keys_in(data[at:first])
    ends = accumulate(sizes, initial=first)
    return zip(keys, (data[start:end] for start, end in pairwise(ends)), strict=True)
