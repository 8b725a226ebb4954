"""A definition, and the words of a text beside which a short form may stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from papergloss.acronyms.spelling import Word, words_of

STOP = re.compile(r"[.;!?](?=\s|$)|:\s")
"""What no long form reaches across."""

REACH = 220
"""How many characters a long form may have, with all that stands in it."""


class Definition(Struct, frozen=True, kw_only=True, array_like=True):
    """That a text says what ``short`` stands for; ``start`` and ``end`` are where the two stand.

    ``short`` is in the singular ("LLM" for "LLMs"); ``long`` is as the text has it, but for what
    stands in brackets within it.
    """

    short: str
    long: str
    start: int
    end: int
    short_start: int
    short_end: int


_PLURAL = re.compile(r"(?<=[A-Z0-9])['’-]?s$")


def singular(short: str) -> str:
    """Give a short form without the s of its plural: LLMs, T2Is, DAG-s."""
    return _PLURAL.sub("", short) if short.endswith("s") else short


def definition(text: str, run: Sequence[Word], short: str, start: int, end: int) -> Definition:
    """Make a definition of ``short``, which stands at ``start:end``, by the words of ``run``."""
    return Definition(
        short=short,
        long=_WITHIN.sub("", text[run[0].start : run[-1].end]),
        start=min(start, run[0].start),
        end=max(end, run[-1].end),
        short_start=start,
        short_end=end,
    )


def words_before(text: str, at: int, short: str) -> list[Word]:
    """Give the words that may spell out ``short`` before ``at``; other brackets are left out."""
    low = max(0, at - REACH)
    before = _blank(text[low:at])
    stops = [found.end() for found in STOP.finditer(before.rstrip())]
    opened = max(before.rfind("("), before.rfind("["))
    words = words_of(before, max([*stops, opened + 1, 0]), shift=low)
    return words[-2 * len(short) - 4 :]


_WITHIN = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")


def _blank(text: str) -> str:
    """Blank out closed brackets: "Reinforcement Learning (RL) from Feedback" is one phrase."""
    if ")" not in text and "]" not in text:
        return text
    return re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda found: " " * len(found[0]), text)
