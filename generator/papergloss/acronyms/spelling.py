"""Whether words spell out a short form: its letters are aligned with them at the least cost.

A letter costs nothing at the start of a word or where the word has a capital, a little where it
goes on from the letter before ("Co" in "Concomitant"), more inside ("PPG" in
"photoplethysmography"). Words that give no letter cost too, unless they are such as "of".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

_WORD = re.compile(r"[^\W_]+(?:['’][a-z]+)?")
_JOINTS = "-‐‑–/"

# What a letter costs, by where it stands, and a word that gives none.
_RUN = 0.2
_INNER = 0.7
_SMALL_WORD = 0.1
_HYPHENED = 0.3
_CONTENT_WORD = 1.0
_HALVED = 3.0
# To begin amid a word: "multi-modal language model (MLM)" begins with "multi".
_HALF_WORD = 0.35
_TAIL_WORD = 1.2
_IMPOSSIBLE = 99.0

_ARTICLES = frozenset({"a", "an", "the"})
_LINKING = """
of for and or to in on with by from via at as under over into using based through without its per
"""
_SMALL = _ARTICLES | frozenset(_LINKING.split())
# What a digit may be written as.
_DIGITS = {
    "1": {"1", "one", "first"},
    "2": {"2", "to", "two", "too", "second"},
    "3": {"3", "three", "third"},
    "4": {"4", "for", "four"},
    "5": {"5", "five"},
    "6": {"6", "six"},
    "8": {"8", "eight"},
}
_MOST_REPEATED = 4
# What an X may stand for.
_X_WORDS = ("ex", "cross", "every")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text, where it stands, and whether a hyphen or slash joins it to the last."""

    text: str
    start: int
    end: int
    joined: bool

    @property
    def small(self) -> str:
        """The word in small letters."""
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Spelling:
    """That ``words[first:last]`` spell a short form, and what it costs for each of its letters."""

    first: int
    last: int
    cost: float


def words_of(text: str, start: int = 0, end: int | None = None, *, shift: int = 0) -> list[Word]:
    """Split ``text[start:end]`` into words; hyphens and slashes part them; places grow by shift."""
    words = []
    for found in _WORD.finditer(text, start, len(text) if end is None else end):
        first, last = found.span()
        joined = first > 0 and text[first - 1] in _JOINTS
        words.append(Word(found[0], first + shift, last + shift, joined))
    return words


def spell(short: str, words: Sequence[Word], *, from_start: bool = False) -> Spelling | None:
    """Find the cheapest run of ``words`` that spells ``short``; None if none does.

    Args:
        words: those beside the short form.
        from_start: the run must begin at the first of them, not end near the last.
    """
    plain = _by_initials(short, words, from_start=from_start)
    if plain:
        return plain
    starts = (0,) if from_start else range(len(words) - 1, -1, -1)
    best: Spelling | None = None
    for letters in _readings(short):
        for first in starts:
            if _may_begin(words, first):
                found = _Alignment(letters, words, first, from_start).spelling()
                if found and (best is None or found.cost < best.cost - 1e-9):
                    best = found
    return best


def _by_initials(short: str, words: Sequence[Word], *, from_start: bool) -> Spelling | None:
    """Spell ``short`` by the first letters of as many words, which is what most do."""
    first = 0 if from_start else len(words) - len(short)
    if first < 0 or [word.small[0] for word in words[first:]] != list(short.lower()):
        return None
    begin = words[first]
    return None if begin.joined or begin.small in _ARTICLES else Spelling(first, len(words), 0.0)


def _may_begin(words: Sequence[Word], first: int) -> bool:
    """Whether a long form may begin there: at no "for", but at "in-context"."""
    if first >= len(words) or words[first].small in _ARTICLES:
        return False
    joins = first + 1 < len(words) and words[first + 1].joined
    return words[first].small not in _SMALL or joins or not words[first].text.islower()


