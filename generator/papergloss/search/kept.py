"""What a build's cache remembers of an index: files, or parts of them, by what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import orjson

from papergloss.cache import Cache, code_fingerprint, digest

Files = Iterable[tuple[str, bytes]]


class Kept:
    """Makes files, or takes them from a cache; without one it makes all. ``made`` counts those."""

    def __init__(self, cache: Cache | None = None) -> None:
        self._cache = cache
        self.made = 0

    def key(self, *parts: object) -> str:
        """Name what is made of ``parts``, JSON-like values and documents, by the code of today."""
        return (
            digest(code_fingerprint(), "search", orjson.dumps(parts)).hex() if self._cache else ""
        )

    def files(self, key: str, make: Callable[[], Files], parts: Iterable[str] = ()) -> Files:
        """Give what ``make`` gives, or gave when it was last asked for ``key``.

        Args:
            parts: the keys of what ``make`` would ask for in turn, which the cache must not forget.
        """
        if self._cache is None:
            self.made += 1
            return make()
        name = bytes.fromhex(key)
        packed = self._cache.get(name)
        if packed is None:
            self.made += 1
            packed = bundle(make())
            self._cache.put(name, packed)
        else:
            for part in parts:
                self._cache.renew(bytes.fromhex(part))
        return unbundle(packed)


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
