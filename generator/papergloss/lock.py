"""One run at a time: whoever fetches, adds or updates holds the archive's lock meanwhile.

The lock is the kernel's (``flock``), so it ends with the process that holds it, however that ends,
and a file left behind locks nothing.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from papergloss.errors import ArchiveError

#: Below the archive's folder, beside the cache, which is in no repository.
LOCK = ".cache/papergloss.lock"


class Busy(ArchiveError):
    """Another run is at work in this archive."""


@contextmanager
def held(root: Path, what: str) -> Iterator[None]:
    """Hold the lock of the archive in ``root``; ``what`` tells others what is going on.

    Raises:
        Busy: another run holds it.
    """
    path = root / LOCK
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = _locked(path)
    try:
        note = f"{what}, process {os.getpid()}, since {datetime.now():%H:%M:%S}"
        os.ftruncate(handle, 0)
        os.pwrite(handle, note.encode(), 0)
        yield
    finally:
        os.ftruncate(handle, 0)
        os.close(handle)


def _locked(path: Path) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever deletes .cache/ between the two lines above leaves us a lock on nothing.
            if path.exists() and path.stat().st_ino == os.fstat(handle).st_ino:
                return handle
        except BlockingIOError:
            note = os.pread(handle, 200, 0).decode(errors="replace")
            os.close(handle)
            raise Busy(
                f"another run is at work here ({note or 'just starting'})",
                where=str(path),
                remedy="wait for it to end; nothing was changed",
            ) from None
        os.close(handle)
