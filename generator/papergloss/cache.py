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


# Finished pages wait in memory until there are so many, and are then written together.
_BATCH = 500


class Cache:
    """A persistent map from digests to bytes. Use it as a context manager.

    All that a run adds becomes part of it at the run's end, together, or not at all. A file that is
    damaged or in use by another run is set aside: the build then costs what it costs, and is right.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "build.sqlite"
        self._db: sqlite3.Connection | None = None
        self._stored: set[bytes] = set()
        self._used: set[bytes] = set()
        self._new: dict[bytes, bytes] = {}

    def __enter__(self) -> Cache:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._open()
        except sqlite3.OperationalError as error:
            self._give_up(error)
        except sqlite3.DatabaseError as error:
            log.warning("the cache is not usable (%s) and is made anew", error)
            self._give_up(error)
            self._path.unlink(missing_ok=True)
            self._open()
        except OSError as error:
            self._give_up(error)
        return self

    def _open(self) -> None:
        self._db = sqlite3.connect(self._path, timeout=2)
        self._db.execute("CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB)")
        self._stored = {key for (key,) in self._db.execute("SELECT key FROM entries")}

    def _give_up(self, error: Exception) -> None:
        log.warning("this build goes on without its cache: %s", error)
        if self._db:
            self._db.close()
        self._db, self._stored = None, set()

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        if kind is None:
            self._flush()
            stale = [(key,) for key in self._stored - self._used]
            self._write("DELETE FROM entries WHERE key = ?", stale)
        if self._db is None:
            return
        try:
            if kind is None:
                self._db.commit()
        except sqlite3.Error as error:
            log.warning("the cache could not be written: %s", error)
        self._db.close()

    def _flush(self) -> None:
        self._write("INSERT OR REPLACE INTO entries VALUES (?, ?)", self._new.items())
        self._stored |= self._new.keys()
        self._new = {}

    def _write(self, statement: str, rows: Iterable[tuple[bytes, ...]]) -> None:
        if self._db is None:
            return
        try:
            self._db.executemany(statement, rows)
        except sqlite3.Error as error:
            self._give_up(error)

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept under ``key``, or None."""
        self._used.add(key)
        if key in self._new:
            return self._new[key]
        if self._db is None or key not in self._stored:
            return None
        try:
            found = self._db.execute("SELECT value FROM entries WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error as error:
            self._give_up(error)
            return None
        return bytes(found[0]) if found else None

    def renew(self, key: bytes) -> None:
        """Keep what is there under ``key``, which this run did not need to read."""
        self._used.add(key)

    def put(self, key: bytes, value: bytes) -> None:
        """Keep ``value`` under ``key``."""
        self._used.add(key)
        if self._db is not None:
            self._new[key] = value
            if len(self._new) >= _BATCH:
                self._flush()

    def remember(self, key: object, make: Callable[[], object]) -> tuple[Any, bool]:
        """Return what ``make`` gives, as JSON data, and whether it had to be asked."""
        name = digest(code_fingerprint(), key)
        found = self.get(name)
        fresh = found is None
        if found is None:
            found = orjson.dumps(make(), option=orjson.OPT_NON_STR_KEYS)
            self.put(name, found)
        return orjson.loads(found), fresh
