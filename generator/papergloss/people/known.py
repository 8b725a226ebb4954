"""Who is who, by numbers: what a build keeps of it for the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from papergloss.arrays import Ints, spans
from papergloss.cache import digest, keys_in
from papergloss.model import Ruling
from papergloss.people.bearers import Bearers
from papergloss.remembering import Memory

_KNOWN = "people"


class Known(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A person: the names that are printed, the one to show first, and the end of an address.

    ``ruled`` tells that a person said who this is.
    """

    names: tuple[str, ...]
    orcid: str | None = None
    ruled: bool = False
    slug: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """Who stands at each place of an author: ``persons[n - 1]`` for the number n, 0 for nobody."""

    numbers: Ints
    persons: list[Known]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """``keys`` are digests of papers, one behind the other, ``rulings`` is that of rulings."""

    rulings: bytes
    keys: bytes
    numbers: bytes
    persons: list[Known]


def recalled(memory: Memory, borne: Bearers, rulings: Sequence[Ruling]) -> Wrote | None:
    """Give who was who before, in today's places; None where that is not known, or was ruled.

    Nobody stands in the places of papers that are not as they were.
    """
    data = memory.get(_KNOWN)
    kept = msgspec.msgpack.decode(data, type=_Kept) if data else None
    if kept is None or kept.rulings != digest(rulings):
        return None
    rows = {key: row for row, key in enumerate(keys_in(kept.keys))}
    sizes = np.array([borne.sizes.get(key, 0) for key in rows], np.int64)
    origin = np.array([rows.get(key, -1) for key in borne.keys], np.int64)
    before = np.frombuffer(kept.numbers, np.int32)
    stay = np.flatnonzero(origin >= 0)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    numbers = np.zeros(len(borne.names), np.int64)
    numbers[spans(borne.starts, stay)[0]] = before[spans(starts, origin[stay])[0]]
    return Wrote(numbers=numbers, persons=kept.persons)


def remember(memory: Memory, borne: Bearers, rulings: Sequence[Ruling], found: Wrote) -> None:
    """Keep who is who."""
    kept = _Kept(
        rulings=digest(rulings),
        keys=b"".join(borne.keys),
        numbers=found.numbers.astype(np.int32).tobytes(),
        persons=found.persons,
    )
    data = msgspec.msgpack.encode(kept)
    if data != memory.get(_KNOWN):
        memory.put(_KNOWN, data)
