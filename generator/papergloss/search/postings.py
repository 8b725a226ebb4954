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
from papergloss.search.occurrences import Occurrences
from papergloss.search.packing import Ints
from papergloss.search.words import STOP_WORDS

SATURATION = 4.0
"""BM25F's k1: the weighted number of occurrences that is worth half of infinitely many."""

LEVELS = 32
MARKS = 2
"""Bits of a posting's value for the fields that are marked."""

# From so many occurrences on it takes less to import scipy and count them than to sort them.
_MANY = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Postings:
    """The inverted index as columns, ordered by term, document and position.

    ``words`` are sorted as JavaScript does (by UTF-16 units); ``term`` is each word's term. Terms
    are numbered in the order of their first words. A posting is a term in a ``document``: ``value``
    is its level times 4 plus a bit for each marked field. The postings of a term begin at its
    number in ``terms``, the occurrences of a posting in ``position`` at its number in ``places``;
    both have their end added.
    """

    words: list[str]
    term: Ints
    terms: Ints
    document: Ints
    value: NDArray[np.uint8]
    places: Ints
    position: Ints

    def sizes(self, term: Ints) -> Ints:
        """Count the postings of some terms."""
        return self.terms[term + 1] - self.terms[term]


def postings(found: Occurrences) -> Postings:
    """Invert the occurrences; stop words keep their places in positions and are left out."""
    keys = list(map(_utf16, found.words))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    kept = [number for number in order if found.words[number] not in STOP_WORDS]
    words = [found.words[number] for number in kept]
    term_of_kept, stems = _terms(words)
    term_of_word = np.full(len(keys), stems, dtype=np.int32)
    term_of_word[kept] = term_of_kept
    by_term, firsts = grouped(term_of_word[found.word], stems)
    text = found.texts()[by_term]
    document = text // len(found.fields)
    places = _places(document, firsts)
    return Postings(
        words=words,
        term=term_of_kept,
        terms=np.searchsorted(places, firsts),
        document=document[places[:-1]],
        value=_values(found, text, places[:-1]),
        places=places,
        position=by_term + found.shifts()[text],
    )


def grouped(term: Ints, stems: int) -> tuple[Ints, Ints]:
    """Group occurrences by term, those of a term in their order; one without a term is left out.

    Occurrences stand in order of document and position already, so counting how many each term has
    puts them in their places, as scipy makes rows of a matrix; a sort takes seven times as long.
    Few are sorted: importing scipy takes longer (0.2 s) than that.

    Args:
        term: which of ``stems`` terms each occurrence has, ``stems`` for none.

    Returns the numbers of occurrences, and where in them each term begins, with their end added.
    """
    if len(term) < _MANY:
        order = np.argsort(term, kind="stable").astype(np.int32)
        firsts = np.searchsorted(term[order], np.arange(stems + 1)).astype(np.int32)
        return order[: firsts[-1]], firsts
    from scipy.sparse import coo_array

    numbers = np.arange(len(term), dtype=np.int32)
    ones = np.ones(len(term), dtype=np.int8)
    rows = coo_array((ones, (term, numbers)), shape=(stems + 1, len(term))).tocsr()
    firsts = rows.indptr[: stems + 1]
    return rows.indices[: firsts[-1]], firsts


def _places(document: Ints, firsts: Ints) -> Ints:
    """Say where postings begin among occurrences by term, of which each has a ``document``."""
    begins = np.ones(len(document) + 1, dtype=bool)
    np.not_equal(document[1:], document[:-1], out=begins[1:-1])
    begins[firsts] = True
    return np.flatnonzero(begins).astype(np.int32)


def marked(fields: Sequence[Field]) -> list[str]:
    """Name the fields that postings mark, in the order of their bits."""
    return [field.name for field in fields if field.marked]


def _utf16(word: str) -> bytes:
    return word.encode("utf-16-be", "surrogatepass")


def _terms(words: list[str]) -> tuple[Ints, int]:
    """Number the stems of words in order of appearance; ids are their own stems."""
    stemmer = Stemmer.Stemmer("english", 0)  # no two words are the same
    stems = [
        word if word.startswith(ID_SIGN) else stem
        for word, stem in zip(words, stemmer.stemWords(words), strict=True)
    ]
    numbers: dict[str, int] = {}
    return (
        np.array([numbers.setdefault(stem, len(numbers)) for stem in stems], dtype=np.int64),
        len(numbers),
    )


def _values(found: Occurrences, text: Ints, places: Ints) -> NDArray[np.uint8]:
    """Weigh postings, which begin at ``places`` of their occurrences' texts."""
    if not len(places):
        return np.zeros(0, dtype=np.uint8)
    frequency = np.add.reduceat(_shares(found).ravel()[text], places)
    frequency /= SATURATION + frequency
    frequency *= LEVELS - 1
    values = np.ceil(frequency, out=frequency).astype(np.uint8)
    values <<= MARKS
    bits = np.tile(_bits(found.fields), len(found.lengths))
    values |= np.bitwise_or.reduceat(bits[text], places)
    return values


def _bits(fields: Sequence[Field]) -> NDArray[np.uint8]:
    """The bit of each field, 0 for one that is not marked."""
    names = marked(fields)
    return np.array([1 << names.index(f.name) if f.marked else 0 for f in fields], dtype=np.uint8)


def _shares(found: Occurrences) -> NDArray[np.float32]:
    """What one occurrence adds, by document and field."""
    average = np.maximum(found.lengths.mean(axis=0), 1)
    shortness = np.array([field.shortness for field in found.fields])
    weight = np.array([field.weight for field in found.fields])
    shares: NDArray[np.float32] = (
        weight / (1 - shortness + shortness * found.lengths / average)
    ).astype(np.float32)
    return shares
