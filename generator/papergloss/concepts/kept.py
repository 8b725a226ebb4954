"""What each paper names, read anew only where it may have changed.

A paper is read again if its text changed, if a short form or a name in it means something else than
before, or if its abstract may have a long form that came or went.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from papergloss.concepts.extract import Candidates, extract
from papergloss.concepts.keys import long_key, name_key
from papergloss.concepts.reading import LongForms
from papergloss.concepts.resolve import Named, Resolver
from papergloss.concepts.senses import Sense, Senses
from papergloss.concepts.spellings import Spellings
from papergloss.model import Paper
from papergloss.remembering import Reader
from papergloss.wordindex import with_phrase

_BYTES = 8

_CANDIDATES, _NAMED, _MEANINGS = "candidates", "named", "meanings"
_decode_candidates = msgspec.msgpack.Decoder(Candidates).decode
_decode_named = msgspec.msgpack.Decoder(Named).decode


@dataclass(frozen=True, slots=True, kw_only=True)
class _Meanings:
    """What short forms and names mean, by digests; and the long forms, each with its concept.

    ``shorts`` is about those that stand alone, ``defined`` about those with a long form beside.
    """

    shorts: dict[str, bytes]
    defined: dict[str, bytes]
    forms: set[tuple[tuple[str, ...], str]]


def candidates(reader: Reader) -> list[Candidates]:
    """Give what each paper's text says of concepts."""
    return [_decode_candidates(each) for each in reader.each(_CANDIDATES, _extracted)]


def _extracted(papers: Sequence[Paper]) -> list[bytes]:
    return [msgspec.msgpack.encode(extract(paper)) for paper in papers]


def renew(reader: Reader) -> None:
    """Keep what is remembered, where nothing has changed."""
    reader.renew(_CANDIDATES)
    reader.renew(_NAMED)
    reader.memory.renew(_MEANINGS)


def named(
    reader: Reader, found: Sequence[Candidates], senses: Senses, spellings: Spellings
) -> list[Named]:
    """Give what each paper names.

    Args:
        found: what the texts say, in the order of the reader's papers.
    """
    forms = LongForms(senses)
    shorts, defined = _meant(senses)
    shorts.update((key, b"") for key in spellings.accepted() if key not in shorts)
    meanings = _Meanings(shorts=shorts, defined=defined, forms=forms.known)
    shelf = reader.shelf(_NAMED)
    stale = _stale(reader, found, meanings, shelf.known)
    resolver = Resolver(senses, spellings, forms)
    read = [shelf.known.get(key, b"") for key in reader.keys]
    for place in stale:
        made = resolver.read(reader.papers[place], found[place])
        read[place] = msgspec.msgpack.encode(made)
    shelf.keep(read)
    reader.memory.put(_MEANINGS, msgspec.msgpack.encode(meanings))
    return [_decode_named(each) for each in read]


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
    reader: Reader,
    found: Sequence[Candidates],
    meanings: _Meanings,
    known: Mapping[bytes, bytes],
) -> set[int]:
    """Give the places of the papers that may name something else than before."""
    data = reader.memory.get(_MEANINGS)
    fresh = {place for place, key in enumerate(reader.keys) if key not in known}
    if data is None or len(fresh) == len(found):
        return set(range(len(found)))
    before = msgspec.msgpack.decode(data, type=_Meanings)
    shorts = _differing(before.shorts, meanings.shorts)
    defined = _differing(before.defined, meanings.defined)
    fresh |= {
        place
        for place, each in enumerate(found)
        if any(mark.key in shorts for mark in each.marks)
        or any(name_key(definition.short) in defined for definition in each.definitions)
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
