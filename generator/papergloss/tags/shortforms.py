"""What an abstract's own short forms stand for: "reward models (RMs)", "dual prompt opening (DPO)".

A short form behind its plain initials is seen here; for any other ``acronyms`` is asked, which
costs as much as tagging a whole abstract and is only done where the answer can change something.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from papergloss.acronyms import definitions, singular
from papergloss.phrases import singular as one
from papergloss.phrases import tokens

# How many words before a bracket may hold the long form.
_REACH = 12
# Of the words of two long forms, the part they must share to mean the same.
_SHARED = 0.5


def brackets(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give the places of brackets with one word of two capitals or more, and it in the singular."""
    for at in range(1, len(words) - 2):
        if words[at] == "(" and words[at + 2] == ")" and has_capitals(words[at + 1]):
            yield at, singular(words[at + 1])


def has_capitals(word: str) -> bool:
    """Whether a word has the look of an acronym: two capitals or more."""
    return sum(sign.isupper() for sign in word) >= 2


def initials(words: Sequence[str]) -> str:
    """Give the first letters of words, in small letters."""
    return "".join(word[0] for word in words).lower()


def plain_form(words: Sequence[str], at: int, short: str) -> list[str]:
    """Give the words before ``at`` whose initials are ``short``, [] if they are not."""
    before = list(words[max(0, at - len(short)) : at])
    return before if initials(before) == short.lower() else []


def long_form(words: Sequence[str], at: int, short: str) -> list[str]:
    """Give the words that spell out the ``short`` form in the bracket at ``at``; [] if none do."""
    plain = plain_form(words, at, short)
    if plain:
        return plain
    around = " ".join(words[max(0, at - _REACH) : at + 3])
    return next((tokens(each.long) for each in definitions(around) if each.short == short), [])


def same_meaning(long: Sequence[str], known: Collection[str]) -> bool:
    """Whether ``long`` has most words of a ``known`` form: visual and vision language model."""
    words = {one(word.lower()) for word in long}
    return len(words & set(known)) > _SHARED * max(len(words), len(known))
