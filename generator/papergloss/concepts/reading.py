"""The words of an abstract against the long forms of an archive: which stand where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from papergloss.concepts.keys import long_words
from papergloss.concepts.senses import Sense

_WORD = re.compile(r"([^\W_]+)")
# What may stand between the words of one phrase.
_JOINT = re.compile(r"[\s‐‑–/-]*")
# A single word is a long form only if it is long: photoplethysmography.
_SINGLE = 10


# First word → second word ("" where there is none) → all words, and the key of their concept.
_Forms = dict[str, dict[str, list[tuple[tuple[str, ...], str]]]]


class LongForms:
    """Finds long forms in texts; of two at one place the longer.

    ``known`` are all long forms, as words, each with the key of its concept.
    """

    def __init__(self, senses: Iterable[Sense]) -> None:
        self.known = {
            (words, sense.key)
            for sense in senses
            for words in {sense.words, *(long_words(d.long) for d in sense.definers.values())}
            if len(words) > 1 or (words and len(words[0]) >= _SINGLE)
        }
        self._forms: _Forms = {}
        self._singulars = _Singulars()
        for words, key in self.known:
            below = self._forms.setdefault(words[0], {})
            below.setdefault("".join(words[1:2]), []).append((words, key))
        for below in self._forms.values():
            for forms in below.values():
                forms.sort(key=lambda form: (-len(form[0]), form))

    def places(self, text: str) -> dict[str, tuple[int, int]]:
        """Give the keys of the long forms in ``text``, each with its first place."""
        # What stands between the words, and the words, by turns.
        parts = _WORD.split(text)
        words = list(map(self._singulars.__getitem__, parts[1::2]))
        ends: list[int] = []
        found: dict[str, tuple[int, int]] = {}
        until = 0
        for at, key, size in self._found(words):
            between = parts[2 * at + 2 : 2 * (at + size) : 2]
            if at < until or not all(map(_JOINT.fullmatch, between)):
                continue
            until = at + size
            ends = ends or list(accumulate(map(len, parts)))
            found.setdefault(key, (ends[2 * at], ends[2 * until - 1]))
        return found

    def _found(self, words: Sequence[str]) -> Iterator[tuple[int, str, int]]:
        """Give where forms stand in ``words``, their keys and sizes."""
        for at, below in enumerate(map(self._forms.get, words)):
            if below is None:
                continue
            second = words[at + 1] if at + 1 < len(words) else ""
            for form, key in (*below.get(second, ()), *(below.get("", ()) if second else ())):
                if tuple(words[at : at + len(form)]) == form:
                    yield at, key, len(form)


class _Singulars(dict[str, str]):
    """Words as long forms have them; each is made once."""

    def __missing__(self, word: str) -> str:
        self[word] = made = (long_words(word) or ("",))[0]
        return made
