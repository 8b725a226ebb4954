"""Groups of the site's files, and how they are written down: in one row of the cache each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec


class Stamp(NamedTuple):
    """A file that a build wrote: the key of what shaped it, a digest of its bytes, how it lay.

    ``kind`` is the kind of page that it is, "" for any other file.
    """

    key: bytes
    content: bytes
    size: int
    mtime: int
    inode: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Files of a site, by their names, that are made of the same things, which ``key`` names."""

    key: bytes
    files: dict[str, Stamp] = field(default_factory=dict)


_DECODER = msgspec.msgpack.Decoder(Group)


def pack(group: Group) -> bytes:
    """Write a group down."""
    return msgspec.msgpack.encode(group)


def unpack(data: bytes) -> Group:
    """Read what ``pack`` wrote."""
    return _DECODER.decode(data)
