"""The words that say what a text is about, as keys that compare and as people read them.

A key is a word in small letters and in the singular, or two such words that stand side by side.
Words that carry no subject are left out: those of the language, and those that nearly every
abstract has (we propose a novel method; extensive experiments show state-of-the-art results).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from papergloss.links.stopwords import FRAGMENTS, STOPWORDS, THINGS

# What is no word and ends a pair: links, mathematics, commands; and every sign but hyphens, which
# join ("fine-tuning" and "fine tuning" are the same pair).
_STRANGE = re.compile(r"https?://\S+|\$[^$]{0,200}\$|\\[A-Za-z]+")
_CUES = ("://", "$", "\\")
_HYPHENS = "‐‑–"
_FOREIGN_SIGN = re.compile(r"[^\w\s\x00-\x7f]")
_SIGN = "|"
_SIGNS = string.punctuation.replace("-", "").encode()
_TABLE = bytes.maketrans(_SIGNS + b"-", _SIGN.encode() * len(_SIGNS) + b" ")

_PIECE = re.compile(r"[^\s|]+|\|")
# The half of a hyphened word that carries no subject alone: "in-" before "context learning".
_HALF = re.compile(r"(?<![\w-])[^\W_]{1,10}-$")
_TITLE_CASE = re.compile(r"\b[A-Z][a-z]+\b")


def plain_text(text: str) -> str:
    """Give ``text`` with ``|`` in place of every sign and spaces for hyphens; no letter moves."""
    if any(cue in text for cue in _CUES):
        text = _STRANGE.sub(lambda found: _SIGN + " " * (len(found[0]) - 1), text)
    if not text.isascii():
        text = _FOREIGN_SIGN.sub(lambda sign: " " if sign[0] in _HYPHENS else _SIGN, text)
    return text.encode("utf-8", "surrogatepass").translate(_TABLE).decode("utf-8", "surrogatepass")


def tokens(text: str) -> list[str]:
    """Split ``text`` into its words and ``|`` for each sign."""
    return plain_text(text).replace(_SIGN, " | ").split()


def is_name(token: str) -> bool:
    """Tell whether capitals or digits mark a word as a name: GSM8K, LoRA, BLEU; not Owls, 2nd."""
    capitals = sum(sign.isupper() for sign in token)
    return len(token) > 2 and (capitals > 1 or (capitals > 0 and not token.isalpha()))


def keys(text: str) -> list[str]:
    """Give the keys of the words of ``text`` in order, "" for what carries no subject."""
    return [key(token) for token in tokens(text)]


def subjects(text: str) -> set[str]:
    """Give the different keys of the words of ``text``, and "" for what carries no subject."""
    return {key(token) for token in set(tokens(text))}


def singles(words: list[str]) -> Iterator[str]:
    """Give the keys in ``words`` (from ``keys``) that say something alone."""
    return (word for word in words if word and word not in FRAGMENTS)


def pairs(words: list[str]) -> Iterator[str]:
    """Give the keys of the pairs in ``words`` (from ``keys``)."""
    for first, second in pairwise(words):
        if first and second and not (first in THINGS and second in THINGS):
            yield f"{first} {second}"


class Places:
    """Where the keys of a text, single ones and runs of them, first stand in it."""

    __slots__ = ("_line", "_spans", "keys")

    def __init__(self, text: str) -> None:
        plain = plain_text(text)
        self._spans = [match.span() for match in _PIECE.finditer(plain)]
        self.keys = [key(piece) or _SIGN for piece in _PIECE.findall(plain)]
        self._line = f" {' '.join(self.keys)} "

    def __contains__(self, term: str) -> bool:
        """Tell whether the keys of ``term`` stand side by side in the text."""
        return f" {term} " in self._line

    def __getitem__(self, term: str) -> tuple[int, int]:
        """Give the characters of the text at which ``term`` first begins and ends."""
        first = self._line.count(" ", 0, self._line.index(f" {term} "))
        return self._spans[first][0], self._spans[first + term.count(" ")][1]


def written(text: str, start: int, end: int) -> str:
    """Give what stands at ``start:end``, for people: "reward models", "in-context learning".

    A capital that a word has only for its place goes; "RLHF" and "MuJoCo" stay.
    """
    words = " ".join(text[start:end].split())
    half = _HALF.search(text, max(0, start - 12), start)
    if half and (" " in words or "-" in words):
        words = half[0] + words
    return _TITLE_CASE.sub(lambda word: word[0].lower(), words)


@lru_cache(maxsize=1 << 17)
def key(token: str) -> str:
    """Give the key of a word, "" where it carries no subject."""
    word = token.lower()
    if len(word) < 2 or not word.isalnum() or word.isdigit() or word in STOPWORDS:
        return ""
    one = _singular(word)
    return "" if one in STOPWORDS else one


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
