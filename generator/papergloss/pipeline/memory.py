"""The memory of stages (``remembering``), kept in the cache of a build."""

from __future__ import annotations

from papergloss.cache import Cache, code_fingerprint, digest


class CacheMemory:
    """What stages remember, as entries of a cache; another version of the program trusts none.

    ``written`` counts what was put into it.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self.written = 0

    def get(self, name: str) -> bytes | None:
        """Return what is kept under ``name``, or None."""
        return self._cache.get(_key(name))

    def put(self, name: str, value: bytes) -> None:
        """Keep ``value`` under ``name``."""
        self._cache.put(_key(name), value)
        self.written += 1

    def renew(self, name: str) -> None:
        """Keep what is there under ``name``, which this build does not need to read."""
        self._cache.renew(_key(name))


def _key(name: str) -> bytes:
    return digest(code_fingerprint(), "memory", name)
