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
from collections.abc import Iterable, Iterator
from pathlib import Path

from papergloss import atomic


class SiteFolder:
    """Writes one site; ``written``, ``kept`` and ``removed`` count its files.

    What starts with a dot at the top (``.git``, ``.nojekyll``) is somebody else's and stays, as
    MkDocs leaves it too.
    """

    def __init__(self, folder: Path) -> None:
        """Look at what stands in ``folder``, which need not exist; links in it are removed."""
        self.written = self.kept = self.removed = 0
        self._folder = folder
        self._names: set[str] = set()
        self._made: set[str] = set()
        self._sizes: dict[str, int] = {}
        self._folders: set[str] = set()
        for name, size in _scan(folder) if folder.is_dir() else ():
            if size is None:
                self._folders.add(name)
            else:
                self._sizes[name] = size

    def __contains__(self, name: str) -> bool:
        """Tell whether a file of this name has been put into the site."""
        return name in self._names

    def put_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Put several files, each with its name."""
        for name, data in files:
            self.put(name, data)

    def put(self, name: str, data: bytes) -> None:
        """Make the site's file ``name`` (``papers/opera/index.html``) hold ``data``."""
        self._names.add(name)
        path = self._folder / name
        size = self._sizes.get(name)
        if size == len(data) and path.read_bytes() == data:
            self.kept += 1
            return
        self.written += 1
        if size is not None:
            atomic.write(path, data, sync=False)
            return
        self._make_room(name)
        with path.open("xb") as file:
            file.write(data)

    def adopt(self, folder: Path) -> None:
        """Put in every file below ``folder`` whose name is not in the site yet."""
        for name, size in _scan(folder):
            if size is not None and name not in self._names:
                self.put(name, (folder / name).read_bytes())

    def finish(self) -> None:
        """Remove the files that were not put in, and the folders that no file needs."""
        for name in self._sizes.keys() - self._names:
            self._remove(name)
        needed: set[str] = set()
        for name in self._names:
            while (name := name.rpartition("/")[0]) and name not in needed:
                needed.add(name)
        for name in sorted(self._folders - needed, key=len, reverse=True):
            (self._folder / name).rmdir()

    def _remove(self, name: str) -> None:
        del self._sizes[name]
        (self._folder / name).unlink(missing_ok=True)
        self.removed += 1

    def _make_room(self, name: str) -> None:
        """Make the folders above ``name``; files in their places and a folder in its own go."""
        if name in self._folders:
            for other in [other for other in self._sizes if other.startswith(f"{name}/")]:
                self._remove(other)
            self._folders = {
                each for each in self._folders if not f"{each}/".startswith(f"{name}/")
            }
            shutil.rmtree(self._folder / name)
        parent = above = name.rpartition("/")[0]
        if parent in self._made:
            return
        while above:
            if above in self._sizes:
                self._remove(above)
            above = above.rpartition("/")[0]
        (self._folder / parent).mkdir(parents=True, exist_ok=True)
        self._made.add(parent)


def _scan(folder: Path, below: str = "") -> Iterator[tuple[str, int | None]]:
    """Yield the names in a folder, with the size of files, and None for folders.

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
                yield name, entry.stat().st_size
