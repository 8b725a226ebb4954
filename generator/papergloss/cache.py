"""What builds remember between runs: finished pages and costly results, by what went into them.

A key is the hash of everything that shapes the value, this program's own code and theme included,
so an entry is either right or not found. One SQLite file, safe to delete and safe when a run is
killed; what a run did not use is forgotten at its end.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson

log = logging.getLogger(__name__)

_PACKAGE = Path(__file__).parent


def digest(*parts: object) -> bytes:
    """Hash values: bytes and text as they are, everything else (dataclasses too) as JSON."""
    found = hashlib.blake2b(digest_size=20)
    for part in parts:
        if isinstance(part, str):
            part = part.encode("utf-8", "surrogatepass")
        data = part if isinstance(part, bytes) else orjson.dumps(part, option=orjson.OPT_SORT_KEYS)
        found.update(len(data).to_bytes(8, "big") + data)
    return found.digest()


@cache
def code_fingerprint() -> bytes:
    """Hash this package's own code, once per process: a new version trusts no old result."""
    return digest_files(_PACKAGE.rglob("*.py"))


def digest_files(paths: Iterable[Path]) -> bytes:
    """Hash the content of files, in order of their paths."""
    found = hashlib.blake2b(digest_size=20)
    for path in sorted(paths):
        found.update(digest(path.read_bytes()))
    return found.digest()


class Cache:
    """A persistent map from digests to bytes. Use it as a context manager.

    A file that is damaged or in use by another run is set aside: the build then costs what it
    costs, and is right.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "build.sqlite"
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}
        self._stored: dict[bytes, bytes] = {}

    def __enter__(self) -> Cache:
        if self._path.exists():
            try:
                with _connect(self._path) as db:
                    self._stored = dict(db.execute("SELECT key, value FROM entries"))
            except sqlite3.Error as error:
                log.warning("the cache is not usable (%s) and is made anew", error)
                self._path.unlink(missing_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        if kind is not None or (not self._new and len(self._used) == len(self._stored)):
            return
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with _connect(self._path) as db:
                self._save(db)
        except (sqlite3.Error, OSError) as error:
            log.warning("the cache could not be written: %s", error)

    def _save(self, db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB)")
        stale = [(key,) for key in self._stored.keys() - self._used]
        db.executemany("DELETE FROM entries WHERE key = ?", stale)
        db.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", self._new.items())

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept under ``key``, or None."""
        self._used.add(key)
        return self._stored.get(key) or self._new.get(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep ``value`` under ``key``."""
        self._used.add(key)
        self._new[key] = value

    def remember(self, key: object, make: Callable[[], object]) -> tuple[Any, bool]:
        """Return what ``make`` gives, as JSON data, and whether it had to be asked."""
        name = digest(code_fingerprint(), key)
        found = self.get(name)
        fresh = found is None
        if found is None:
            found = orjson.dumps(make(), option=orjson.OPT_NON_STR_KEYS)
            self.put(name, found)
        return orjson.loads(found), fresh


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=2)
