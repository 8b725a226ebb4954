"""How neighbours were explained, kept from build to build: one entry of the cache, read at once.

An entry for each explanation would be forgotten by a build in which no paper changed, for such a
build asks for none of them.
"""

from __future__ import annotations

from papergloss.cache import Cache, code_fingerprint, digest

# Neither stands in an explanation, which is words of a text.
_BETWEEN, _AFTER_KEY = b"\x00", b"\x01"


class Reasons:
    """A ``links.related.Memory`` in a cache; ``keep`` writes it back."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._key = digest(code_fingerprint(), "reasons")
        self._known: dict[bytes, bytes] | None = None
        self._used: dict[bytes, bytes] = {}

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept under ``key``, or None."""
        if self._known is None:
            self._known = dict(_read(self._cache.get(self._key) or b""))
        found = self._known.get(key)
        if found is not None:
            self._used[key] = found
        return found

    def put(self, key: bytes, value: bytes) -> None:
        """Keep ``value`` under ``key``."""
        self._used[key] = value

    def keep(self) -> None:
        """Leave to the next build what this one used, or if it used nothing, what there was."""
        if self._used:
            items = (key.hex().encode() + _AFTER_KEY + v for key, v in self._used.items())
            self._cache.put(self._key, _BETWEEN.join(items))
        else:
            self._cache.renew(self._key)


def _read(data: bytes) -> list[tuple[bytes, bytes]]:
    items = (item.partition(_AFTER_KEY) for item in data.split(_BETWEEN) if item)
    return [(bytes.fromhex(key.decode()), value) for key, _, value in items]
