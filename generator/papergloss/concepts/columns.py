"""What texts say of concepts, as columns over all papers: what can be counted without reading it.

A name is known there by the number of its key (``hashed``). What stands behind a number is read
again of a paper that has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import starmap
from struct import Struct

import msgspec
import numpy as np
from numpy.typing import NDArray

from papergloss import hashed
from papergloss.acronyms import Definition
from papergloss.arrays import Ints
from papergloss.concepts.extract import Candidates
from papergloss.concepts.keys import name_key
from papergloss.concepts.marks import Mark

Numbers = NDArray[np.uint64]

# How many marks, names and definitions a paper has; then the records of its marks and names.
_HEAD, _MARK, _NAME = Struct("<III"), Struct("<QQB"), Struct("<Q?")
_MARKS = np.dtype([("key", "<u8"), ("text", "<u8"), ("shape", "u1")])
_NAMES = np.dtype([("key", "<u8"), ("defined", "?")])
_decode = msgspec.msgpack.Decoder(Candidates).decode


_NUMBERS = hashed.Numbers()


def number_of(text: str) -> int:
    """Give the number of a key or a text."""
    return _NUMBERS[text]


def numbers_of(texts: Iterable[str]) -> Numbers:
    """Give the numbers of keys or texts, ascending."""
    return np.array(sorted({_NUMBERS[text] for text in texts}), np.uint64)


class _Defining(msgspec.Struct, frozen=True, array_like=True):
    """The definitions among ``Candidates``; what is not asked for is not decoded."""

    paper: str
    definitions: tuple[Definition, ...]


_decode_definitions = msgspec.msgpack.Decoder(_Defining).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the texts of all papers say, by row: the papers are ordered.

    A mark is the first of its ``key`` in its paper; it is written as ``texts`` says and has one of
    the ``shapes``. ``own`` are the names that a paper introduces; ``defined`` tells of which it
    says what they stand for. ``definitions`` are those of papers that have any.
    """

    rows: Ints
    keys: Numbers
    texts: Numbers
    shapes: NDArray[np.uint8]
    own_rows: Ints
    own: Numbers
    defined: NDArray[np.bool_]
    definitions: dict[int, tuple[Definition, ...]]
    kept: Sequence[bytes]

    def of(self, row: int) -> Candidates:
        """Give all that the text of one paper says."""
        kept = self.kept[row]
        return _decode(kept[_size(*_HEAD.unpack_from(kept)) :])

    def first_marks(self, row: int) -> list[Mark]:
        """Give the marks of one paper that are the first of their keys, in the columns' order."""
        return _first(self.of(row).marks)


def packed(found: Candidates) -> bytes:
    """Write what one text says, with what is counted before all else."""
    marks = _first(found.marks)
    shorts = {name_key(each.short) for each in found.definitions}
    records = [(_NUMBERS[mark.key], _NUMBERS[mark.text], mark.shape) for mark in marks]
    names = [(_NUMBERS[key], key in shorts) for key in sorted(found.own)]
    return b"".join(
        [
            _HEAD.pack(len(records), len(names), len(found.definitions)),
            *starmap(_MARK.pack, records),
            *starmap(_NAME.pack, names),
            msgspec.msgpack.encode(found),
        ]
    )


def joined(kept: Sequence[bytes]) -> Said:
    """Make columns of what ``packed`` wrote of each paper."""
    heads = list(map(_HEAD.unpack_from, kept))
    middles = [_HEAD.size + _MARK.size * head[0] for head in heads]
    ends = [_size(*head) for head in heads]
    marks = np.frombuffer(b"".join(map(_slice, kept, [_HEAD.size] * len(kept), middles)), _MARKS)
    names = np.frombuffer(b"".join(map(_slice, kept, middles, ends)), _NAMES)
    sizes = np.array(heads, np.int64).reshape(-1, 3)
    every = np.arange(len(kept))
    return Said(
        rows=np.repeat(every, sizes[:, 0]),
        keys=np.ascontiguousarray(marks["key"]),
        texts=np.ascontiguousarray(marks["text"]),
        shapes=np.ascontiguousarray(marks["shape"]),
        own_rows=np.repeat(every, sizes[:, 1]),
        own=np.ascontiguousarray(names["key"]),
        defined=np.ascontiguousarray(names["defined"]),
        definitions={
            row: _decode_definitions(kept[row][ends[row] :]).definitions
            for row in np.flatnonzero(sizes[:, 2]).tolist()
        },
        kept=kept,
    )


def _size(marks: int, names: int, _: int) -> int:
    return _HEAD.size + _MARK.size * marks + _NAME.size * names


def _slice(data: bytes, start: int, end: int) -> bytes:
    return data[start:end]


def _first(marks: Sequence[Mark]) -> list[Mark]:
    """Give the first mark of each key."""
    return list({mark.key: mark for mark in reversed(marks)}.values())
