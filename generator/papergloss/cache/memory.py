"""The file in which a build keeps what the next one may use."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec

from papergloss.cache import groups
from papergloss.cache.digests import code_fingerprint, digest, keys_in
from papergloss.cache.groups import Left

log = logging.getLogger(__name__)

# Values wait in memory until there are so many, and are then written together.
_BATCH = 500
# What months of papers hold together is long: with pages of 4 kB the file system took three times
# as long to put such values in and to take the old ones away.
_PAGE_BYTES = 1 << 15
_TABLES = """
CREATE TABLE IF NOT EXISTS entries (key BLOB PRIMARY KEY, value BLOB);
CREATE TABLE IF NOT EXISTS groups (
    folder TEXT, name TEXT, data BLOB, PRIMARY KEY (folder, name)
);
"""

T = TypeVar("T")


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
        # What another version of this program left is of no use: all keys hold the program's code.
        version = int.from_bytes(code_fingerprint()[:4], "big") >> 1
        if self._path.exists() and self._version() != version:
            self._path.unlink()
        self._db = sqlite3.connect(self._path, timeout=2)
        # Of a file that is there already the size of pages stays as it is.
        self._db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        self._db.executescript(f"{_TABLES}PRAGMA user_version = {version};")
        self._stored = {key for (key,) in self._db.execute("SELECT key FROM entries")}

    def _version(self) -> int:
        with closing(sqlite3.connect(self._path, timeout=2)) as db:
            return int(db.execute("PRAGMA user_version").fetchone()[0])

    def _give_up(self, error: Exception) -> None:
        log.warning("this build goes on without its cache: %s", error)
        if self._db:
            self._db.close()
        self._db, self._stored = None, set()

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        if kind is None:
            # First what makes room for the rest.
            stale = [(key,) for key in self._stored - self._used]
            self._write("DELETE FROM entries WHERE key = ?", stale)
            self._flush()
        if self._db is None:
            return
        try:
            if kind is None:
                self._db.commit()
                self._shrink(self._db)
        except sqlite3.Error as error:
            log.warning("the cache could not be written: %s", error)
        self._db.close()

    def _shrink(self, db: sqlite3.Connection) -> None:
        """Give back the room of what was forgotten, where it is more than what is kept."""
        free, pages = (
            db.execute(f"PRAGMA {what}").fetchone()[0] for what in ("freelist_count", "page_count")
        )
        if 2 * free > pages:
            db.execute("VACUUM")

    def _flush(self) -> None:
        self._write("INSERT OR REPLACE INTO entries VALUES (?, ?)", self._new.items())
        self._stored |= self._new.keys()
        self._new = {}

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        if self._db is None:
            return
        try:
            self._db.executemany(statement, rows)
        except sqlite3.Error as error:
            self._give_up(error)

    def __contains__(self, key: bytes) -> bool:
        """Tell whether anything is kept under ``key``."""
        return key in self._new or key in self._stored

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

    def remember(self, key: object, make: Callable[[], T], kind: type[T]) -> tuple[T, bool]:
        """Return what ``make`` gives or gave for a key, and whether it had to be asked.

        What it gives is of ``kind`` to the last tuple, so that it is the same either way.
        """
        place = digest(code_fingerprint(), key)
        packed = self.get(place)
        if packed is not None:
            return msgspec.msgpack.decode(packed, type=kind), False
        made = make()
        self.put(place, msgspec.msgpack.encode(made))
        return made, True

    def lasting(self, key: bytes, make: Callable[[], T]) -> Callable[[], T]:
        """Give ``make``; what it asked the cache for stays, also if it is not called this time.

        Args:
            key: names all that shapes what ``make`` gives, and so what it asks for.
        """
        place = digest(b"lasting", key)
        self._used.update(keys_in(self.get(place) or b""))

        def made() -> T:
            before, self._used = self._used, set()
            try:
                return make()
            finally:
                self.put(place, b"".join(sorted(self._used)))
                self._used |= before

        return made

    def left(self, folder: Path) -> Left:
        """Return what the last build of ``folder`` left there."""
        if self._db is None:
            return Left()
        try:
            query = "SELECT name, data FROM groups WHERE folder = ?"
            rows = self._db.execute(query, (os.fspath(folder.absolute()),)).fetchall()
            return groups.read(rows)
        except sqlite3.Error as error:
            self._give_up(error)
        except msgspec.DecodeError as error:
            log.warning("the cache does not tell what the site is made of: %s", error)
        return Left()

    def leave(self, folder: Path, left: Left, before: Left) -> None:
        """Keep what a build left of ``folder``, where it differs from what was there before."""
        where = os.fspath(folder.absolute())
        gone = before.groups.keys() - left.groups.keys()
        self._write("DELETE FROM groups WHERE folder = ? AND name = ?", ((where, n) for n in gone))
        rows = ((where, *row) for row in groups.rows(left, before))
        self._write("INSERT OR REPLACE INTO groups VALUES (?, ?, ?)", rows)
