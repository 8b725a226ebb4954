"""What a build's cache remembers of an index: files, or parts of them, by what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeVar

import orjson

from papergloss.cache import Cache, code_fingerprint, digest
from papergloss.executors import Workers, inline, spread
from papergloss.views import LazyDoc, SearchDoc

Item = TypeVar("Item")
Files = Iterable[tuple[str, bytes]]


class Kept:
    """Makes files, or takes them from a cache; without one it makes all. ``made`` counts those.

    What ``each`` makes is made by ``workers``, in this process where there are none.
    """

    def __init__(self, cache: Cache | None = None, workers: Workers | None = None) -> None:
        self._cache = cache
        self._workers = workers or inline()
        self.made = 0

    def key(self, *parts: object) -> str:
        """Name what is made of ``parts``, JSON-like values and documents, by the code of today."""
        return (
            digest(code_fingerprint(), "search", orjson.dumps(parts)).hex() if self._cache else ""
        )

    def names(self, docs: Iterable[SearchDoc]) -> list[str]:
        """Name what each of several documents says itself, by which to name what is made of it.

        The name of one that is lazy leaves out what is known of it already.
        """
        return [doc.key.hex() if isinstance(doc, LazyDoc) else self.key(doc) for doc in docs]

    def files(self, key: str, make: Callable[[], Files]) -> Files:
        """Give what ``make`` gives, or gave when it was last asked for ``key``."""
        packed = self._cache.get(bytes.fromhex(key)) if self._cache else None
        if packed is not None:
            return unbundle(packed)
        self.made += 1
        if self._cache is None:
            return make()
        packed = bundle(make())
        self._cache.put(bytes.fromhex(key), packed)
        return unbundle(packed)

    def renew(self, keys: Iterable[str]) -> None:
        """Keep what is there under keys that nobody had to ask for."""
        if self._cache:
            for key in keys:
                self._cache.renew(bytes.fromhex(key))

    def each(
        self, keys: Sequence[str], make: Callable[[Item], bytes], items: Sequence[Item]
    ) -> Iterator[Files]:
        """Give for each item what ``make`` gives, or gave when it was last asked for its key.

        Args:
            make: stands at the top of a module, and gives its files in a bundle.
        """
        names = [bytes.fromhex(key) for key in keys]
        there = [self._cache is not None and name in self._cache for name in names]
        missing = (item for item, found in zip(items, there, strict=True) if not found)
        made = spread(self._workers, partial(_every, make), missing, 1)
        for name, item, found in zip(names, items, there, strict=True):
            if found:
                # The cache may have broken since it was asked what it has.
                packed = (self._cache and self._cache.get(name)) or make(item)
            else:
                packed = next(made)
                self.made += 1
                if self._cache:
                    self._cache.put(name, packed)
            yield unbundle(packed)


def _every(make: Callable[[Item], bytes], items: Sequence[Item]) -> list[bytes]:
    return [make(item) for item in items]


def bundle(files: Files) -> bytes:
    """Join files: a line of JSON with their names and lengths, then their bytes."""
    found = list(files)
    head = orjson.dumps([[name, len(data)] for name, data in found])
    return b"".join([head, b"\n", *(data for _, data in found)])


def unbundle(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files that were joined."""
    head, _, _ = data.partition(b"\n")
    at = len(head) + 1
    for name, length in orjson.loads(head):
        yield name, data[at : at + length]
        at += length
