"""Which papers have which words: an inverted index of abstracts, as numbers.

A word counts in small letters, in the singular, in American spelling. The index answers which
papers *may* have some words, since two words may share a number: whoever asks looks into the texts.
"""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from papergloss.model import Paper

WORD = re.compile(r"[^\W_]+")

_LOW = 0xFFFF
_RAREST = 3

Unsigned = TypeVar("Unsigned", np.uint32, np.uint64)
Numbers = NDArray[np.uint32]
Places = NDArray[np.int64]


def folded(word: str) -> str:
    """Give a word without case, in the singular, in American spelling."""
    word = word.replace("isation", "ization")
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


class _Numbers(dict[str, int]):
    """The numbers of words as they are written; each is made once."""

    def __missing__(self, word: str) -> int:
        plain = folded(word.lower().casefold())
        self[word] = number = _crc(plain)
        return number


class _Small(dict[str, int]):
    """The numbers of words in small letters; each is made once."""

    def __missing__(self, word: str) -> int:
        self[word] = number = _crc(word)
        return number


_NUMBERS = _Numbers()
_SMALL = _Small()


def index_words(papers: Sequence[Paper]) -> list[bytes]:
    """Give the numbers of the words of each abstract (``u4``): all, then those in small letters.

    How many there are of all stands before them.
    """
    return [_indexed(paper.abstract) for paper in papers]


def _indexed(text: str) -> bytes:
    words = set(WORD.findall(text))
    every = set(map(_NUMBERS.__getitem__, words))
    small = [_SMALL[word] for word in words if word.islower() or word == word.lower()]
    return array("I", [len(every), *every, *small]).tobytes()


def _crc(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def standing(among: NDArray[Unsigned], numbers: NDArray[Unsigned]) -> Places:
    """Say at which places of many numbers any of some stand.

    The lowest bits tell of most at once that they are none of them.
    """
    low = among.dtype.type(_LOW)
    maybe = np.zeros(_LOW + 1, np.bool_)
    maybe[numbers & low] = True
    places = np.flatnonzero(maybe[among & low])
    known, found = np.sort(numbers), among[places]
    return places[np.searchsorted(known, found) < np.searchsorted(known, found, "right")]


class WordIndex:
    """The words of many papers, by place."""

    def __init__(self, numbers: Sequence[bytes]) -> None:
        """Take what ``index_words`` gave for each paper."""
        ends = [4 + 4 * int.from_bytes(each[:4], sys.byteorder) for each in numbers]
        pairs = list(zip(numbers, ends, strict=True))
        sizes = (np.fromiter(ends, np.int64, len(ends)) - 4) // 4
        self._starts = np.concatenate([[0], np.cumsum(sizes)])
        self._words = np.frombuffer(b"".join(each[4:end] for each, end in pairs), np.uint32)
        self._small = np.frombuffer(b"".join(each[end:] for each, end in pairs), np.uint32)

    def spread(self, words: Iterable[str]) -> Counter[str]:
        """Say in how many abstracts each of some words stands in small letters."""
        asked = {word: _crc(word) for word in words}
        numbers = np.array(list(asked.values()), np.uint32)
        found, counts = np.unique(self._small[standing(self._small, numbers)], return_counts=True)
        spread = dict(zip(found.tolist(), counts.tolist(), strict=True))
        return Counter({word: spread.get(number, 0) for word, number in asked.items()})

    def having(self, phrases: Sequence[Sequence[str]]) -> list[list[int]]:
        """Give for each of some phrases the places of papers that may have all its words.

        Of a long phrase the rarest words tell enough.
        """
        asked = [{_NUMBERS[word] for word in words} for words in phrases]
        numbers = np.array(sorted(set().union(*asked)), np.uint32)
        cells, words = self._cells_of(numbers)
        spread = dict(
            zip(numbers.tolist(), np.bincount(words, minlength=len(numbers)), strict=True)
        )
        rarest = [sorted(each, key=lambda word: (spread[word], word))[:_RAREST] for each in asked]
        wanted = np.isin(numbers, np.array(sorted(set().union(*rarest)), np.uint32))
        rows = self._rows_by_word(numbers, cells[wanted[words]], words[wanted[words]])
        return [_common([rows[word] for word in each]) for each in rarest]

    def _cells_of(self, numbers: Numbers) -> tuple[Places, Places]:
        """Give where any of some words stand, and which of them each is."""
        cells = standing(self._words, numbers)
        return cells, np.searchsorted(numbers, self._words[cells])

    def _rows_by_word(self, numbers: Numbers, cells: Places, words: Places) -> dict[int, Places]:
        """Give the places of the papers that have each of some words, in order."""
        order = np.argsort(words, kind="stable")
        rows = np.searchsorted(self._starts, cells[order], side="right") - 1
        ends = np.cumsum(np.bincount(words, minlength=len(numbers)))
        parts = np.split(rows, ends[:-1]) if len(numbers) else []
        return dict(zip(numbers.tolist(), parts, strict=True))


def _common(lists: Sequence[NDArray[np.int64]]) -> list[int]:
    """Give what is in all lists, of which the shortest comes first; nothing if there are none."""
    if not lists:
        return []
    both = lists[0]
    for other in lists[1:]:
        if len(both):
            both = both[np.isin(both, other, assume_unique=True)]
    return [int(place) for place in both]


def with_phrase(
    words: Sequence[str], places: Iterable[int], papers: Sequence[Paper]
) -> Iterator[int]:
    """Give those of ``places`` whose abstracts may have some words (``folded``) side by side."""
    one_after_other = re.compile(r"[\W_]+".join(map(_forms, words)))
    for place in places:
        text = papers[place].abstract
        # Letters of other alphabets change with their neighbours when they become small.
        if not text.isascii() or one_after_other.search(text.lower()):
            yield place


def _forms(word: str) -> str:
    """Give a pattern for a word with all that is folded."""
    stem, end = (word[:-1], "(?:y|ies)") if word.endswith("y") else (word, "s?")
    return re.escape(stem).replace("ization", "i[sz]ation") + end
