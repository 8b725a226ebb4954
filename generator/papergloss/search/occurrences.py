"""Documents → every occurrence of every word, as columns.

The slow part of indexing (text is cut into words in Python) ends here; all that follows is
arithmetic on whole columns. A word's *position* counts through all fields of its document with a
gap between two fields, so that no phrase reaches from one field into the next.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from papergloss.search.words import fold, words
from papergloss.views import SearchDoc

Ints: TypeAlias = NDArray[np.signedinteger[Any]]

FIELDS = ("title", "authors", "note", "tags", "abstract", "ids")
"""The fields in the order of their positions."""

ID_SIGN = ":"
"""Stands before an id in the vocabulary; no word begins with it."""

_GAP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Each occurrence of a word: which of ``words``, in which document and field, and where.

    The four columns are of equal length, in the order of the texts, and narrow, for they are long.
    ``lengths`` has a row a document with the number of words in each of ``FIELDS``.
    """

    words: Sequence[str]
    word: Ints
    document: Ints
    field: NDArray[np.int8]
    position: Ints
    lengths: Ints


def occurrences(docs: Sequence[SearchDoc]) -> Occurrences:
    """Cut documents into words and number the distinct ones in order of appearance."""
    numbers: defaultdict[str, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    found, counts = array("i"), array("i")
    for doc in docs:
        for field in _fields(doc):
            before = len(found)
            found.extend(map(numbers.__getitem__, field))
            counts.append(len(found) - before)
    lengths = np.array(counts, dtype=np.int64).reshape(len(docs), len(FIELDS))
    return Occurrences(
        words=list(numbers),
        word=np.array(found, dtype=np.int32),
        document=np.repeat(np.arange(len(docs), dtype=np.int32), lengths.sum(axis=1)),
        field=np.repeat(np.tile(np.arange(len(FIELDS), dtype=np.int8), len(docs)), lengths.ravel()),
        position=_positions(lengths),
        lengths=lengths,
    )


def _fields(doc: SearchDoc) -> Iterator[Iterator[str]]:
    yield words(doc.title)
    yield words(" ".join((*doc.authors, doc.organisation)))
    yield words(doc.note)
    yield words(" ".join(doc.tags))
    yield words(doc.abstract)
    yield (ID_SIGN + fold(name) for name in doc.ids)


def _positions(lengths: Ints) -> Ints:
    """Count from 0 in each document, with a gap after each field."""
    sizes = lengths.ravel()
    starts = np.cumsum(lengths + _GAP, axis=1) - (lengths + _GAP)
    before = np.cumsum(sizes) - sizes
    shifts = np.repeat((starts.ravel() - before).astype(np.int32), sizes)
    positions: Ints = np.arange(len(shifts), dtype=np.int32) + shifts
    return positions
