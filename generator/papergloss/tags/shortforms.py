"""What an abstract's own short forms stand for: "reward models (RMs)", "direct data pools (DPO)".

Finds the brackets, and asks ``acronyms`` for the long form before one of them: the answer costs as
much as tagging a whole abstract, and most brackets tell nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from papergloss.acronyms import definitions, singular
from papergloss.phrases import tokens

# How many words before a bracket may hold the long form.
_REACH = 12


def brackets(words: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Give the places of brackets with one word of two capitals or more, and it in the singular."""
    if "(" not in words:
        return
    for at in range(1, len(words) - 2):
        if words[at] == "(" and words[at + 2] == ")" and _has_capitals(words[at + 1]):
            yield at, singular(words[at + 1])


def _has_capitals(word: str) -> bool:
    return sum(sign.isupper() for sign in word) >= 2


def long_form(words: Sequence[str], at: int, short: str) -> list[str]:
    """Give the words that spell out the ``short`` form in the bracket at ``at``; [] if none do."""
    around = " ".join(words[max(0, at - _REACH) : at + 3])
    return next((tokens(each.long) for each in definitions(around) if each.short == short), [])
