"""Puts files into a site's folder, as far as they are not there, and removes all others."""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from papergloss import atomic
from papergloss.cache import JUST_NOW, Group, Left, Lie, Stamp
from papergloss.output.looking import Look, lie_of

# The group of files that are put in alone.
_ALONE = "alone"


class SiteFolder:
    """Writes one site; ``written``, ``kept`` and ``removed`` count its files.

    What starts with a dot at the top (``.git``, ``.nojekyll``) is somebody else's and stays, as
    MkDocs leaves it too.
    """

    def __init__(self, folder: Path, left: Left | None = None) -> None:
        """Look at what stands in ``folder``, which need not exist; links in it are removed.

        Args:
            left: what an earlier build left there (``left``).
        """
        left = left or Left()
        found = Look(folder, left)
        self.written = self.kept = self.removed = 0
        self.stamps: dict[str, Stamp] = {}
        self._folder = folder
        self._groups = left.groups
        self._known: dict[str, Stamp] = {}
        for group in left.groups.values():
            self._known.update(group.files)
        self._members: dict[str, dict[str, None]] = defaultdict(dict)
        self._keys: dict[str, bytes] = {}
        self._found = found.files
        self._folders: dict[str, Lie] = found.folders
        self._made: set[str] = set()
        self._changed: set[str] = set()

    def __contains__(self, name: str) -> bool:
        """Tell whether a file of this name has been put into the site."""
        return name in self.stamps

    def forms(self, group: str) -> set[tuple[str, int]]:
        """Name the kinds of the pages that an earlier build put into a group, with their depths."""
        known = self._groups.get(group)
        files = known.files.items() if known else ()
        return {(stamp.kind, name.count("/")) for name, stamp in files if stamp.kind}

    def urls(self) -> list[str]:
        """Give the addresses of the pages that have been put in, in their order."""
        named = (name for name, stamp in self.stamps.items() if stamp.kind)
        return sorted(name.removesuffix("index.html") for name in named)

    def members(self, group: str) -> dict[str, Stamp]:
        """Give the files of a group that have been put in, in their order."""
        return {name: self.stamps[name] for name in self._members[group]}

    def stands(self, group: str, key: bytes) -> bool:
        """Tell whether a group of files still is what an earlier build made of what ``key`` names.

        If so all of them are part of the site, and none need be put.
        """
        known = self._groups.get(group)
        if known is None or known.key != key:
            return False
        for name, stamp in known.files.items():
            if self._found.get(name) != stamp.lie and not self._lies(name, stamp.content):
                return False
        for name, stamp in known.files.items():
            self._keep(name, stamp, group)
        self.close(group, key)
        return True

    def close(self, group: str, key: bytes) -> None:
        """Say that a group is whole, and what it was made of, for ``stands`` in the next build."""
        self._keys[group] = key

    def holds(self, name: str, key: bytes, group: str = _ALONE) -> bool:
        """Tell whether the file ``name`` still is what an earlier build made of what ``key`` names.

        If so it is part of the site, in a group, and need not be put.
        """
        known = self._known.get(name)
        if known is None or known.key != key or not self._lies(name, known.content):
            return False
        self._keep(name, known, group)
        return True

    def put_all(self, files: Iterable[tuple[str, bytes]], group: str = _ALONE) -> None:
        """Put several files, each with its name."""
        for name, data in files:
            self.put(name, data, group=group)

    def put(
        self, name: str, data: bytes, key: bytes = b"", kind: str = "", group: str = _ALONE
    ) -> None:
        """Make the site's file ``name`` (``papers/opera/index.html``) hold ``data``.

        Args:
            key: names all that shaped the bytes, for ``holds`` in the next build.
            kind: the kind of page that it is, if any.
            group: the files that it is made with.
        """
        content = _content(data)
        if self._lies(name, content):
            self._keep(name, Stamp(key, content, self._found[name], kind), group)
            return
        self.written += 1
        if name in self._found:
            path = self._folder / name
            atomic.write(path, data, sync=False)
            self._change(name)
            lie = lie_of(path.stat())
        else:
            self._make_room(name)
            lie = _new(f"{self._folder}/{name}", data)
        self._found[name] = lie
        self._add(name, Stamp(key, content, lie, kind), group)

    def _keep(self, name: str, stamp: Stamp, group: str) -> None:
        """Leave a file as it is, of which ``stamp`` says what is in it."""
        self.kept += 1
        lie = self._found[name]
        if lie != stamp.lie:
            stamp = stamp._replace(lie=lie)
        self._add(name, stamp, group)

    def _add(self, name: str, stamp: Stamp, group: str) -> None:
        self.stamps[name] = stamp
        self._members[group][name] = None

    def _lies(self, name: str, content: bytes) -> bool:
        """Tell whether there is a file of such content; read it only if it may have changed."""
        found, known = self._found.get(name), self._known.get(name)
        if found is None:
            return False
        if known and known.lie == found:
            return known.content == content
        return _content((self._folder / name).read_bytes()) == content

    def adopt(self, folder: Path) -> None:
        """Put in every file below ``folder`` whose name is not in the site yet."""
        for name in Look(folder, Left()).files:
            if name not in self.stamps:
                self.put(name, (folder / name).read_bytes())

    def finish(self) -> None:
        """Remove the files that were not put in, and the folders that no file needs."""
        for name in self._found.keys() - self.stamps.keys():
            self._remove(name)
        for name in sorted(self._folders.keys() - self._needed(), key=len, reverse=True):
            (self._folder / name).rmdir()
            self._change(name)

    def _needed(self) -> set[str]:
        """Name the folders that files are in, the site's own as well."""
        needed = {""}
        for name in self.stamps:
            while (name := name.rpartition("/")[0]) and name not in needed:
                needed.add(name)
        return needed

    def left(self) -> Left:
        """Return what the next build may know of the site, once this one is finished."""
        latest = time.time_ns() - JUST_NOW
        groups = {
            group: Group(
                self._keys.get(group, b""),
                {name: _settled(self.stamps[name], latest) for name in names},
            )
            for group, names in self._members.items()
        }
        folders = {name: _told(self._lie_of_folder(name), latest) for name in self._needed()}
        return Left(groups, folders)

    def _lie_of_folder(self, name: str) -> Lie:
        if name in self._folders and name not in self._changed:
            return self._folders[name]
        return lie_of((self._folder / name).stat())

    def _change(self, name: str) -> None:
        """Note that a name comes or goes in the folder above it."""
        self._changed.add(name.rpartition("/")[0])

    def _remove(self, name: str) -> None:
        del self._found[name]
        (self._folder / name).unlink(missing_ok=True)
        self._change(name)
        self.removed += 1

    def _make_room(self, name: str) -> None:
        """Make the folders above ``name``; files in their places and a folder in its own go."""
        if name in self._folders:
            for other in [other for other in self._found if other.startswith(f"{name}/")]:
                self._remove(other)
            self._folders = {
                each: lie
                for each, lie in self._folders.items()
                if not f"{each}/".startswith(f"{name}/")
            }
            shutil.rmtree(self._folder / name)
        self._change(name)
        parent = above = name.rpartition("/")[0]
        if parent in self._made:
            return
        while above:
            if above in self._found:
                self._remove(above)
            self._change(above)
            above = above.rpartition("/")[0]
        if parent not in self._folders:
            _make_folder(f"{self._folder}/{parent}")
        self._made.add(parent)


def _settled(stamp: Stamp, latest: int) -> Stamp:
    return stamp if stamp.lie.mtime < latest else stamp._replace(lie=_told(stamp.lie, latest))


def _told(lie: Lie, latest: int) -> Lie:
    """Leave out a time from which on something may have happened that does not show."""
    return lie if lie.mtime < latest else lie._replace(mtime=0)


def _content(data: bytes) -> bytes:
    # Processors have instructions for this one: a page takes 5 µs in place of BLAKE2's 9.
    return hashlib.sha256(data).digest()[:16]


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
        return lie_of(os.fstat(descriptor))
    finally:
        os.close(descriptor)
