"""Files as bytes or as text; one that cannot be had is an error with its name, not a traceback."""

from __future__ import annotations

from pathlib import Path

from papergloss.errors import DiskError, ReadError


def read_bytes(path: Path) -> bytes:
    """Read a file; DiskError where the system refuses."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DiskError.of(error, path) from error


def read_text(path: Path) -> str:
    """Read a file of UTF-8, with or without a byte order mark, its line ends as ``\\n``.

    Raises:
        DiskError: the system refuses.
        ReadError: it is not UTF-8.
    """
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is not UTF-8"
        raise ReadError(message, where=str(path), line=line, remedy="save it as UTF-8") from None
    return text.replace("\r\n", "\n").replace("\r", "\n")
