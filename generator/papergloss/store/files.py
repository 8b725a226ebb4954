"""Files as bytes or as text; one that cannot be had is an error with its name, not a traceback."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from papergloss.errors import DiskError, ReadError

# More than a paper's file holds.
_AT_ONCE = 1 << 16


def read_bytes(path: Path) -> bytes:
    """Read a file; DiskError where the system refuses."""
    try:
        return _read(path)
    except OSError as error:
        raise DiskError.of(error, path) from error


def _read(path: Path) -> bytes:
    """Read a file as ``path.read_bytes`` does, in half the time: papers come by ten thousands."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return b"".join(iter(lambda: os.read(descriptor, _AT_ONCE), b""))
    finally:
        os.close(descriptor)


def read_text(path: Path) -> str:
    """Read a file of UTF-8, with or without a byte order mark, its line ends as ``\\n``.

    Raises:
        DiskError: the system refuses.
        ReadError: it is not UTF-8.
    """
    data = read_bytes(path).removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is not UTF-8"
        raise ReadError(message, where=str(path), line=line, remedy="save it as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
