"""Papers → the terms of each and how often it uses them, from its own text alone.

A term is a word or a pair of words that stand side by side (``words``), known by a number of 64
bits that a hash gives: the same in every build and on every machine, and two of a million terms
share one by a chance of one in thirty million. A use in the abstract counts one, in the title two,
and as a name (GSM8K, LoRA) two more. What a paper's terms weigh is for ``weights`` to say.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from papergloss.arrays import Ints, spans
from papergloss.hashed import Numbers
from papergloss.links.stopwords import FRAGMENTS, THINGS
from papergloss.links.words import is_name, key, tokens

TITLE_USES = 2
NAME_USES = 2
MOST_USES = 255

# Above it the key's number of a word, below that of the next, 0 for none.
_SHIFT = 24
# What makes one number of those of two words, so that their order counts: any odd number does.
_FIRST = np.uint64(0x9E3779B97F4A7C15)
_PAIR = np.uint64(1)
_BYTES_A_CELL = 9

Hashes = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Cells:
    """Every term of every paper once; those of row ``i`` are ``starts[i]:starts[i + 1]``."""

    starts: Ints
    terms: Hashes
    uses: NDArray[np.uint8]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    def taken(self, rows: Ints) -> Cells:
        """Give the cells of some rows, in the order given."""
        places, starts = spans(self.starts, rows)
        return Cells(starts, self.terms[places], self.uses[places])


def joined(packed: Sequence[bytes]) -> Cells:
    """Make one table of what ``count_terms`` gave for each paper."""
    sizes = np.fromiter((len(each) // _BYTES_A_CELL for each in packed), np.int64, len(packed))
    halves = [(each, 8 * len(each) // _BYTES_A_CELL) for each in packed]
    return Cells(
        starts=np.concatenate([[0], np.cumsum(sizes)]),
        terms=np.frombuffer(b"".join(each[:half] for each, half in halves), "<u8"),
        uses=np.frombuffer(b"".join(each[half:] for each, half in halves), np.uint8),
    )


def count_terms(texts: Sequence[tuple[str, str]]) -> list[bytes]:
    """Give the terms of papers, given as title and abstract: numbers (``<u8``), then uses (``u1``).

    A row's numbers ascend.
    """
    vocabulary = _Vocabulary()
    rows, terms, uses = _counted(texts, vocabulary)
    order = np.lexsort((terms, rows))
    terms, uses = terms[order].astype("<u8"), uses[order]
    ends = np.cumsum(np.bincount(rows, minlength=len(texts)))
    spans = pairwise([0, *ends.tolist()])
    return [terms[start:end].tobytes() + uses[start:end].tobytes() for start, end in spans]


def numbers_of(words: Sequence[str]) -> Hashes:
    """Give the numbers of words that stand alone, given their keys."""
    return np.array([_NUMBERS[word] for word in words], np.uint64) & ~_PAIR


class SpeltOut:
    """The terms of a text by their numbers, given the keys of its words."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        numbers = np.array(list(map(_NUMBERS.__getitem__, words)), np.uint64)
        places = range(len(words))
        self._places = dict(zip((numbers & ~_PAIR).tolist(), places, strict=True))
        self._places.update(zip(_paired(numbers[:-1], numbers[1:]).tolist(), places, strict=False))

    def place(self, term: int) -> int:
        """Say at which word a term stands, -1 if it does not."""
        place: int = self._places.get(term, -1)
        return place

    def at(self, place: int, term: int) -> str:
        """Give the key, or the two keys, of the term with this number at this word."""
        return " ".join(self._words[place : place + 1 + (term & 1)])


def _paired(first: Hashes, second: Hashes) -> Hashes:
    """Give the numbers of pairs; they are odd, and those of single words are even."""
    return first * _FIRST + second | _PAIR


# The numbers of keys of words.
_NUMBERS = Numbers()


class _Vocabulary(dict[str, int]):
    """Words as they are written → twice the place of their key, one more for a name.

    A word without a subject has the place 0.
    """

    def __init__(self) -> None:
        super().__init__()
        self._words = [""]
        self._places = {"": 0}

    def __missing__(self, token: str) -> int:
        word = key(token)
        place = self._places.setdefault(word, len(self._words))
        if place == len(self._words):
            self._words.append(word)
        self[token] = code = 2 * place + (place > 0 and is_name(token))
        return code

    def among(self, some: Iterable[str]) -> NDArray[np.bool_]:
        """Tell for each place whether its word is one of ``some``."""
        mask = np.zeros(len(self._words), np.bool_)
        mask[[self._places[word] for word in some if word in self._places]] = True
        return mask

    def numbers(self, terms: Ints) -> Hashes:
        """Give the numbers of terms, given as the places of their words."""
        known = np.array([_NUMBERS[word] for word in self._words], np.uint64)
        first, second = known[terms >> _SHIFT], terms & ((1 << _SHIFT) - 1)
        return np.where(second, _paired(first, known[second]), first & ~_PAIR)


def _counted(
    texts: Sequence[tuple[str, str]], vocabulary: _Vocabulary
) -> tuple[Ints, Hashes, NDArray[np.uint8]]:
    """Give the row, the number and the uses of every term of every paper."""
    codes, sizes = _codes(texts, vocabulary)
    words, named = codes >> 1, codes & 1
    # The title of row n is text 2 n, its abstract 2 n + 1.
    text = np.repeat(np.arange(len(sizes)), sizes)
    worth = np.where(text % 2, 1, TITLE_USES)
    alone = np.flatnonzero((words > 0) & ~vocabulary.among(FRAGMENTS)[words])
    thing = vocabulary.among(THINGS)[words]
    beside = np.flatnonzero((words[:-1] > 0) & (words[1:] > 0) & ~(thing[:-1] & thing[1:]))
    places = np.concatenate([alone, beside])
    terms = words[places] << _SHIFT
    terms[len(alone) :] |= words[beside + 1]
    uses = worth[places] + NAME_USES * named[places]
    both, cells = np.unique(text[places] >> 1 << (2 * _SHIFT) | terms, return_inverse=True)
    used = np.minimum(np.bincount(cells, uses, minlength=len(both)), MOST_USES).astype(np.uint8)
    numbers = vocabulary.numbers(both & ((1 << (2 * _SHIFT)) - 1))
    return both >> (2 * _SHIFT), numbers, used


def _codes(texts: Sequence[tuple[str, str]], vocabulary: _Vocabulary) -> tuple[Ints, Ints]:
    """Give the words of all texts in one row, each text ended by a sign; and how many of each."""
    codes, sizes = array("q"), array("q")
    for text in (text for both in texts for text in both):
        before = len(codes)
        codes.extend(map(vocabulary.__getitem__, tokens(text)))
        codes.append(0)
        sizes.append(len(codes) - before)
    return np.frombuffer(codes, np.int64), np.frombuffer(sizes, np.int64)
