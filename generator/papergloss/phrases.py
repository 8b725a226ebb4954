"""Finds many phrases in a text in one pass; what they mean is the caller's business.

A text becomes words and punctuation. Hyphens and spaces both end a word and vanish, so that
``fine-tuning`` and ``fine tuning`` read alike; any other sign stays, so that no phrase reaches
across a full stop or a bracket. The cost is one dictionary look-up a word, however many phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Generic, NamedTuple, TypeVar

# "$" counts as a space: "$k$-means" is k means.
_TOKEN = re.compile(r"[^\W_]+|[^\w\s$\-‐‑–]")
_SIBILANT = ("s", "x", "z", "ch", "sh")
# American endings and their British spelling; the other way round "supervised" would be changed.
_BRITISH = (
    (re.compile(r"iz(e[drs]?|ers|ing|ations?|able)$"), r"is\1"),
    (re.compile(r"yz(e[drs]?|ers|ing)$"), r"ys\1"),
    (re.compile(r"(model|label|travel|signal)(ed|ing|er|ers)$"), r"\1l\2"),
    (re.compile(r"(behavi|col|fav|hum|neighb|lab)or(s|al|ed|ing)?$"), r"\1our\2"),
)

V = TypeVar("V")


def tokens(text: str) -> list[str]:
    """Split ``text`` into words and single signs."""
    return _TOKEN.findall(text)


class Found(NamedTuple, Generic[V]):
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
        first = self._root.below
        last = len(keys)
        for start in [at for at, key in enumerate(keys) if key in first]:
            node: _Node[V] | None = first[keys[start]]
            end = start + 1
            while node is not None:
                for value in node.values:
                    yield Found(start, end, value)
                node = node.below.get(keys[end]) if end < last and node.below else None
                end += 1


class _Node(Generic[V]):
    """A place in the tree of phrases: the words that may follow, the phrases that end here."""

    __slots__ = ("below", "values")

    def __init__(self) -> None:
        self.below: dict[str, _Node[V]] = {}
        self.values: list[V] = []


def spellings(phrase: str) -> set[tuple[str, ...]]:
    """Give the word sequences that stand for ``phrase``.

    Its last word is taken in the singular and the plural, and where more than one word makes the
    phrase, as a verb too: "fine-tuning" is also "fine-tuned", "reward model" also "reward
    modeling", but "planning" is no "plan". A hyphen may be there, be a space or be missing
    (``pre-training``: pre training, pretraining); British and American spelling are one.
    """
    *heads, last = phrase.split() or [""]
    ends = _numbers(last)
    if heads or len(tokens(last)) > 1:
        ends |= {verb for form in ends for verb in _verbs(form)}
    options = [_forms({word}) for word in heads]
    options.append(_forms(ends))
    return {sum(choice, ()) for choice in product(*options)} - {()}


def _forms(words: set[str]) -> list[tuple[str, ...]]:
    return [form for word in words for each in _spelled(word) for form in _hyphen_forms(each)]


def _hyphen_forms(word: str) -> list[tuple[str, ...]]:
    apart = tuple(tokens(word))
    if len(apart) > 1 and all(part.isalnum() for part in apart):
        return [apart, ("".join(apart),)]
    return [apart]


def _numbers(word: str) -> set[str]:
    """Give ``word`` as it is, in the singular and in the plural ("policies": policy, policies)."""
    if not word[-1:].isalpha():
        return {word}
    one = singular(word)
    return {word, one, _plural(one)}


def singular(word: str) -> str:
    """Give ``word`` in the singular, by its ending: policies is policy, biases is bias."""
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


def _verbs(word: str) -> set[str]:
    """Give the forms of a word as a verb, be it one or not; none of a short word or an acronym."""
    if len(word) < 4 or not word.isascii() or _is_exact(re.split(r"[\W_]+", word)[-1]):
        return set()
    if word.endswith("ing"):
        stem = word[:-3]
        return {stem, stem + "e", stem + "s", stem + "es"}
    if word.endswith(("s", "ed")) or not word[-1].isalpha():
        return set()
    return {word.removesuffix("e") + "ing"}


def _spelled(word: str) -> set[str]:
    """Give ``word`` in American and in British spelling."""
    british = word
    for american, other in _BRITISH:
        british = american.sub(other, british)
    return {word, british}


def _is_exact(word: str) -> bool:
    return word not in (word.lower(), word.capitalize())
