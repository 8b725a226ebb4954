"""A memory between builds, as a build's cache is one."""

from __future__ import annotations


class Kept:
    """A memory between builds that forgets what a build does not ask for."""

    def __init__(self, before: Kept | None = None) -> None:
        self.held: dict[str, bytes] = {}
        self._before = before.held if before else {}

    def get(self, name: str) -> bytes | None:
        """Return what this build or the one before put there, or None."""
        self.renew(name)
        return self.held.get(name)

    def put(self, name: str, value: bytes) -> None:
        """Keep a value."""
        self.held[name] = value

    def renew(self, name: str) -> None:
        """Keep what the build before put there."""
        if name not in self.held and name in self._before:
            self.held[name] = self._before[name]
