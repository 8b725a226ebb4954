"""What stands in a site's folder: each file with how it lies there, and the folders.

A folder's time changes when a name comes, goes or changes hands in it. So one that lies as an
earlier build left it holds the names that it held then, and asking for each file how it lies takes
half as long as going through the folder.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from papergloss.cache import Left, Lie


class Look:
    """What is found below a folder: ``files`` with how they lie, and ``folders``, both by name.

    Names at the top that start with a dot are left out. Links are removed: they lead out of the
    site.

    Args:
        left: what an earlier build left there.
    """

    def __init__(self, top: Path, left: Left) -> None:
        self.files: dict[str, Lie] = {}
        self.folders: dict[str, Lie] = {}
        self._top = os.fspath(top)
        self._known = left.folders
        self._walk("")
        # Those above come first: below what is no folder any more there is nothing to look for.
        for name in sorted(left.folders):
            if name.rpartition("/")[0] in self.folders and name not in self.folders:
                self._walk(name)
        for name in left.names():
            folder = name.rpartition("/")[0]
            if folder in self.folders and self.folders[folder] == left.folders.get(folder):
                self.files[name] = lie_of(os.lstat(f"{self._top}/{name}"))

    def _walk(self, name: str) -> None:
        """Go through a folder and the unknown ones in it, except where one lies as it did."""
        waiting = [name]
        while waiting:
            name = waiting.pop()
            path = f"{self._top}/{name}" if name else self._top
            # The site's own folder may be a link to where it lies.
            lie = _folder(path, follow=not name)
            if lie is None:
                continue
            self.folders[name] = lie
            if lie != self._known.get(name):
                inner = self._entries(path, f"{name}/" if name else "")
                waiting += [each for each in inner if each not in self._known]

    def _entries(self, path: str, below: str) -> Iterator[str]:
        """Take the files of a folder; yield the folders in it."""
        with os.scandir(path) as entries:
            for entry in entries:
                if not below and entry.name.startswith("."):
                    continue
                if entry.is_symlink():
                    Path(entry.path).unlink()
                elif entry.is_dir():
                    yield below + entry.name
                else:
                    self.files[below + entry.name] = lie_of(entry.stat())


def lie_of(found: os.stat_result) -> Lie:
    """Take from what the system says how a file lies."""
    return Lie(found.st_size, found.st_mtime_ns, found.st_ino)


def _folder(path: str, *, follow: bool) -> Lie | None:
    """Tell how a folder lies, where ``follow`` that which a link leads to; None for none."""
    try:
        found = os.stat(path, follow_symlinks=follow)  # noqa: PTH116 (there are thousands)
    except OSError:
        return None
    return lie_of(found) if stat.S_ISDIR(found.st_mode) else None
