"""The folder of the finished site, brought up to date in place.

Files come in by name with their bytes; one that holds them already is left alone, one that differs
is replaced as a whole, and one that nobody asked for is removed at the end. So the folder equals
one made from nothing, whatever stood there before: an older site, one that was killed in the
middle, links to elsewhere. Writing in place also spares the disk: ext4 takes ten times longer to
make a file anew where it has just removed one.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from papergloss import atomic
from papergloss.cache import Stamp

# Of a file written so shortly ago the times may not tell whether somebody has written it since:
# file systems count in steps of up to two seconds (https://git-scm.com/docs/racy-git). It is read.
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
            known: what an earlier build left there (``settled``).
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
        """Tell whether the file ``name`` still is what an earlier build made of what ``key`` names.

        If so it is part of the site, and need not be put.
        """
        known = self._known.get(name)
        if known is None or known.key != key or not self._lies(name, known.content):
            return False
        self._keep(name, known.key, known.content)
        return True

    def put_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Put several files, each with its name."""
        for name, data in files:
            self.put(name, data)

    def put(self, name: str, data: bytes, key: bytes = b"") -> None:
        """Make the site's file ``name`` (``papers/opera/index.html``) hold ``data``.

        Args:
            key: names all that shaped the bytes, for ``holds`` in the next build.
        """
        content = _content(data)
        if self._lies(name, content):
            self._keep(name, key, content)
            return
        self.written += 1
        if name in self._found:
            path = self._folder / name
            atomic.write(path, data, sync=False)
            lie = _lie(path.stat())
        else:
            self._make_room(name)
            lie = _new(f"{self._folder}/{name}", data)
        self.stamps[name] = Stamp(key, content, *lie)

    def _keep(self, name: str, key: bytes, content: bytes) -> None:
        self.kept += 1
        self.stamps[name] = Stamp(key, content, *self._found[name])

    def _lies(self, name: str, content: bytes) -> bool:
        """Tell whether there is a file of such content; read it only if it may have changed."""
        found, known = self._found.get(name), self._known.get(name)
        if found is None:
            return False
        if known and known[2:] == found:
            return known.content == content
        return _content((self._folder / name).read_bytes()) == content

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
        """Return what the next build may know of the files, for ``known``."""
        latest = time.time_ns() - JUST_NOW
        return {
            name: stamp if stamp.mtime < latest else stamp._replace(mtime=0)
            for name, stamp in self.stamps.items()
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
        if parent not in self._folders:
            _make_folder(f"{self._folder}/{parent}")
        self._made.add(parent)


def _content(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=16).digest()


def _make_folder(path: str) -> None:
    """Make a folder, mostly one whose parent is there: of a new page's two calls one is this."""
    try:
        os.mkdir(path)  # noqa: PTH102 (a Path costs as much as the call)
    except OSError:
        Path(path).mkdir(parents=True, exist_ok=True)


def _new(path: str, data: bytes) -> Lie:
    """Make a file with as few calls to the system as there can be; new pages come by thousands."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        written = os.write(descriptor, data)
        while written < len(data):
            written += os.write(descriptor, data[written:])
        return _lie(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def _lie(stat: os.stat_result) -> Lie:
    return Lie(stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _scan(folder: Path) -> Iterator[tuple[str, Lie | None]]:
    """Yield the names below a folder, with how files lie there, and None for folders.

    Links are removed: they lead out of the site.
    """
    waiting = [(os.fspath(folder), "")]
    while waiting:
        path, below = waiting.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                name = below + entry.name
                if not below and entry.name.startswith("."):
                    continue
                if entry.is_symlink():
                    Path(entry.path).unlink()
                elif entry.is_dir():
                    yield name, None
                    waiting.append((entry.path, f"{name}/"))
                else:
                    yield name, _lie(entry.stat())
