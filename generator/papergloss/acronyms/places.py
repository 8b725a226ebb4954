"""The brackets of a text, and what is defined in or beside them.

"long form (SHORT)" and "SHORT (long form)", also within other brackets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from papergloss.acronyms.definition import Definition, definition, singular, words_before
from papergloss.acronyms.spelling import Spelling, Word, spell, words_of

# What a letter may cost on average: beside brackets, before them, and where only words tie.
_MOST = 0.45
_MOST_REVERSED = 0.25
_MOST_SINGLE_WORD = 0.5

_SHORT = re.compile(r"[^\W_](?:[^\W_]|[.&/+*'’-](?=[^\W_])){1,15}\+{0,2}")
_DOTTED = re.compile(r"(?:[a-z]\.){2,5}")
_SPLIT = re.compile(r"\s*(?:[,;:|]|\bor\b|\baka\b|\ba\.k\.a\.)\s*")
_LEAD = re.compile(
    r"(?:hereafter|henceforth|abbreviated(?: as| to)?|short for|short|denoted(?: as| by)?|also"
    r"|called|dubbed|termed|named|or|i\.e\.,?|we call it|referred to as)\s+",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"\s*(?:e\.?g\b|see\b|cf\b|such as\b|like\b|with\b)", re.IGNORECASE)
_FOR_SHORT = re.compile(r"\s+(?:for short|hereafter|henceforth)$")
_QUOTES = "\"'“”‘’`* "
_ROMAN = re.compile(r"[ivxIVX]+")
_LONGEST = 160


def in_brackets(text: str) -> Iterator[Definition]:
    for start, end in _brackets(text):
        inside = text[start + 1 : end]
        # "LLM", "LLMs; see below", "or LLM", "Brown et al., LLM": the first or the only short form.
        for at, short in _short_forms(inside):
            if made := _before_bracket(text, start, short, start + 1 + at):
                yield made
                break
        else:
            if len(inside) <= _LONGEST and (made := _behind_short(text, start, end)):
                yield made


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of brackets and of those within them, where they are closed."""
    opened: list[int] = []
    for found in re.finditer(r"[()\[\]{}]", text):
        if found[0] in "([{":
            opened.append(found.start())
        elif opened:
            yield opened.pop(), found.start()


def _short_forms(inside: str) -> Iterator[tuple[int, str]]:
    """Give what could be short forms in brackets, and where; none in "e.g., GPT-4"."""
    if len(inside) > _LONGEST or _EXAMPLE.match(inside):
        return
    at = 0
    for piece in (*_SPLIT.split(inside)[:2], inside):
        at = max(0, inside.find(piece, 0 if piece == inside else at))
        bare = piece.lstrip(_QUOTES)
        lead = _LEAD.match(bare)
        bare = bare[lead.end() :] if lead else bare
        bare = _FOR_SHORT.sub("", bare).strip(_QUOTES)
        if is_short(bare):
            yield inside.index(bare, at), bare


def is_short(text: str) -> bool:
    """Whether ``text`` has the look of a short form: DPO, T2I, BoN, i.i.d.; not 2023, (ii), n=3."""
    if _DOTTED.fullmatch(text):
        return True
    if not _SHORT.fullmatch(text) or _ROMAN.fullmatch(text):
        return False
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= 2 or (len(letters) == 1 and any(sign.isdigit() for sign in text))


def _before_bracket(text: str, at: int, short: str, place: int) -> Definition | None:
    """Find the long form before the bracket at ``at``."""
    bare = singular(short)
    words = words_before(text, at, bare)
    found = spell(bare, words)
    if found is None or not _believable(bare, words, found, _MOST):
        return None
    made = definition(text, words[found.first : found.last], bare, place, place + len(short))
    return None if ")" in made.long else made  # "(M)LLMs (MLLMs)"


def _behind_short(text: str, start: int, end: int) -> Definition | None:
    """Find the short form before brackets that hold its long form: "DPO (Direct …)"."""
    before = re.search(r"(?<![\w-])([\w.&/+-]*[\w+])[\"'”]?\s?$", text[max(0, start - 40) : start])
    if before is None:
        return None
    short, place = before[1], max(0, start - 40) + before.start(1)
    bare = singular(short)
    if sum(sign.isupper() or sign.isdigit() for sign in bare) < 2 or not is_short(bare):
        return None
    words = words_of(text, start + 1, end)
    found = spell(bare, words, from_start=True)
    if found is None or not _believable(bare, words, found, _MOST_REVERSED):
        return None
    return definition(text, words[: found.last], bare, place, place + len(short))


def _believable(short: str, words: Sequence[Word], found: Spelling, most: float) -> bool:
    """Whether an alignment is no accident."""
    size = found.last - found.first
    # "RAG-LLM (RAG)" is another name; so is the acronym itself, "LLMs (LLM)".
    if words[found.first].text in {short, f"{short}s"}:
        return False
    if sum(sign.isupper() or sign.isdigit() for sign in short) < 2:
        # "kNN" has two; "Net", "eq", "ours" are words unless each letter begins one.
        return found.cost <= 0.04 and len([s for s in short if s.isalnum()]) >= 3
    if size == 1:
        return found.cost <= _MOST_SINGLE_WORD and len(words[found.first].text) >= 3 * len(short)
    return found.cost <= most
