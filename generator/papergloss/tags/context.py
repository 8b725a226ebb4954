"""Whether a phrase is what its sentence speaks of, by the words around it.

Measured on papers labelled by hand (docs/tags.md): items of a list are named in passing; what a
paper does without is not its subject. "Unlike X", "than X" and "previous X" are no such sign: a
paper that sets itself off from X is about X more often than not.
"""

from __future__ import annotations

from collections.abc import Sequence

_JOINTS = frozenset({",", "and", "or"})
_ENDS = frozenset({",", "and", "or", ".", ")", ";"})
_OPENERS = frozenset({"including", "as", "like", "e", "g", "namely"})
_DENIALS = frozenset({"without", "no", "non", "nor", "bypassing", "avoiding", "eliminating"})
_ARTICLES = frozenset({"a", "an", "the", "any", "explicit", "additional"})


def in_list(words: Sequence[str], start: int, end: int) -> bool:
    """Whether ``words[start:end]`` is an item of a list: ", CNNs, and", "such as CNNs,"."""
    before = words[start - 1].lower() if start else ""
    after = words[end].lower() if end < len(words) else "."
    if before in _JOINTS:
        return after in _ENDS
    return after == "," and before in _OPENERS


def denied(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the text says that ``words[start:end]`` is absent: "without fine-tuning"."""
    if end < len(words) and words[end].lower() == "free":
        return True
    place = start - 1
    while place >= 0 and words[place].lower() in _ARTICLES:
        place -= 1
    return place >= 0 and words[place].lower() in _DENIALS
