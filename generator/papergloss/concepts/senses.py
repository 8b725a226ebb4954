"""What short forms stand for in an archive, and which sense is meant where none is given.

Definitions of a short form are one sense if their long forms are, but for spelling and rare slips
of the pen. A short form without its long form is clear if hardly anybody means something else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from msgspec import Struct
from rapidfuzz.distance import Levenshtein

from papergloss.acronyms import Definition
from papergloss.concepts.columns import Said, number_of
from papergloss.concepts.keys import long_key, long_words, name_key

# How many definitions, and which share of all, make a short form clear by itself; fewer do for one
# of four letters or more that has no other sense at all.
CLEAR = 3
CLEAR_SHARE = 0.95
CLEAR_LONG = 2

# A sense that so few define beside another may be a slip of the pen.
_SLIP = 0.1
_ALIKE = 0.74

# Long forms that are words of the language, and no thing to have a page.
NO_CONCEPTS = frozenset({"stateoftheart", "unitedstate", "unitedkingdom", "europeanunion"})


class Sense(Struct, frozen=True, kw_only=True):
    """A meaning of a short form: the key and words of its long form, and who defines it so."""

    short: str
    key: str
    words: tuple[str, ...]
    definers: Mapping[str, Definition]


class Senses:
    """The senses of all short forms of an archive."""

    def __init__(self, said: Said, slugs: Sequence[str]) -> None:
        """Take what the texts say; ``slugs`` name the papers."""
        found: dict[str, dict[str, dict[str, Definition]]] = defaultdict(dict)
        for row, definitions in said.definitions.items():
            for definition in definitions:
                short, long = name_key(definition.short), long_key(definition.long)
                found[short].setdefault(long, {}).setdefault(slugs[row], definition)
        names, counts = np.unique(said.own[~said.defined], return_counts=True)
        # Who introduces a name and does not say what it stands for.
        self._owners = dict(zip(names.tolist(), counts.tolist(), strict=True))
        self._senses = {short: _joined(short, longs) for short, longs in found.items()}

    def __iter__(self) -> Iterator[Sense]:
        return (sense for senses in self._senses.values() for sense in senses)

    def items(self) -> Iterable[tuple[str, Sequence[Sense]]]:
        """Give all short forms (their keys) with their senses, the most common first."""
        return self._senses.items()

    def of(self, short: str) -> Sequence[Sense]:
        """Give the senses of a short form (its key), the most common first."""
        return self._senses.get(short, ())

    def clear(self, short: str) -> Sense | None:
        """Give the sense of a short form that stands alone, None where it may be another."""
        senses = self.of(short)
        if not senses:
            return None
        counts = [len(sense.definers) for sense in senses]
        others = sum(counts[1:]) + self._owners.get(number_of(short), 0)
        if counts[0] >= CLEAR and counts[0] >= CLEAR_SHARE * (counts[0] + others):
            return senses[0]
        long_enough = len(short) >= 4 and counts[0] >= CLEAR_LONG and not others
        return senses[0] if long_enough else None


def _joined(short: str, longs: Mapping[str, dict[str, Definition]]) -> list[Sense]:
    """Join the long forms of a short form that are one, into the more common of two."""
    ordered = sorted(longs.items(), key=lambda item: (-len(item[1]), -len(item[0]), item[0]))
    kept: list[tuple[str, tuple[str, ...], dict[str, Definition]]] = []
    for key, definers in ordered:
        words = long_words(min(each.long for each in definers.values()))
        for _, other, others in kept:
            if len(definers) <= max(1, _SLIP * len(others)) and _slip(words, other):
                others.update({slug: each for slug, each in definers.items() if slug not in others})
                break
        else:
            kept.append((key, words, dict(definers)))
    return [
        Sense(short=short, key=key, words=words, definers=definers) for key, words, definers in kept
    ]


def _slip(words: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two long forms differ by a word's spelling, or one has a first or last word more."""
    if len(words) != len(other):
        short, long = sorted((tuple(words), tuple(other)), key=len)
        return len(short) >= 2 and short in (long[1:], long[:-1])
    unlike = [pair for pair in zip(words, other, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and Levenshtein.normalized_similarity(*unlike[0]) >= _ALIKE
