"""Short forms that stand outside of brackets, tied to their long forms by words or by capitals.

"X, or Y,", "X stands for Y", "X: Y": every letter must begin a word. "RISE, Recursive
IntroSpEction": capitals inside of words spell a name of the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from papergloss.acronyms.definition import (
    REACH,
    STOP,
    Definition,
    definition,
    singular,
    words_before,
)
from papergloss.acronyms.spelling import Spelling, Word, spell, words_of

_MOST_TIED = 0.07

_NAME = re.compile(r"(?<![\w-])[a-z0-9]{0,3}[A-Z][\w+-]*[A-Z0-9][\w+-]*")
_SAID = (
    r"or|aka|a\.k\.a\.|abbreviated(?: as| to| by)?|for short|in short|called|dubbed|termed|named"
    r"|denoted(?: as| by)?|shortened to"
)
_DASH = r"\s[–—-]+\s|\s?[—–]\s?"
# Between a long form and "DPO": "Direct …, or DPO,", "… abbreviated as DPO", "… — DPO —".
_TO_SHORT = re.compile(rf"(?:,?\s+(?:{_SAID})\s+(?:simply\s+)?|,\s+|{_DASH})[\"'“]?$")
_LONGEST_TIE = 30
# How such a tie may end, which is quick to look at.
_ENDS = (
    *(",", "-", "–", "—", "or", "aka", "a.k.a.", "abbreviated", "as", "to", "by", "short"),
    *("called", "dubbed", "termed", "named", "denoted", "simply"),
)
# Between "DPO" and a long form: "DPO, short for Direct …", "DPO stands for Direct …", "DPO: …".
_TO_LONG = re.compile(
    r"[\"'”]?(?:,?\s+(?:(?:which\s+)?stands\s+for|short\s+for|or|i\.e\.,?|meaning"
    rf"|an?\s+(?:acronym|abbreviation)\s+(?:for|of))\s+|:\s+|,\s+|{_DASH}|\s?=\s?)[\"'“]?"
    r"(?:an?\s|the\s)?[\"'“]?(?=(?P<first>\w))"
)
_PROPER = re.compile(r"[^\W\d_]?[^\WA-Z\d_]+|[A-Z]{1,2}[a-z]+[A-Za-z]*[a-z]|[a-z]+[A-Z]+[a-z]+")
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")
_BESIDE = 70
# The part of a word that no plain word has: "wA" of REwArd, "REw".
_ODD = re.compile(r"[a-z][A-Z][A-Za-z]*|[A-Z]{2,}[a-z]+")
_NO_CAPITAL = re.compile(r"[^A-Z]+")


def tied(text: str) -> Iterator[Definition]:
    """Find short forms that words, a colon, a comma or a dash tie to their long forms."""
    for name in _NAME.finditer(text):
        start, short = name.start(), name[0]
        if len(short) < 3 or not _is_acronym(singular(short)):
            continue
        low = max(0, start - _LONGEST_TIE)
        near = text[low:start]
        before = near.rstrip(" \n\"'“").endswith(_ENDS) and _TO_SHORT.search(near)
        made = _tied_before(text, low + before.start(), short, start) if before else None
        behind = _TO_LONG.match(text, name.end())
        if made is None and behind and behind["first"].lower() == short[0].lower():
            made = _tied_behind(text, short, start, behind.end())
        if made:
            yield made


def _tied_before(text: str, at: int, short: str, place: int) -> Definition | None:
    bare = singular(short)
    words = words_before(text, at, bare)
    found = spell(bare, words) if _begins(bare, words) else None
    if found is None or found.last != len(words) or not _certain(bare, words, found):
        return None
    return definition(text, words[found.first :], bare, place, place + len(short))


def _tied_behind(text: str, short: str, place: int, at: int) -> Definition | None:
    bare = singular(short)
    stop = STOP.search(text, at)
    words = words_of(text, at, min(stop.start() if stop else len(text), at + REACH))
    words = words[: 2 * len(bare)]
    if not _begins(bare, words):
        return None
    # Of the runs from here that spell it, the best; what follows belongs to the sentence.
    runs = (spell(bare, words[:size], from_start=True) for size in range(2, len(words) + 1))
    certain = [found for found in runs if found and _certain(bare, words, found)]
    if not certain:
        return None
    best = min(certain, key=lambda found: (round(found.cost, 6), found.last))
    return definition(text, words[: best.last], bare, place, place + len(short))


def _is_acronym(short: str) -> bool:
    return len(short) >= 3 and sum(sign.isupper() or sign.isdigit() for sign in short) >= 2


def _begins(short: str, words: Sequence[Word]) -> bool:
    """Whether most letters of ``short``, in their order, begin words or are capitals in them."""
    signs = iter("".join(word.small[0] + _capitals(word.text[1:]).lower() for word in words))
    letters = [sign for sign in short.lower() if sign.isalpha()]
    return sum(letter in signs for letter in letters) >= len(letters) - 1


def _certain(short: str, words: Sequence[Word], found: Spelling) -> bool:
    """Whether words spell a short form exactly, and are words: not "CMU-MOSI, CMU-MOSEI"."""
    run = words[found.first : found.last]
    proper = [word for word in run if _PROPER.fullmatch(word.text)]
    return len(run) >= 2 and 2 * len(proper) > len(run) and found.cost <= _MOST_TIED


def traced(text: str) -> Iterator[Definition]:
    """Find capitals that spell a name of the same text: "RISE: Recursive IntroSpEction"."""
    names: dict[str, int] = {}
    for found in _CAPITALS.finditer(text):
        names.setdefault(found[0], found.start())
    every = " ".join(names)
    for found in _ODD.finditer(text) if names else ():
        if _capitals(found[0]) in every:
            yield from _traces(text, found, names)


def _traces(text: str, odd: re.Match[str], names: Mapping[str, int]) -> Iterator[Definition]:
    """Try the runs of words around an odd one."""
    low = odd.start() - _BESIDE
    stops = [stop.end() for stop in STOP.finditer(text, max(0, low), odd.start())]
    start = stops[-1] if stops else max(0, low)
    stop = STOP.search(text, odd.end(), odd.end() + _BESIDE)
    words = words_of(text, start, stop.start() if stop else odd.end() + _BESIDE)
    at = next(n for n, word in enumerate(words) if word.end >= odd.end())
    signs = [_capitals(word.text) for word in words]
    for first in range(at + 1):
        capitals = "".join(signs[first : at + 1])
        for last in range(at + 1, len(words) + 1):
            capitals += signs[last - 1] if last > at + 1 else ""
            bare = last - first < 2 or not signs[first] or not signs[last - 1]
            if bare or capitals not in names:
                continue
            run, place = words[first:last], names[capitals]
            if not run[0].start <= place < run[-1].end:
                yield definition(text, run, capitals, place, place + len(capitals))


def _capitals(word: str) -> str:
    return _NO_CAPITAL.sub("", word)
