"""Words of a text that are written like names: AlpacaEval 2.0, CIFAR-10, Llama-3.1-70B, MMLU.

What they name is decided with the whole archive in view; here only the letters count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache

from msgspec import Struct

from papergloss.acronyms import singular
from papergloss.concepts.keys import name_key


class Shape(IntEnum):
    """How surely letters are those of a name."""

    CERTAIN = 3  # AlpacaEval, GSM8K, HH-RLHF
    WEAK = 2  # a plain word with a number or behind an acronym: Llama-2, Stage-2, ARC-Easy
    PLAIN = 1  # capitals that may be an acronym of anything: DPO, SAC, BoN, MNIST


class Mark(Struct, frozen=True, array_like=True):
    """What stands at ``start:end`` of a text; ``key`` is the same for all spellings of a name."""

    text: str
    key: str
    shape: Shape
    start: int
    end: int


_BLANKED = re.compile(r"(?:https?://|www\.|\b(?:github|huggingface)\.\w+/)\S+|\$[^$]{1,300}\$")
# No plain word with a capital, unless a number follows: "Llama 3".
_TOKEN = re.compile(
    r"(?![A-Z][a-z]+(?![\w-]|\.\d|[^\S\n]v?\d))"
    r"(?<![\w@#\\+-])(?<!\.(?=[a-z]))(?:[A-Z]|\d(?=[\w-]*[A-Z])|[a-z]{1,2}(?=[A-Z]))[^\W_]*"
    r"(?:(?:-|\.(?=\d))[^\W_]+)*\+{0,2}"
)
# "AlpacaEval 2.0", "Llama 3"; not "MMLU 70.3", "Table 3-5", "GSM8K 8-shot".
_VERSION = re.compile(r" (?P<number>v?\d(?:\.\d{1,2})?)(?![\w%]|[-–]\w|[.,]\d|\s?[×%])")
_SCORE = re.compile(r"\d\.\d\d|\d\.[1-46-9]")
_TAIL = re.compile(r"(?:-[a-z]{2,})+$")
_EDITION = re.compile(r"-(?:mini|nano|pro|lite|turbo|flash|small|base|large|xl|max|hard|easy)$")

_CAMEL = re.compile(r"[a-z][A-Z]|[A-Z]{2,}[a-z]{2}")
_PERSON = re.compile(r"(?:Mc|Mac)[A-Z][a-z]+")
_SIZE = re.compile(r"\d[\d.]*[A-Za-z]{1,2}|\d[\d.]*(?:GB|MB|TB|FPS|fps|bit|Hz|kHz)")
_NUMBERED_WORD = re.compile(r"[A-Z][a-z]+(?:-?\d[\d.]*[a-z]?)")
_PLAIN = re.compile(r"[A-Z0-9]+|[A-Za-z0-9]{2,4}")


def marks(text: str) -> list[Mark]:
    """Find what is written like a name in ``text``, by place; links and formulas are left out."""
    if "$" in text or "http" in text or "/" in text:
        text = _BLANKED.sub(lambda found: " " * len(found[0]), text)
    return list(_marks(text))


def _marks(text: str) -> Iterator[Mark]:
    for found in _TOKEN.finditer(text):
        bare = trimmed(found[0])
        start, end = found.start(), found.start() + len(bare)
        whole = bare == found[0]
        version = _VERSION.match(text, found.end()) if whole and bare[0].isupper() else None
        name = singular(bare)
        if version:
            full = f"{bare} {version['number']}"
            yield Mark(full, name_key(full), Shape.WEAK, start, version.end())
        shape = shape_of(name)
        # "GPT 5" is no GPT, "FID 1.73" is FID.
        if shape and (version is None or _SCORE.fullmatch(version["number"])):
            yield Mark(name, name_key(name), shape, start, end)


@lru_cache(maxsize=1 << 16)
def trimmed(token: str) -> str:
    """Cut what only qualifies a name: "GPT-4o-based" → GPT-4o, but GPT-4o-mini stays."""
    while (tail := _TAIL.search(token)) and not _EDITION.search(token):
        token = token[: tail.start()]
    return token


@lru_cache(maxsize=1 << 16)
def shape_of(token: str) -> Shape | None:
    """Say what ``token`` looks like; None for words, sizes (7B), and what begins a sentence."""
    letters = [sign for sign in token if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    digits = any(sign.isdigit() for sign in token)
    if len(letters) < 2 or not capitals or _SIZE.fullmatch(token) or _PERSON.fullmatch(token):
        return None
    if _NUMBERED_WORD.fullmatch(token):
        return Shape.WEAK
    if "-" in token:
        return _shape_of_compound(token.split("-"))
    if digits:
        return Shape.CERTAIN if len(letters) >= 3 else Shape.PLAIN
    if _CAMEL.search(token) and len(token) >= 5:
        return Shape.CERTAIN
    return Shape.PLAIN if capitals >= 2 and _PLAIN.fullmatch(token) else None


def _shape_of_compound(parts: list[str]) -> Shape | None:
    """Tell HH-RLHF and DPM-Solver from Multi-Agent, Bradley-Terry and AI-Generated."""
    written = [part for part in parts if _has_name(part)]
    if not written:
        return None
    words = [part for part in parts if part.isalpha() and part[1:].islower()]
    return Shape.WEAK if words else Shape.CERTAIN


def _has_name(part: str) -> bool:
    capitals = sum(sign.isupper() for sign in part)
    digits = any(sign.isdigit() for sign in part)
    return capitals >= 2 or (capitals >= 1 and digits) or bool(_CAMEL.search(part))
