"""Documents → every occurrence of every word, as columns.

The slow part of indexing (text is cut into words in Python) ends here, and is done a month of
documents at a time, so that a build's cache can remember the months that have not changed; all
that follows is arithmetic on whole columns. A word's *position* counts through the fields of its
document with a gap between two fields, so that no phrase reaches from one field into the next.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np
import orjson
from numpy.typing import NDArray

from papergloss.search.fields import Field, named
from papergloss.search.kept import Kept, bundle
from papergloss.views import SearchDoc

Ints: TypeAlias = NDArray[np.signedinteger[Any]]

_GAP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Each occurrence of a word: which of ``words``, in which document and field, and where.

    The four columns are of equal length, in the order of the texts, and narrow, for they are long.
    ``lengths`` has a row a document with the number of words in each of ``fields``.
    """

    fields: Sequence[Field]
    words: Sequence[str]
    word: Ints
    document: Ints
    field: NDArray[np.int8]
    position: Ints
    lengths: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The documents of one month, and the key by which a cache knows their words."""

    key: str
    docs: Sequence[SearchDoc]


def months(
    docs: Sequence[SearchDoc], names: Sequence[str], fields: Sequence[Field], kept: Kept
) -> list[Month]:
    """Part documents, which stand in order of date, by month.

    Args:
        names: those of the documents, from ``kept``.
    """
    read = [field.name for field in fields]
    found, start = [], 0
    for _, month in groupby(docs, key=lambda doc: doc.date[:7]):
        here = list(month)
        key = kept.key("words", read, names[start : start + len(here)])
        found.append(Month(key=key, docs=here))
        start += len(here)
    return found


def occurrences(parts: Sequence[Month], fields: Sequence[Field], kept: Kept) -> Occurrences:
    """Cut documents into words and number the distinct ones in order of appearance."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    found, counts = [np.zeros(0, dtype=np.int32)], [np.zeros(0, dtype=np.int32)]
    names = [field.name for field in fields]
    cuts = kept.each([m.key for m in parts], partial(_cut_month, names), [m.docs for m in parts])
    for cut in map(_unpacked, cuts):
        mine = np.fromiter(map(numbers.__getitem__, cut.words), np.int32, len(cut.words))
        found.append(mine[cut.word])
        counts.append(cut.counts)
    documents = sum(len(month.docs) for month in parts)
    lengths = np.concatenate(counts).astype(np.int64).reshape(documents, len(fields))
    columns = np.arange(len(fields), dtype=np.int8)
    return Occurrences(
        fields=fields,
        words=list(numbers),
        word=np.concatenate(found),
        document=np.repeat(np.arange(documents, dtype=np.int32), lengths.sum(axis=1)),
        field=np.repeat(np.tile(columns, documents), lengths.ravel()),
        position=_positions(lengths),
        lengths=lengths,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cut:
    """A month's texts as words: the distinct ones, which of them stands where, and the number of
    words in each field of each document.
    """

    words: Sequence[str]
    word: NDArray[np.int32]
    counts: NDArray[np.int32]


def _cut_month(names: Sequence[str], docs: Sequence[SearchDoc]) -> bytes:
    """Cut documents into words, in this process or another."""
    return bundle(_parts(_cut(docs, named(names))))


def _unpacked(files: Iterable[tuple[str, bytes]]) -> _Cut:
    parts = dict(files)
    return _Cut(
        words=orjson.loads(parts["words"]),
        word=np.frombuffer(parts["word"], dtype=np.int32),
        counts=np.frombuffer(parts["counts"], dtype=np.int32),
    )


def _parts(cut: _Cut) -> Iterator[tuple[str, bytes]]:
    yield "words", orjson.dumps(cut.words)
    yield "word", cut.word.tobytes()
    yield "counts", cut.counts.tobytes()


def _cut(docs: Sequence[SearchDoc], fields: Sequence[Field]) -> _Cut:
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    found, counts = array("i"), array("i")
    for doc in docs:
        for field in fields:
            before = len(found)
            found.extend(map(numbers.__getitem__, field.words(doc)))
            counts.append(len(found) - before)
    return _Cut(
        words=list(numbers),
        word=np.array(found, dtype=np.int32),
        counts=np.array(counts, dtype=np.int32),
    )


def _positions(lengths: Ints) -> Ints:
    """Count from 0 in each document, with a gap after each field."""
    sizes = lengths.ravel()
    starts = np.cumsum(lengths + _GAP, axis=1) - (lengths + _GAP)
    before = np.cumsum(sizes) - sizes
    shifts = np.repeat((starts.ravel() - before).astype(np.int32), sizes)
    positions: Ints = np.arange(len(shifts), dtype=np.int32) + shifts
    return positions
