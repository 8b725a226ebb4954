"""Values → bytes: the encodings that the sharded index is made of (see docs/search-index.md).

A *pack* is a length (4 bytes, little-endian), a JSON header of that length, and the sections whose
lengths the header gives; the whole is compressed with gzip, because static hosts compress few kinds
of file by themselves.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence

import numpy as np
import orjson

from papergloss.search.occurrences import Ints

RUN = 32
"""Of so many words of a list, the first is written whole."""

LEVEL = 5
"""How hard gzip tries; its best saves one percent of shards and texts, and takes twice as long."""


def pack(header: Mapping[str, object], *sections: bytes) -> bytes:
    """Make a pack; the header gains ``sections``, their lengths in bytes."""
    head = orjson.dumps({**header, "sections": [len(section) for section in sections]})
    return squeeze(b"".join((len(head).to_bytes(4, "little"), head, *sections)))


def squeeze(data: bytes, level: int = LEVEL) -> bytes:
    """Compress with gzip; the same data gives the same bytes at any time."""
    return gzip.compress(data, level, mtime=0)


def varints(values: Ints) -> tuple[bytes, Ints]:
    """Encode numbers in 7-bit groups, lowest first, all but the last with the high bit (LEB128).

    Returns the bytes, and where in them each number begins, with their end added.
    """
    widths = np.ones(len(values), dtype=np.int64)
    for bits in (7, 14, 21, 28):
        widths += values >> bits > 0
    ends = np.cumsum(widths)
    starts = ends - widths
    encoded = np.zeros(int(widths.sum()), dtype=np.uint8)
    for place in range(int(widths.max(initial=0))):
        has = widths > place
        more = (widths[has] > place + 1) << 7
        encoded[starts[has] + place] = (values[has] >> 7 * place) & 0x7F | more
    return encoded.tobytes(), np.append(starts, len(encoded))


def front_coded(words: Sequence[str]) -> tuple[bytes, bytes]:
    """Encode sorted words: how many letters each shares with the one before, and the rest of each.

    The first section has a byte a word, the second the rests in UTF-8, joined by line ends. Letters
    are JavaScript's, UTF-16 units; a word with any beyond the first plane shares none, and neither
    does the first of each ``RUN``, so that a reader can begin there.
    """
    shared, rests, before = bytearray(), [], ""
    for place, word in enumerate(words):
        whole = place % RUN == 0 or _beyond(word) or _beyond(before)
        common = 0 if whole else _common(before, word)
        shared.append(common)
        rests.append(word[common:])
        before = word
    return bytes(shared), "\n".join(rests).encode("utf-8", "replace")


def _beyond(word: str) -> bool:
    return not word.isascii() and max(word) > "\uffff"


def _common(a: str, b: str) -> int:
    length = min(len(a), len(b), 255)
    if a[:length] == b[:length]:
        return length
    return next(i for i in range(length) if a[i] != b[i])
