"""The errors that Papergloss raises on purpose.

Each says *where* (a file and line, or a URL), *what* is wrong and *what to do*::

    ArchiveError
    ├── ReadError      a listing, note or page under content/ does not fit its format
    ├── ConfigError    mkdocs.yml, a sidecar or content/tags.yml is wrong
    ├── FetchError     a source did not answer, or answered with what we refuse
    │   └── fetch.Failed   … after how many attempts, and with which status
    ├── WriteRefused   a write would lose papers or notes
    ├── DiskError      this machine could not read or write a file
    ├── lock.Busy      another run is at work in this archive
    └── executors.Lost workers died, or their cluster is gone

Anything else that escapes is a defect of ours.
"""

from __future__ import annotations

import errno
from pathlib import Path

# What a person can do about what the system says; whatever else it says is for whoever knows it.
_REMEDIES = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room, or ask for a larger quota",
    errno.EACCES: "let the user who runs this read and write it",
    errno.EPERM: "let the user who runs this read and write it",
    errno.EROFS: "make the file system writable",
    errno.EIO: "see whether the disk is failing",
}


class ArchiveError(Exception):
    """Something a person can mend, with its place and its remedy.

    Args:
        message: what is wrong, one sentence without a full stop.
        where: the file or URL it concerns.
        line: the line in that file, counted from 1.
        remedy: what to do about it, one sentence without a full stop.
    """

    def __init__(
        self, message: str, *, where: str = "", line: int | None = None, remedy: str = ""
    ) -> None:
        self.message = message
        self.where = where
        self.line = line
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.where and self.line else self.where
        text = f"{place}: {self.message}" if place else self.message
        return f"{text}\n  → {self.remedy}" if self.remedy else text


class ReadError(ArchiveError):
    """A listing, note or page does not fit its format."""


class ConfigError(ArchiveError):
    """A setting, sidecar or vocabulary is wrong."""


class FetchError(ArchiveError):
    """A source did not answer, or its answer is refused."""


class WriteRefused(ArchiveError):
    """A write would lose something that must be kept."""


class DiskError(ArchiveError):
    """This machine could not read or write a file."""

    @classmethod
    def of(cls, error: OSError, path: Path | str = "") -> DiskError:
        """Say what the system said; ``path`` names the file where the error itself does not."""
        remedy = _REMEDIES.get(error.errno or 0, "see what is wrong with it")
        return cls(
            f"the system says “{error.strerror or error}”",
            where=str(path or error.filename or ""),
            remedy=f"{remedy}, then run this again: what was there is whole",
        )
