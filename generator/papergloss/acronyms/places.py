"""Where a text may define a short form, and the definitions that stand there.

Brackets come first: "long form (SHORT)", "SHORT (long form)", also within other brackets. Outside
of them the two must be tied by words that say so ("X, or Y,", "X stands for Y", "X: Y"), and every
letter must begin a word or be a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from papergloss.acronyms.spelling import Spelling, Word, spell, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """That a text says what ``short`` stands for; ``start`` and ``end`` are where the two stand.

    ``short`` is in the singular ("LLM" for "LLMs"); ``long`` is as the text has it.
    """

    short: str
    long: str
    start: int
    end: int
    short_start: int
    short_end: int


# What a letter may cost on average: beside brackets, before them, and where only words tie.
_MOST = 0.45
_MOST_REVERSED = 0.25
_MOST_SINGLE_WORD = 0.5
_MOST_TIED = 0.07

_SHORT = re.compile(r"[^\W_](?:[^\W_]|[.&/+*'’-](?=[^\W_])){1,15}\+{0,2}")
_DOTTED = re.compile(r"(?:[a-z]\.){2,5}")
_SPLIT = re.compile(r"\s*(?:[,;:|]|\bor\b|\baka\b|\ba\.k\.a\.)\s*")
_LEAD = re.compile(
    r"(?:hereafter|henceforth|abbreviated(?: as| to)?|short for|short|denoted(?: as| by)?|also"
    r"|called|dubbed|termed|named|or|i\.e\.,?|we call it|referred to as)\s+",
    re.IGNORECASE,
)
_FOR_SHORT = re.compile(r"\s+(?:for short|hereafter|henceforth)$")
_QUOTES = "\"'“”‘’`* "
_ROMAN = re.compile(r"[ivxIVX]+")
_STOP = re.compile(r"[.;!?](?=\s|$)|:\s")
_REACH = 220
_LONGEST = 160

_NAME = r"[^\W_][\w+-]*[A-Z0-9][\w+-]*"
# "Direct Preference Optimization, or DPO,"; "… abbreviated as DPO"; "… — DPO —".
_AFTER = re.compile(
    r"(?:,?\s+(?:or|aka|a\.k\.a\.|abbreviated(?: as| to| by)?|for short|in short|called|dubbed"
    r"|termed|named|denoted(?: as| by)?|shortened to)\s+(?:simply\s+)?|,\s+|\s[–—-]+\s|\s?[—–]\s?)"
    rf"[\"'“]?(?P<short>{_NAME})(?![\w-])"
)
# "DPO, short for Direct …", "DPO stands for Direct …", "DPO: Direct …".
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<short>{_NAME})[\"'”]?(?:,?\s+(?:(?:which\s+)?stands\s+for|short\s+for|or|i\.e\.,?"
    r"|an?\s+(?:acronym|abbreviation)\s+(?:for|of)|meaning)\s+|:\s+|,\s+|\s[–—-]+\s|\s?[—–]\s?|\s?=\s?)"
    r"(?=[\"'“]?(?:an?\s|the\s)?[\"'“]?(?P<first>\w))"
)
_ODD = re.compile(r"[A-Za-z]*[a-z][A-Z][A-Za-z]*|[A-Z]{2,}[a-z]+")


def definitions(text: str) -> list[Definition]:
    """Find what ``text`` defines, by place; of several definitions of a short form all."""
    found: dict[tuple[str, int], Definition] = {}
    for each in (*_in_brackets(text), *_tied(text), *_traced(text)):
        found.setdefault((each.short, each.short_start), each)
    return sorted(found.values(), key=lambda each: (each.short_start, each.start))


def singular(short: str) -> str:
    """Give a short form without the s of its plural: LLMs, T2Is, DAG-s."""
    return re.sub(r"(?<=[A-Z0-9])['’-]?s$", "", short)


# --- brackets -----------------------------------------------------------------------------------


def _in_brackets(text: str) -> Iterator[Definition]:
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
    if len(inside) > _LONGEST or inside.lower().startswith(("e.g", "see ", "cf", "such as")):
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
    words = _words_before(text, at, bare)
    found = spell(bare, words)
    if found is None or not _believable(bare, words, found, _MOST):
        return None
    first, last = words[found.first], words[found.last - 1]
    long = text[first.start : last.end]
    return Definition(
        short=bare,
        long=long,
        start=first.start,
        end=place + len(short),
        short_start=place,
        short_end=place + len(short),
    )


def _words_before(text: str, at: int, short: str) -> list[Word]:
    """Give the words that may spell out ``short`` before ``at``; other brackets are left out."""
    low = max(0, at - _REACH)
    before = _blank(text[low:at])
    stops = [found.end() for found in _STOP.finditer(before.rstrip())]
    opened = max(before.rfind("("), before.rfind("["))
    words = words_of(before, max([*stops, opened + 1, 0]))
    most = 2 * len(short) + 4
    return [Word(w.text, w.start + low, w.end + low, w.joined) for w in words[-most:]]


def _blank(text: str) -> str:
    """Blank out closed brackets: "Reinforcement Learning (RL) from Feedback" is one phrase."""
    return re.sub(r"\([^()]*\)|\[[^\[\]]*\]", lambda found: " " * len(found[0]), text)


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
    long = text[words[0].start : words[found.last - 1].end]
    return Definition(
        short=bare,
        long=long,
        start=place,
        end=end + 1,
        short_start=place,
        short_end=place + len(short),
    )


def _believable(short: str, words: Sequence[Word], found: Spelling, most: float) -> bool:
    """Whether an alignment is no accident."""
    size = found.last - found.first
    if [word.text for word in words[found.first : found.last]] == [short]:
        return False
    if sum(sign.isupper() or sign.isdigit() for sign in short) < 2:
        # "kNN" has two; "Net", "eq", "ours" are words unless each letter begins one.
        return found.cost <= 0.04 and len([s for s in short if s.isalnum()]) >= 3
    if size == 1:
        return found.cost <= _MOST_SINGLE_WORD and len(words[found.first].text) >= 3 * len(short)
    return found.cost <= most


# --- ties ---------------------------------------------------------------------------------------


def _tied(text: str) -> Iterator[Definition]:
    for found in _AFTER.finditer(text):
        short = found["short"]
        if made := _tied_before(text, found.start(), short, found.start("short")):
            yield made
    for found in _BEFORE.finditer(text):
        short = found["short"]
        if found["first"].lower() != short[0].lower():
            continue
        if made := _tied_behind(text, short, found.start("short"), found.end()):
            yield made


def _tied_before(text: str, at: int, short: str, place: int) -> Definition | None:
    bare = singular(short)
    if not _is_acronym(bare):
        return None
    words = _words_before(text, at, bare)
    found = spell(bare, words)
    if found is None or found.last != len(words) or not _certain(bare, words, found):
        return None
    start = words[found.first].start
    end = place + len(short)
    return Definition(
        short=bare,
        long=text[start : words[-1].end],
        start=start,
        end=end,
        short_start=place,
        short_end=end,
    )


def _tied_behind(text: str, short: str, place: int, at: int) -> Definition | None:
    bare = singular(short)
    if not _is_acronym(bare):
        return None
    stop = _STOP.search(text, at)
    words = words_of(text, at, min(stop.start() if stop else len(text), at + _REACH))
    words = words[: 2 * len(bare)]
    # The shortest run from here that spells it: what follows belongs to the sentence.
    for size in range(2, len(words) + 1):
        found = spell(bare, words[:size], from_start=True)
        if found and found.last == size and _certain(bare, words, found):
            end = words[size - 1].end
            return Definition(
                short=bare,
                long=text[words[0].start : end],
                start=place,
                end=end,
                short_start=place,
                short_end=place + len(short),
            )
    return None


def _is_acronym(short: str) -> bool:
    return len(short) >= 3 and sum(sign.isupper() or sign.isdigit() for sign in short) >= 2


def _certain(short: str, words: Sequence[Word], found: Spelling) -> bool:
    return found.last - found.first >= 2 and found.cost <= _MOST_TIED


def _traced(text: str) -> Iterator[Definition]:
    """Find capitals that spell a name of the same text: "RISE: Recursive IntroSpEction"."""
    words = words_of(text)
    odd = [at for at, word in enumerate(words) if _ODD.fullmatch(word.text)]
    if not odd:
        return
    names = {
        word.text: word for word in reversed(words) if len(word.text) >= 4 and word.text.isupper()
    }
    for at in odd:
        for first in range(max(0, at - 6), at + 1):
            for last in range(max(at + 1, first + 2), min(len(words), at + 7) + 1):
                run = words[first:last]
                capitals = "".join(s for word in run for s in word.text if s.isupper())
                name = names.get(capitals)
                if name is None or name in run or not _ends_count(run, text):
                    continue
                yield Definition(
                    short=capitals,
                    long=text[run[0].start : run[-1].end],
                    start=min(name.start, run[0].start),
                    end=max(name.end, run[-1].end),
                    short_start=name.start,
                    short_end=name.end,
                )


def _ends_count(run: Sequence[Word], text: str) -> bool:
    """Whether both ends of a run give a capital, and no sentence ends within it."""
    has = all(any(sign.isupper() for sign in word.text) for word in (run[0], run[-1]))
    return has and not _STOP.search(text[run[0].start : run[-1].end])
