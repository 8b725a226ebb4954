"""Finds many phrases in a text in one pass; what they mean is the caller's business.

A text becomes words and punctuation. Hyphens and spaces both end a word and vanish, so that
``fine-tuning`` and ``fine tuning`` read alike; any other sign stays, so that no phrase reaches
across a full stop or a bracket. The cost is one dictionary look-up a word, however many phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Generic, TypeVar

# "$" counts as a space: "$k$-means" is k means.
_TOKEN = re.compile(r"[^\W_]+|[^\w\s$\-‐‑–]")
_SIBILANT = ("s", "x", "z", "ch", "sh")

V = TypeVar("V")


def tokens(text: str) -> list[str]:
    """Split ``text`` into words and single signs."""
    return _TOKEN.findall(text)


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """That a phrase stands at ``words[start:end]``, and what was stored with it."""

    start: int
    end: int
    value: V


class Lexicon(Generic[V]):
    """A set of phrases, each with a value.

    A word with an inner capital or a digit (``RAG``, ``LoRA``, ``3D``) is matched letter by letter,
    any other without regard to case: "rag" is no retrieval, "Prompting" is prompting.
    """

    def __init__(self) -> None:
        self._root: _Node[V] = _Node()
        self._exact: set[str] = set()

    def add(self, phrase: str, value: V) -> None:
        """Store ``phrase`` in all its spellings (see ``spellings``)."""
        for words in spellings(phrase):
            node = self._root
            for word in words:
                exact = _is_exact(word)
                if exact:
                    self._exact.add(word)
                node = node.below.setdefault(word if exact else word.lower(), _Node())
            node.values.append(value)

    def find(self, words: list[str]) -> Iterator[Found[V]]:
        """Find every phrase in ``words`` (from ``tokens``), by start and then by length."""
        exact = self._exact
        keys = [word if word in exact else word.lower() for word in words]
        for start, key in enumerate(keys):
            node = self._root.below.get(key)
            end = start + 1
            while node is not None:
                for value in node.values:
                    yield Found(start, end, value)
                node = node.below.get(keys[end]) if end < len(keys) else None
                end += 1


class _Node(Generic[V]):
    """A place in the tree of phrases: the words that may follow, the phrases that end here."""

    __slots__ = ("below", "values")

    def __init__(self) -> None:
        self.below: dict[str, _Node[V]] = {}
        self.values: list[V] = []


def spellings(phrase: str) -> set[tuple[str, ...]]:
    """Give the word sequences that stand for ``phrase``.

    Its last word is taken in the singular and the plural; a hyphen may be there, be a space or be
    missing (``pre-training``: pre training, pretraining).
    """
    *heads, last = phrase.split() or [""]
    options = [_hyphen_forms(word) for word in heads]
    options.append([form for number in _numbers(last) for form in _hyphen_forms(number)])
    return {sum(choice, ()) for choice in product(*options)} - {()}


def _hyphen_forms(word: str) -> list[tuple[str, ...]]:
    apart = tuple(tokens(word))
    if len(apart) > 1 and all(part.isalnum() for part in apart):
        return [apart, ("".join(apart),)]
    return [apart]


def _numbers(word: str) -> set[str]:
    """Give ``word`` as it is, in the singular and in the plural ("policies": policy, policies)."""
    if not word[-1:].isalpha():
        return {word}
    one = _singular(word)
    return {word, one, _plural(one)}


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("es") and word[:-2].endswith(("ss", "x", "z", "ch", "sh")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
        return word[:-1]
    return word


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    if word.endswith("is"):
        return word[:-2] + "es"
    return word + ("es" if word.endswith(_SIBILANT) else "s")


def _is_exact(word: str) -> bool:
    return word not in (word.lower(), word.capitalize())
