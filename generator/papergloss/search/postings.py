"""Occurrences → the inverted index: for each term the documents that have it, and how well.

The weight of a term in a document is BM25F (Robertson and Zaragoza, "The Probabilistic Relevance
Framework: BM25 and Beyond", 2009, section 3.6) without its idf, which the reader knows: occurrences
are weighted by field, set against the field's length, added up and saturated. It is kept in
``LEVELS`` steps, beside a bit for each marked field that has the term.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import Stemmer
from numpy.typing import NDArray

from papergloss.search.fields import ID_SIGN, Field
from papergloss.search.occurrences import Ints, Occurrences
from papergloss.search.words import STOP_WORDS

SATURATION = 4.0
"""BM25F's k1: the weighted number of occurrences that is worth half of infinitely many."""

LEVELS = 32
MARKS = 2
"""Bits of a posting's value for the fields that are marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The inverted index as columns, ordered by term, document and position.

    ``words`` are sorted as JavaScript does (by UTF-16 units); ``term`` is each word's term. Terms
    are numbered in the order of their first words. A posting is a term in a ``document``: ``value``
    is its level times 4 plus a bit for each marked field. ``sizes`` counts the postings of each
    term, ``counts`` the occurrences in each posting, whose positions follow each other in
    ``position``.
    """

    words: list[str]
    term: Ints
    document: Ints
    value: NDArray[np.uint8]
    sizes: Ints
    counts: Ints
    position: Ints


def postings(found: Occurrences) -> Postings:
    """Invert the occurrences; stop words keep their places in positions and are left out."""
    order = sorted(range(len(found.words)), key=lambda number: _utf16(found.words[number]))
    kept = [number for number in order if found.words[number] not in STOP_WORDS]
    term_of_kept, stems = _terms([found.words[number] for number in kept])
    term_of_word = np.full(len(found.words), -1, dtype=np.int32)
    term_of_word[kept] = term_of_kept
    term = term_of_word[found.word]
    documents = max(1, len(found.lengths))
    # Occurrences stand in order of document and position already: a stable sort by term is enough.
    by_term = np.argsort(term, kind="stable")[np.count_nonzero(term < 0) :]
    key = term[by_term].astype(np.int64) * documents + found.document[by_term]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    term_of_posting, document = np.divmod(key[starts], documents)
    return Postings(
        words=[found.words[number] for number in kept],
        term=term_of_kept,
        document=document,
        value=_values(found, by_term, starts),
        sizes=np.bincount(term_of_posting, minlength=stems),
        counts=np.diff(starts, append=len(key)),
        position=found.position[by_term],
    )


def marked(fields: Sequence[Field]) -> list[str]:
    """Name the fields that postings mark, in the order of their bits."""
    return [field.name for field in fields if field.marked]


def _utf16(word: str) -> bytes:
    return word.encode("utf-16-be", "surrogatepass")


def _terms(words: list[str]) -> tuple[Ints, int]:
    """Number the stems of words in order of appearance; ids are their own stems."""
    stemmer = Stemmer.Stemmer("english")
    stems = [
        word if word.startswith(ID_SIGN) else stem
        for word, stem in zip(words, stemmer.stemWords(words), strict=True)
    ]
    numbers: dict[str, int] = {}
    return (
        np.array([numbers.setdefault(stem, len(numbers)) for stem in stems], dtype=np.int64),
        len(numbers),
    )


def _values(found: Occurrences, order: Ints, starts: Ints) -> NDArray[np.uint8]:
    if not len(starts):
        return np.zeros(0, dtype=np.uint8)
    share = _shares(found)[found.document[order], found.field[order]]
    frequency = np.add.reduceat(share, starts)
    level = np.ceil(frequency / (SATURATION + frequency) * (LEVELS - 1)).astype(np.uint8)
    marks = np.bitwise_or.reduceat(_bits(found)[found.field[order]], starts)
    values: NDArray[np.uint8] = (level << MARKS | marks).astype(np.uint8)
    return values


def _bits(found: Occurrences) -> NDArray[np.uint8]:
    """The bit of each field, 0 for one that is not marked."""
    names = marked(found.fields)
    bits = [1 << names.index(f.name) if f.marked else 0 for f in found.fields]
    return np.array(bits, dtype=np.uint8)


def _shares(found: Occurrences) -> NDArray[np.float32]:
    """What one occurrence adds, by document and field."""
    average = np.maximum(found.lengths.mean(axis=0), 1)
    shortness = np.array([field.shortness for field in found.fields])
    weight = np.array([field.weight for field in found.fields])
    shares: NDArray[np.float32] = (
        weight / (1 - shortness + shortness * found.lengths / average)
    ).astype(np.float32)
    return shares
