"""What each paper names, read anew only where it may have changed.

A paper is read again if its text changed, if a short form or a name in it means something else than
before, or if its abstract may have a long form that came or went.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from papergloss.concepts import columns, naming
from papergloss.concepts.columns import Said, numbers_of
from papergloss.concepts.extract import extract
from papergloss.concepts.keys import long_key, name_key
from papergloss.concepts.naming import Naming
from papergloss.concepts.reading import LongForms
from papergloss.concepts.resolve import Resolver
from papergloss.concepts.senses import Sense, Senses
from papergloss.concepts.spellings import Spellings
from papergloss.model import Paper
from papergloss.remembering import Reader
from papergloss.wordindex import with_phrase

_BYTES = 8

_CANDIDATES, _NAMED, _MEANINGS = "said", "naming", "meant"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meanings:
    """What short forms mean, by digests; the long forms, each with its concept; names.

    ``shorts`` is about those that stand alone, ``defined`` about those with a long form beside.
    ``accepted`` are the numbers of the other names that mean something by their letters.
    """

    shorts: dict[str, bytes]
    defined: dict[str, bytes]
    forms: set[tuple[tuple[str, ...], str]]
    accepted: bytes


def candidates(reader: Reader) -> Said:
    """Give what the papers' texts say of concepts."""
    return columns.joined(reader.each(_CANDIDATES, _extracted))


def _extracted(papers: Sequence[Paper]) -> list[bytes]:
    return [columns.packed(extract(paper)) for paper in papers]


def renew(reader: Reader) -> None:
    """Keep what is remembered, where nothing has changed."""
    reader.renew(_CANDIDATES)
    reader.renew(_NAMED)
    reader.memory.renew(_MEANINGS)


def named(reader: Reader, said: Said, senses: Senses, spellings: Spellings) -> Naming:
    """Give what the papers name.

    Args:
        said: what the texts say, in the order of the reader's papers.
    """
    forms = LongForms(senses)
    shorts, defined = _meant(senses)
    accepted = np.setdiff1d(spellings.accepted, numbers_of(shorts)).tobytes()
    meanings = _Meanings(shorts=shorts, defined=defined, forms=forms.known, accepted=accepted)
    shelf = reader.shelf(_NAMED)
    stale = _stale(reader, said, meanings, shelf.known)
    resolver = Resolver(senses, spellings, forms)
    read = [shelf.known.get(key, b"") for key in reader.keys]
    for place in stale:
        read[place] = naming.packed(resolver.read(reader.papers[place], said.of(place)))
    shelf.keep(read)
    reader.memory.put(_MEANINGS, msgspec.msgpack.encode(meanings))
    return naming.joined(read)


def _meant(senses: Senses) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Say what each short form means where it stands alone, and which long forms it has."""
    alone, defined = {}, {}
    for short, meant in senses.items():
        clear = senses.clear(short)
        alone[short] = _digest([(sense.key, sense.words, sense is clear) for sense in meant])
        defined[short] = _digest([(sense.key, _longs(sense)) for sense in meant])
    return alone, defined


def _longs(sense: Sense) -> list[str]:
    return sorted({long_key(definition.long) for definition in sense.definers.values()})


def _digest(value: object) -> bytes:
    return hashlib.blake2b(msgspec.msgpack.encode(value), digest_size=_BYTES).digest()


def _stale(
    reader: Reader, said: Said, meanings: _Meanings, known: Mapping[bytes, bytes]
) -> set[int]:
    """Give the places of the papers that may name something else than before."""
    data = reader.memory.get(_MEANINGS)
    fresh = {place for place, key in enumerate(reader.keys) if key not in known}
    if data is None or len(fresh) == len(reader.keys):
        return set(range(len(reader.keys)))
    before = msgspec.msgpack.decode(data, type=_Meanings)
    accepted = [np.frombuffer(each.accepted, np.uint64) for each in (before, meanings)]
    shorts = numbers_of(_differing(before.shorts, meanings.shorts))
    names = np.union1d(np.setxor1d(accepted[0], accepted[1]), shorts)
    fresh.update(said.rows[np.isin(said.keys, names)].tolist())
    defined = _differing(before.defined, meanings.defined)
    fresh |= {
        place
        for place, each in said.definitions.items()
        if any(name_key(definition.short) in defined for definition in each)
    }
    return fresh | _having(reader, [words for words, _ in before.forms ^ meanings.forms])


def _having(reader: Reader, forms: Sequence[tuple[str, ...]]) -> set[int]:
    """Give the places of the papers that may have any of some long forms, given as words."""
    rows = reader.index.having(forms) if forms else []
    return {
        place
        for words, places in zip(forms, rows, strict=True)
        for place in with_phrase(words, places, reader.papers)
    }


def _differing(before: Mapping[str, bytes], now: Mapping[str, bytes]) -> set[str]:
    return {key for key, _ in before.items() ^ now.items()}
