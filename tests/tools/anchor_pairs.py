"""Pairs of versions of an abstract, with passages whose fate is known, to try anchors on.

Made of the recorded corpora by edits that abstracts really undergo: other line breaks, LaTeX that
was stripped and is repaired, a sentence with other words, one that is replaced, a sentence put in
front. The generator is seeded: the same corpora give the same pairs.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from papergloss.anchors import Span, find, select
from papergloss.highlight import shown
from papergloss.model import Selector
from papergloss.text import repair, sentences

SEED = 20240229
PAIRS = 200
# Passages tried in each pair.
PASSAGES = 6


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an abstract; ``place`` is its number in the old version, None for a new word."""

    text: str
    place: int | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two versions of an abstract, word by word, and which edit parts them.

    ``lengths`` are the fewest and the most words of a passage to try.
    """

    edit: str
    old: tuple[Word, ...]
    new: tuple[Word, ...]
    between: str = " "
    lengths: tuple[int, int] = (5, 30)


@dataclass(frozen=True, slots=True)
class Trial:
    """A passage of the old version: where it is there, and where in the new (None: gone)."""

    edit: str
    old: str
    new: str
    passage: Span
    truth: Span | None


@dataclass(slots=True)
class Tally:
    """How many passages still exist, how many of them were found, and what went wrong."""

    existing: int = 0
    found: int = 0
    gone: int = 0
    elsewhere: int = 0

    @property
    def share(self) -> float:
        """How much of what still exists is found."""
        return self.found / max(1, self.existing)

    def add(self, trial: Trial, *, context: bool) -> None:
        """Look for a passage with or without the words round it, and count what happens."""
        selector = select(trial.old, trial.passage)
        place = find(selector if context else Selector(exact=selector.exact), trial.new)
        self.existing += trial.truth is not None
        self.gone += trial.truth is None
        right = place is not None and trial.truth is not None and _overlap(place, trial.truth) > 0.6
        self.found += right
        self.elsewhere += place is not None and not right


def _overlap(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    return common / (max(one.end, other.end) - min(one.start, other.start))


def abstracts(path: Path, count: int) -> list[str]:
    """Read abstracts of at least five sentences, the first ``count`` of the corpus."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = (json.loads(line).get("abstract") or "" for line in lines)
        return list(islice((text for text in texts if len(sentences(text)) >= 5), count))


def pairs(data: Path, count: int = PAIRS) -> Iterator[Pair]:
    """Make pairs of both corpora, each edit as often as the others."""
    source = random.Random(SEED)
    half = 3 * count
    texts = abstracts(data / "corpora" / "arxiv.jsonl.gz", half)
    texts += abstracts(data / "corpora" / "acl.jsonl.gz", half)
    source.shuffle(texts)
    formal = [text for text in texts if re.search(r"\$[^$]+\$", text)]
    edits = (_reflowed, _repaired, _reworded, _replaced, _prefixed)
    for number in range(count):
        edit = edits[number % len(edits)]
        pool = formal if edit is _repaired else texts
        yield edit(pool[number % len(pool)], source, texts)


def trials(pair: Pair, source: random.Random) -> Iterator[Trial]:
    """Choose passages of the old version: runs of its words."""
    old, new = _text(pair.old), _text(pair.new, pair.between)
    for _ in range(PASSAGES):
        length = source.randint(*pair.lengths)
        start = source.randrange(max(1, len(pair.old) - length + 1))
        chosen = pair.old[start : start + length]
        passage = _span(pair.old, {w.place for w in chosen}, " ")
        kept = {w.place for w in pair.new} & {w.place for w in chosen}
        truth = _span(pair.new, kept, pair.between) if kept else None
        share = len(kept) / len(chosen)
        # Where half is gone, or much was put in between, opinions differ on what is still there.
        torn = passage and truth and len(_cut(new, truth)) > 1.5 * len(_cut(old, passage))
        if passage and not torn and (share >= 0.75 or share <= 0.25):
            yield Trial(pair.edit, old, new, passage, truth if share >= 0.75 else None)


def foreign(one: Pair, other: Pair) -> Trial:
    """Take a passage of one abstract that another does not hold at all."""
    text = _text(one.old)
    places = {word.place for word in one.old[: one.lengths[1] // 2]}
    passage = _span(one.old, places, " ")
    assert passage
    return Trial("of another abstract", text, _text(other.new, other.between), passage, None)


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _text(words: Sequence[Word], between: str = " ") -> str:
    return between.join(word.text for word in words)


def _span(words: Sequence[Word], wanted: set[int | None], between: str) -> Span | None:
    place = 0
    ends: list[int] = []
    for word in words:
        if word.place is not None and word.place in wanted:
            ends += [place, place + len(word.text)]
        place += len(word.text) + len(between)
    return Span(ends[0], ends[-1]) if ends else None


# --- edits --------------------------------------------------------------------------------------

Edit = Callable[[str, random.Random, Sequence[str]], Pair]


def _words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word, place) for place, word in enumerate(shown(text).split()))


def _reflowed(text: str, source: random.Random, others: Sequence[str]) -> Pair:
    words = _words(repair(text))
    return Pair("reflowed", words, words, source.choice(["\n", "  ", "\n "]))


def _repaired(text: str, source: random.Random, others: Sequence[str]) -> Pair:
    """As Hugging Face strips it and as it is repaired; its sentences are the words here."""
    stripped = [re.sub(r"[$\\]", "", part) for part in sentences(text)]
    mended = [shown(repair(part)) for part in sentences(text)]
    old, new = [], []
    for place, (before, after) in enumerate(zip(stripped, mended, strict=True)):
        old.append(Word(" ".join(before.split()), place))
        new.append(Word(" ".join(after.split()), place))
    return Pair("repaired", tuple(old), tuple(new), lengths=(1, 2))


def _reworded(text: str, source: random.Random, others: Sequence[str]) -> Pair:
    """Two or three words of a sentence are others."""
    words = list(_words(repair(text)))
    start = source.randrange(max(1, len(words) - 15))
    strangers = _words(repair(source.choice(others)))
    for place in source.sample(range(start, min(len(words), start + 15)), 2):
        words[place] = Word(source.choice(strangers).text, None)
    return Pair("reworded", _words(repair(text)), tuple(words))


def _replaced(text: str, source: random.Random, others: Sequence[str]) -> Pair:
    """A sentence of another abstract takes the place of one of these."""
    parts = [part.split() for part in sentences(shown(repair(text)))]
    gone = source.randrange(len(parts))
    old, new, place = [], [], 0
    for number, part in enumerate(parts):
        old += [Word(word, place + at) for at, word in enumerate(part)]
        kept = [Word(word, place + at) for at, word in enumerate(part)]
        new += _stranger(source, others) if number == gone else kept
        place += len(part)
    return Pair("replaced", tuple(old), tuple(new))


def _prefixed(text: str, source: random.Random, others: Sequence[str]) -> Pair:
    words = _words(repair(text))
    return Pair("prefixed", words, (*_stranger(source, others), *words))


def _stranger(source: random.Random, others: Sequence[str]) -> list[Word]:
    sentence = source.choice(sentences(shown(repair(source.choice(others)))))
    return [Word(word, None) for word in sentence.split()]
