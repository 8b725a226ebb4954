"""A text as tokens with their places, and what the neighbours of a name say about it.

In: the text of an abstract, and where a name stands. Out: whether the name is whole there (not a
part of a longer one), and whether the text itself introduces it. Knows no paper and no archive.
"""

from __future__ import annotations

import re

from papergloss.names import TOKEN

_URL = re.compile(r"(?:https?://|www\.|\b(?:github|huggingface)\.\w+/)\S+")

# "OpenVLA-7B" and "OpenVLA-based" still name OpenVLA; "OpenVLA-OFT", "GPT-4o-mini" do not.
_VARIANT = re.compile(r"\d+(?:\.\d+)?[Bb]|Instruct|Chat|Base|[a-z]\w*")
_VERSION = re.compile(r"[vV]?\d")
_EDITION = re.compile(r"Pro|Plus|Max|Ultra|Lite|Mini|Flash|Next|Turbo|XL|II|III|Preview")
_SMALL_EDITION = re.compile(r"pro|plus|max|ultra|lite|mini|nano|flash|next|turbo|xl|preview|coder")

_INTRODUCTION = re.compile(
    r"introduc(?:e|es|ing)|propos(?:e|es|ing)|present(?:s|ing)?|releas(?:e|es|ing)"
    r"|develop(?:s|ed)?|call(?:ed)?|name(?:d|ly)?|dub(?:bed)?|term(?:ed)?|coin(?:ed)?|creat(?:e|es)"
    r"|construct(?:s)?|buil[dt]|design(?:s|ed)?|abbreviated|denoted"
)
_FILLER = frozenset({"the", "our", "a", "an", "novel", "new", "first", "as", "and", "it", "this"})


class Passage:
    """A text, its tokens, and where each of them begins and ends (known once it is asked for)."""

    __slots__ = ("_spans", "text", "words")

    def __init__(self, text: str) -> None:
        """Split ``text``; links are blanked out, for nobody reads a name in them."""
        self.text = text
        self.words = tuple(TOKEN.findall(_blanked(text)))
        self._spans: tuple[tuple[int, int], ...] = ()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each token begins and ends, in characters of the text."""
        if not self._spans:
            self._spans = tuple(found.span() for found in TOKEN.finditer(_blanked(self.text)))
        return self._spans

    def touches(self, at: int) -> bool:
        """Whether token ``at`` follows the one before it without a space."""
        return 0 < at < len(self.spans) and self.spans[at - 1][1] == self.spans[at][0]

    def word(self, at: int) -> str:
        """Give token ``at``, "" beyond either end."""
        return self.words[at] if 0 <= at < len(self.words) else ""


def _blanked(text: str) -> str:
    if "/" not in text and "www." not in text:
        return text
    return _URL.sub(lambda link: " " * len(link[0]), text)


def is_whole(passage: Passage, start: int, end: int) -> bool:
    """Whether ``words[start:end]`` is not part of a longer name such as OpenVLA-OFT, UI-TARS."""
    before, after = passage.word(start - 1), passage.word(end)
    if passage.touches(start) and before in {"-", "_", "+", "^", ".", "@", "#", "*", "$"}:
        return False
    if passage.touches(end):
        follower = passage.word(end + 1) if passage.touches(end + 1) else ""
        if after == "-" and follower:
            variant = _VARIANT.fullmatch(follower) and not _SMALL_EDITION.fullmatch(follower)
            return bool(variant)
        return not (after in {"+", "^", "_", "*", "@"} or (after == "." and follower[:1].isdigit()))
    # "LongLive 2" is the next one, "MMDU 5-shot" and "MMDU 5.06" are not; nor is "Gemma 2 9B".
    if _VERSION.fullmatch(after):
        score = passage.word(end + 1) == "." and len(passage.word(end + 2)) > 1
        return score or passage.word(end + 1) in {"-", "%"}
    return not _EDITION.fullmatch(after)


def stands_alone(passage: Passage, start: int, end: int) -> bool:
    """Whether no capitalised word stands beside the name: Medical SAM 2, Diffusion Forcing Loss."""
    before, after = passage.word(start - 1), passage.word(end)
    opens = passage.word(start - 2) in {"", ".", "!", "?", ":", ";", ","}
    return not (before[:1].isupper() and not opens) and not after[:1].isupper()


def introduced_here(passage: Passage, start: int, end: int) -> bool:
    """Whether the text itself introduces the name: "we propose X", "a benchmark, X, that"."""
    at = start - 1
    while passage.word(at).lower() in _FILLER or passage.word(at) in {'"', "“", "*", "'", "`"}:
        at -= 1
    if _INTRODUCTION.fullmatch(passage.word(at).lower()):
        return True
    if passage.word(start - 1) not in {",", ":", "-", "–", "—"}:
        return False
    return passage.word(end) in {",", ":", "(", ".", "-", "–", "—"} and any(
        _INTRODUCTION.fullmatch(word.lower()) for word in _clause(passage, start - 1, 14)
    )


def _clause(passage: Passage, end: int, most: int) -> tuple[str, ...]:
    """Give up to ``most`` tokens before ``end``, back to the last full stop."""
    words = passage.words[max(0, end - most) : end]
    for at in range(len(words) - 1, -1, -1):
        if words[at] in {".", ";", "!", "?"}:
            return words[at + 1 :]
    return words


def long_form(passage: Passage, start: int, end: int) -> list[str]:
    """Give the words that spell out the acronym at ``start:end`` beside it, [] if none do.

    "Soft Actor-Critic (SAC)" and "SAC (Soft Actor-Critic)".
    """
    letters = [sign.lower() for sign in "".join(passage.words[start:end]) if sign.isupper()]
    if passage.word(start - 1) == "(" and passage.word(end) in {")", ",", ";", "-"}:
        before = [word for word in _clause(passage, start - 1, 3 * len(letters)) if word.isalnum()]
        return _spelt(before[::-1], letters[::-1])[::-1]
    if passage.word(end) == "(":
        after = passage.words[end + 1 : end + 1 + 3 * len(letters)]
        inside = after[: after.index(")")] if ")" in after else after
        return _spelt([word for word in inside if word.isalnum()], letters)
    return []


def _spelt(words: list[str], letters: list[str]) -> list[str]:
    """Give the words from the first to the one that begins with the last of ``letters``.

    Most of the letters must begin a word, in their order.
    """
    if not words or len(letters) < 2:
        return []
    met = 0
    for number, word in enumerate(words[: 2 * len(letters)], start=1):
        if met < len(letters) and word[0].lower() == letters[met]:
            met += 1
        if met == len(letters):
            return words[:number]
    return words[: len(letters)] if met >= 0.6 * len(letters) else []
