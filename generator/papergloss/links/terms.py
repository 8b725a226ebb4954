"""Papers → the terms of each, weighed: a sparse matrix, as plain arrays.

A term is a word or a pair of words that stand side by side (``words``). A use in the abstract
counts one, in the title two, and as a name (GSM8K, LoRA) two more; uses saturate as in BM25, and a
term weighs more the fewer papers have it. Rows have length 1. Weights are whole multiples of
1/2048: their products add up exactly, in any order and on any machine.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from papergloss.links.stopwords import FRAGMENTS, THINGS
from papergloss.links.words import is_name, key, tokens

TITLE_USES = 2
NAME_USES = 2
SATURATION = 0.8
"""How quickly further uses stop to count: BM25's k1."""
PAIR = 0.7
"""What a pair weighs beside a word that as many papers have; its words are counted too."""

COMMON = 1 / 6
"""A term that a greater share of the papers have tells nothing, and would make rows dense."""
COMMON_LEAST = 5
"""In a handful of papers, though, every shared word is common."""

STEP = 1 / 2048

# A term is one number: that of its first word above, that of its second (0 for none) below.
_SHIFT = 24
_AT_ONCE = 2000

_SECOND = (1 << _SHIFT) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """What bounds the cost of many papers: the weightiest terms of each, none that more have."""

    terms: int
    papers: int


Ints = NDArray[np.int64]
Doubles = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Cells:
    """Every term of every paper once: the paper's row, the term's number, its uses there."""

    rows: Ints
    terms: Ints
    uses: Doubles


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of many papers.

    The cells of row ``i`` are ``starts[i]:starts[i + 1]`` of ``columns`` and ``weights``; a row's
    columns ascend. ``numbers`` are the terms of the columns; ``words`` the keys by number.
    """

    starts: Ints
    columns: Ints
    weights: NDArray[np.float32]
    numbers: Ints
    words: Sequence[str]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.starts) - 1

    def term(self, column: int) -> str:
        """Give the key, or the two keys, of a column."""
        first, second = divmod(int(self.numbers[column]), 1 << _SHIFT)
        return f"{self.words[first]} {self.words[second]}" if second else self.words[first]


def weigh(texts: Sequence[tuple[str, str]]) -> Terms:
    """Weigh the terms of papers, given as title and abstract."""
    vocabulary = _Vocabulary()
    cells = _counted(texts, vocabulary)
    numbers, columns, spread = np.unique(cells.terms, return_inverse=True, return_counts=True)
    weights = _rarity(numbers, spread, len(texts))[columns] * _saturated(cells.uses)
    kept = np.flatnonzero(weights)
    rows, weights = cells.rows[kept], weights[kept]
    lengths = np.sqrt(np.bincount(rows, weights * weights, minlength=len(texts)))
    return Terms(
        starts=_starts(rows, len(texts)),
        columns=columns[kept],
        weights=(np.round(weights / lengths[rows] / STEP) * STEP).astype(np.float32),
        numbers=numbers,
        words=vocabulary.words,
    )


def limited(terms: Terms, limit: Limit) -> Terms:
    """Keep of each row what ``limit`` allows, of terms as weighty the first."""
    spread = np.bincount(terms.columns, minlength=len(terms.numbers))
    rows = np.repeat(np.arange(terms.rows), np.diff(terms.starts))
    rare = np.flatnonzero(spread[terms.columns] <= limit.papers)
    order = rare[np.lexsort((-terms.weights[rare], rows[rare]))]
    starts = _starts(rows[order], terms.rows)
    ranks = np.arange(len(order)) - np.repeat(starts[:-1], np.diff(starts))
    kept = np.sort(order[ranks < limit.terms])
    return replace(
        terms,
        starts=_starts(rows[kept], terms.rows),
        columns=terms.columns[kept],
        weights=terms.weights[kept],
    )


def _starts(rows: Ints, count: int) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=count))])


def _rarity(numbers: Ints, spread: Ints, papers: int) -> Doubles:
    """Say what a use of each term weighs; nothing where one paper has it, or too many."""
    telling = (spread >= 2) & (spread <= max(COMMON_LEAST, papers * COMMON))
    weights = np.where(telling, np.log(papers / spread) + 1e-3, 0.0)
    return weights * np.where(numbers & _SECOND, PAIR, 1.0)


def _saturated(uses: Doubles) -> Doubles:
    return uses * (1 + SATURATION) / (uses + SATURATION)


class _Vocabulary(dict[str, int]):
    """Words as they are written → twice the number of their key, one more for a name.

    A word without a subject has the number 0.
    """

    def __init__(self) -> None:
        super().__init__()
        self.words = [""]
        self._numbers = {"": 0}

    def __missing__(self, token: str) -> int:
        word = key(token)
        number = self._numbers.setdefault(word, len(self.words))
        if number == len(self.words):
            self.words.append(word)
        self[token] = code = 2 * number + (number > 0 and is_name(token))
        return code

    def among(self, some: Iterable[str]) -> NDArray[np.bool_]:
        """Tell for each number whether its word is one of ``some``."""
        mask = np.zeros(len(self.words), np.bool_)
        mask[[self._numbers[word] for word in some if word in self._numbers]] = True
        return mask


def _counted(texts: Sequence[tuple[str, str]], vocabulary: _Vocabulary) -> _Cells:
    """Count the terms of every paper, some papers at a time: sorting few at once is cheaper."""
    parts = [
        _count(texts[first : first + _AT_ONCE], first, vocabulary)
        for first in range(0, len(texts), _AT_ONCE)
    ]
    return _Cells(
        rows=np.concatenate([np.zeros(0, np.int64), *(part.rows for part in parts)]),
        terms=np.concatenate([np.zeros(0, np.int64), *(part.terms for part in parts)]),
        uses=np.concatenate([np.zeros(0), *(part.uses for part in parts)]),
    )


def _count(texts: Sequence[tuple[str, str]], first_row: int, vocabulary: _Vocabulary) -> _Cells:
    codes, sizes = _codes(texts, vocabulary)
    words, named = codes >> 1, codes & 1
    text = np.repeat(
        np.arange(len(sizes)), sizes
    )  # the title of row n is 2 n, its abstract 2 n + 1
    worth = np.where(text % 2, 1, TITLE_USES)
    alone = np.flatnonzero((words > 0) & ~vocabulary.among(FRAGMENTS)[words])
    thing = vocabulary.among(THINGS)[words]
    beside = np.flatnonzero((words[:-1] > 0) & (words[1:] > 0) & ~(thing[:-1] & thing[1:]))
    places = np.concatenate([alone, beside])
    terms = words[places] << _SHIFT
    terms[len(alone) :] |= words[beside + 1]
    uses = worth[places] + NAME_USES * named[places]
    both, cells = np.unique(text[places] >> 1 << (2 * _SHIFT) | terms, return_inverse=True)
    return _Cells(
        rows=(both >> (2 * _SHIFT)) + first_row,
        terms=both & ((1 << (2 * _SHIFT)) - 1),
        uses=np.bincount(cells, uses, minlength=len(both)).astype(np.float64),
    )


def _codes(texts: Sequence[tuple[str, str]], vocabulary: _Vocabulary) -> tuple[Ints, Ints]:
    """Give the words of all texts in one row, each text ended by a sign; and how many of each."""
    codes, sizes = array("q"), array("q")
    for text in (text for both in texts for text in both):
        before = len(codes)
        codes.extend(map(vocabulary.__getitem__, tokens(text)))
        codes.append(0)
        sizes.append(len(codes) - before)
    return np.frombuffer(codes, np.int64), np.frombuffer(sizes, np.int64)