def _readings(short: str) -> Iterator[str]:
    """Give the letters of a short form; "C3PO" may mean CCCPO, "R3" RRR."""
    signs = [sign for sign in short if sign.isalnum()]
    options = []
    for at, sign in enumerate(signs):
        times = int(sign) if sign in _DIGITS else 0
        options.append([sign])
        if 2 <= times <= _MOST_REPEATED and at and signs[at - 1].isalpha():
            options[-1].append(signs[at - 1] * (times - 1))
        elif 2 <= times <= _MOST_REPEATED and signs[at + 1 : at + 2] and signs[at + 1].isalpha():
            options[-1].append(signs[at + 1] * (times - 1))
    yield from ("".join(choice) for choice in product(*options))


class _Alignment:
    """The cheapest alignment of ``letters`` with ``words``, the first letter in ``first``."""

    def __init__(self, letters: str, words: Sequence[Word], first: int, from_start: bool) -> None:
        self._letters = letters.lower()
        self._words = words
        self._first = first
        self._from_start = from_start
        self._known: dict[tuple[int, int], tuple[float, int]] = {}

    def spelling(self) -> Spelling | None:
        """Give the alignment, None if there is none."""
        cost, last = min(
            (
                (cost + self._rest(self._first + 1, used)[0], self._rest(self._first + 1, used)[1])
                for used, cost in self._takes(self._first, 0)
            ),
            default=(_IMPOSSIBLE, 0),
        )
        if cost >= _IMPOSSIBLE:
            return None
        if self._words[self._first].joined:
            cost += _HALF_WORD
        while last < len(self._words) and self._words[last].joined:
            last += 1  # "Anchor-seeking" is one word
        return Spelling(self._first, last, cost / len(self._letters))

    def _rest(self, at: int, used: int) -> tuple[float, int]:
        """Align the letters from ``used`` on with the words from ``at`` on: cost, and their end."""
        if used == len(self._letters):
            return self._tail(at), at
        if at == len(self._words):
            return _IMPOSSIBLE, at
        key = (at, used)
        if key not in self._known:
            skipped, end = self._rest(at + 1, used)
            best = (skipped + self._skip(at), end)
            for more, cost in self._takes(at, used):
                rest, end = self._rest(at + 1, more)
                best = min(best, (cost + rest, end))
            self._known[key] = best
        return self._known[key]

    def _skip(self, at: int) -> float:
        word = self._words[at]
        if word.small in _SMALL:
            return _SMALL_WORD
        if word.joined:
            return _HYPHENED
        # "natural language understanding and generation" spells neither NLU nor NLG.
        halved = at + 1 < len(self._words) and self._words[at + 1].small in {"and", "or"}
        return _HALVED if halved else _CONTENT_WORD

    def _tail(self, at: int) -> float:
        """What the words behind the last letter cost; in brackets they may go on with "for"."""
        rest = self._words[at:]
        if self._from_start and rest and rest[0].small in _SMALL - _ARTICLES:
            return _SMALL_WORD
        return _TAIL_WORD * sum(not word.joined for word in rest)

    def _takes(self, at: int, used: int) -> Iterator[tuple[int, float]]:
        """Give what word ``at`` may spell: the letters used then, and the cost."""
        word, letter = self._words[at], self._letters[used]
        if letter in _DIGITS and word.small in _DIGITS[letter]:
            yield used + 1, 0.0
            return
        place = _begin(word, letter)
        if place < 0:
            return
        cost, used = 0.0, used + 1
        yield used, cost
        while used < len(self._letters):
            place, more = _next(word, self._letters[used], place + 1)
            if place < 0:
                return
            cost, used = cost + more, used + 1
            yield used, cost


def _begin(word: Word, letter: str) -> int:
    """Where ``letter`` may begin in ``word``: at its start, or at a capital inside; -1 if nowhere.

    An X is also "ex" and more: "explainable AI (XAI)", "vehicle-to-everything (V2X)".
    """
    if word.small.startswith(letter):
        return 0
    if letter == "x" and word.small.startswith(_X_WORDS):
        return 1
    return -1 if word.text.isupper() else word.text.find(letter.upper(), 1)


def _next(word: Word, letter: str, start: int) -> tuple[int, float]:
    """Find the next ``letter`` inside of a word: its place (-1 if none) and its cost."""
    capital = word.text.find(letter.upper(), start) if letter.isalpha() else -1
    if word.small.startswith(letter, start):
        return start, 0.0 if capital == start else _RUN
    if capital >= 0:
        return capital, 0.0
    place = word.small.find(letter, start)
    return place, _INNER
