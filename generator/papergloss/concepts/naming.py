"""What all papers name, as columns: which concept, where first, and whether it is only spelt out.

A concept that may be is known by the number of its kind and key (``columns``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import starmap
from struct import Struct

import msgspec
import numpy as np
from numpy.typing import NDArray

from papergloss.arrays import Ints
from papergloss.concepts.columns import Numbers, number_of
from papergloss.concepts.resolve import Id, Named

# How many namings a paper has; then their records.
_HEAD, _PLACE = Struct("<I"), Struct("<QII?")
_PLACES = np.dtype([("name", "<u8"), ("start", "<u4"), ("end", "<u4"), ("spelt", "?")])
_decode = msgspec.msgpack.Decoder(list[Id]).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Where papers, which are ordered, name what may be a concept: each once, in its first place.

    ``rows`` ascend; ``names`` are numbers; ``spelt`` tells what is only spelt out.
    """

    rows: Ints
    names: Numbers
    starts: Ints
    ends: Ints
    spelt: NDArray[np.bool_]
    kept: Sequence[bytes]

    def places(self, row: int) -> dict[Id, tuple[int, int]]:
        """Give what one paper names, and where."""
        kept = self.kept[row]
        end = _end(kept)
        places = _PLACE.iter_unpack(kept[_HEAD.size : end])
        return {
            name: (start, stop)
            for name, (_, start, stop, _) in zip(_decode(kept[end:]), places, strict=True)
        }


def number_of_name(name: Id) -> int:
    """Give the number of a concept that may be."""
    return number_of(" ".join(name))


def packed(found: Named) -> bytes:
    """Write what one paper names."""
    records = [
        (number_of_name(name), *place, name in found.spelt) for name, place in found.places.items()
    ]
    places = b"".join(starmap(_PLACE.pack, records))
    return _HEAD.pack(len(records)) + places + msgspec.msgpack.encode(list(found.places))


def joined(kept: Sequence[bytes]) -> Naming:
    """Make columns of what ``packed`` wrote of each paper."""
    ends = list(map(_end, kept))
    records = b"".join([each[_HEAD.size : end] for each, end in zip(kept, ends, strict=True)])
    found = np.frombuffer(records, _PLACES)
    sizes = (np.array(ends, np.int64) - _HEAD.size) // _PLACE.size
    return Naming(
        rows=np.repeat(np.arange(len(kept)), sizes),
        names=np.ascontiguousarray(found["name"]),
        starts=found["start"].astype(np.int64),
        ends=found["end"].astype(np.int64),
        spelt=np.ascontiguousarray(found["spelt"]),
        kept=kept,
    )


def _end(kept: bytes) -> int:
    (count,) = _HEAD.unpack_from(kept)
    return int(_HEAD.size + _PLACE.size * count)
