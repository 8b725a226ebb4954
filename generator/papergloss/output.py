"""The folder of the finished site, brought up to date in place.

Files come in by name with their bytes; one that holds them already is left alone, one that differs
is replaced as a whole, and one that nobody asked for is removed at the end. So the folder equals
one made from nothing, whatever stood there before: an older site, one that was killed in the
middle, links to elsewhere. Writing in place also spares the disk: ext4 takes ten times longer to
make a file anew where it has just removed one.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from papergloss import atomic
from papergloss.cache import Stamp

# Of a file written so shortly ago the times may not tell whether somebody has written it since:
# file systems count in steps of up to two seconds. (https://git-scm.com/docs/racy-git)
JUST_NOW = 2_000_000_000


class Lie(NamedTuple):
    """How a file lies on the disk: bytes, nanoseconds of its last change, inode."""

    size: int
    mtime: int
    inode: int


class SiteFolder:
    """Writes one site; ``written``, ``kept`` and ``removed`` count its files.

    What starts with a dot at the top (``.git``, ``.nojekyll``) is somebody else's and stays, as
    MkDocs leaves it too.
    """

    def __init__(self, folder: Path, known: Mapping[str, Stamp] | None = None) -> None:
        """Look at what stands in ``folder``, which need not exist; links in it are removed.

        Args:
            known: what an earlier build left there (``stamps``).
        """
        self.written = self.kept = self.removed = 0
        self.stamps: dict[str, Stamp] = {}
        self._folder = folder
        self._known = known or {}
        self._made: set[str] = set()
        self._found: dict[str, Lie] = {}
        self._folders: set[str] = set()
        for name, lie in _scan(folder) if folder.is_dir() else ():
            if lie is None:
                self._folders.add(name)
            else:
                self._found[name] = lie

    def __contains__(self, name: str) -> bool:
        """Tell whether a file of this name has been put into the site."""
        return name in self.stamps

    def holds(self, name: str, key: bytes) -> bool:
        """Tell whether the file ``name`` lies there as a build left it that gave it this key.

        If so it is part of the site and need not be put. A file that anybody else has touched is
        not held, even if its bytes are the same.
        """
        known, found = self._known.get(name), self._found.get(name)
        if known is None or found is None or known != (key, *found):
            return False
        self.kept += 1
        self.stamps[name] = known
        return True

    def put_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Put several files, each with its name."""
        for name, data in files:
            self.put(name, data)

    def put(self, name: str, data: bytes, key: bytes = b"") -> None:
        """Make the site's file ``name`` (``papers/opera/index.html``) hold ``data``."""
        path = self._folder / name
        found = self._found.get(name)
        if found and found.size == len(data) and path.read_bytes() == data:
            self.kept += 1
            self.stamps[name] = Stamp(key, *found)
            return
        self.written += 1
        if found:
            atomic.write(path, data, sync=False)
            self.stamps[name] = Stamp(key, *_lie(path.stat()))
            return
        self._make_room(name)
        with path.open("xb", buffering=len(data) + 2) as file:
            file.write(data)
            file.flush()
            self.stamps[name] = Stamp(key, *_lie(os.fstat(file.fileno())))

    def adopt(self, folder: Path) -> None:
        """Put in every file below ``folder`` whose name is not in the site yet."""
        for name, lie in _scan(folder):
            if lie is not None and name not in self.stamps:
                self.put(name, (folder / name).read_bytes())

    def finish(self) -> None:
        """Remove the files that were not put in, and the folders that no file needs."""
        for name in self._found.keys() - self.stamps.keys():
            self._remove(name)
        needed: set[str] = set()
        for name in self.stamps:
            while (name := name.rpartition("/")[0]) and name not in needed:
                needed.add(name)
        for name in sorted(self._folders - needed, key=len, reverse=True):
            (self._folder / name).rmdir()

    def settled(self) -> dict[str, Stamp]:
        """Return the files whose times will tell the next build whether anybody touched them."""
        latest = time.time_ns() - JUST_NOW
        return {
            name: stamp for name, stamp in self.stamps.items() if stamp.key and stamp.mtime < latest
        }

    def _remove(self, name: str) -> None:
        del self._found[name]
        (self._folder / name).unlink(missing_ok=True)
        self.removed += 1

    def _make_room(self, name: str) -> None:
        """Make the folders above ``name``; files in their places and a folder in its own go."""
        if name in self._folders:
            for other in [other for other in self._found if other.startswith(f"{name}/")]:
                self._remove(other)
            self._folders = {
                each for each in self._folders if not f"{each}/".startswith(f"{name}/")
            }
            shutil.rmtree(self._folder / name)
        parent = above = name.rpartition("/")[0]
        if parent in self._made:
            return
        while above:
            if above in self._found:
                self._remove(above)
            above = above.rpartition("/")[0]
        (self._folder / parent).mkdir(parents=True, exist_ok=True)
        self._made.add(parent)


def _lie(stat: os.stat_result) -> Lie:
    return Lie(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _scan(folder: Path, below: str = "") -> Iterator[tuple[str, Lie | None]]:
    """Yield the names in a folder, with how files lie there, and None for folders.

    Links are removed: they lead out of the site.
    """
    with os.scandir(folder) as entries:
        for entry in entries:
            name = below + entry.name
            if not below and entry.name.startswith("."):
                continue
            if entry.is_symlink():
                Path(entry.path).unlink()
            elif entry.is_dir():
                yield name, None
                yield from _scan(Path(entry.path), name + "/")
            else:
                yield name, _lie(entry.stat())
