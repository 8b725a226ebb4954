"""What a build left of a site: its files in groups, and its folders; how that is written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

JUST_NOW = 2_000_000_000
"""Of a file written so many nanoseconds ago the time may not tell whether somebody has written it
since, for file systems count in steps of up to two seconds (https://git-scm.com/docs/racy-git)."""


class Lie(NamedTuple):
    """How a file or a folder lies on the disk: bytes, nanoseconds of its last change, inode."""

    size: int
    mtime: int
    inode: int


class Stamp(NamedTuple):
    """A file that a build wrote: the key of what shaped it, a digest of its bytes, how it lay.

    ``kind`` is the kind of page that it is, "" for any other file.
    """

    key: bytes
    content: bytes
    lie: Lie
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Files of a site, by their names, that are made of the same things, which ``key`` names."""

    key: bytes
    files: dict[str, Stamp] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Left:
    """What a build left of a site, by name: groups of files, and how all its folders lay.

    A time is 0 where it would not tell whether anything has changed since.
    """

    groups: dict[str, Group] = field(default_factory=dict)
    folders: dict[str, Lie] = field(default_factory=dict)

    def names(self) -> Iterator[str]:
        """Yield the names of all files."""
        for group in self.groups.values():
            yield from group.files


_GROUP = msgspec.msgpack.Decoder(Group)
_FOLDERS = msgspec.msgpack.Decoder(dict[str, Lie])
# Stands in the place of a group's name; no group is called so.
_OF_FOLDERS = "/"

Rows = list[tuple[str, bytes]]


def rows(left: Left, before: Left) -> Rows:
    """Write down what differs from what was left before."""
    changed = [
        (name, msgspec.msgpack.encode(group))
        for name, group in left.groups.items()
        if before.groups.get(name) != group
    ]
    if left.folders != before.folders:
        changed.append((_OF_FOLDERS, msgspec.msgpack.encode(left.folders)))
    return changed


def read(found: Rows) -> Left:
    """Read what was written down.

    Raises:
        msgspec.DecodeError: it was something else.
    """
    groups = dict(found)
    folders = groups.pop(_OF_FOLDERS, None)
    return Left(
        {name: _GROUP.decode(data) for name, data in groups.items()},
        _FOLDERS.decode(folders) if folders else {},
    )
