"""Phrases of the archive that deserve a tag: papers are about them, and the vocabulary lacks them.

A paper is about a phrase that stands in its title or more than once in its abstract, as with tags
(see ``tagger``); so the first figure is how many papers such a tag would have. Phrases that many
papers name and few are about ("experimental results") are ordinary words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from papergloss.model import Tag
from papergloss.phrases import Lexicon, singular, tokens
from papergloss.tags.context import in_list

EXAMPLES = 3
LONGEST = 4
#: Of the papers that name a phrase, the part that must be about it; of a lone word more, since
#: most of them are ordinary ("responses").
LEAST_ABOUT = 0.25
LEAST_ABOUT_WORD = 0.5
#: A phrase of which this part stands within one longer phrase is only a part of that.
MOST_WITHIN = 0.6
_SHORTEST_WORD = 6
# As in ``phrases``, with hyphened words in one piece: "in-context learning" starts at "in".
# A command of TeX is no word.
_WORD = re.compile(r"\\[A-Za-z]+|[^\W_]+(?:-[^\W_]+)*|[^\w\s$]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What a suggestion needs of a paper; ``name`` is what examples call it."""

    name: str
    title: str
    abstract: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A phrase that may deserve a tag.

    ``papers`` are about it, ``named`` name it at all; ``within`` are the slugs of tags of which a
    phrase stands in it, under which the tag may belong; ``examples`` name papers about it.
    """

    phrase: str
    papers: int
    named: int
    within: tuple[str, ...]
    examples: tuple[str, ...]


def suggestions(
    texts: Iterable[Text],
    vocabulary: Mapping[str, Tag],
    ordinary: Collection[str],
    least: int = 5,
) -> list[Suggestion]:
    """Find phrases that deserve a tag, the best first.

    Args:
        ordinary: words in small letters that begin and end no phrase.
        least: how many papers must be about a phrase.
    """
    texts = list(texts)
    about, written, examples = _about(texts, ordinary)
    likely = {key for key, count in about.items() if count >= least}
    named = Counter(
        key
        for text in texts
        for key in {key for key, *_ in _keys(f"{text.title} . {text.abstract}", ordinary)} & likely
    )
    known = _Known(vocabulary)
    kept = {
        key
        for key in likely
        if about[key] >= (LEAST_ABOUT if len(key) > 1 else LEAST_ABOUT_WORD) * named[key]
        and not known.is_known(written[key])
    }
    kept -= _parts(kept, about)
    found = [
        Suggestion(
            phrase=" ".join(written[key]),
            papers=about[key],
            named=named[key],
            within=known.within(written[key]),
            examples=tuple(examples[key]),
        )
        for key in kept
    ]
    return sorted(found, key=lambda each: (-(each.papers**2) / each.named, each.phrase))


Key = tuple[str, ...]


def _about(
    texts: Iterable[Text], ordinary: Collection[str]
) -> tuple[Counter[Key], dict[Key, Sequence[str]], dict[Key, list[str]]]:
    """Count the papers about each phrase; how it is first written, and the first such papers."""
    about: Counter[Key] = Counter()
    written: dict[Key, Sequence[str]] = {}
    examples: dict[Key, list[str]] = {}
    for text in texts:
        subjects = {key: words for key, words, _ in _keys(text.title, ordinary)}
        counts: Counter[Key] = Counter()
        for key, words, listed in _keys(text.abstract, ordinary):
            counts[key] += not listed
            if counts[key] == 2:
                subjects[key] = words  # rather as running text has it: titles have capitals
        for key, words in subjects.items():
            about[key] += 1
            if about[key] <= EXAMPLES:
                written[key] = words
                examples.setdefault(key, []).append(text.name)
    return about, written, examples


def _keys(text: str, ordinary: Collection[str]) -> Iterator[tuple[Key, Sequence[str], bool]]:
    """Give each phrase as a key that compares, as it is written, and whether it is of a list."""
    words = _WORD.findall(text)
    keys = [tuple(word.lower().split("-")) for word in words]
    good = [_is_good(key, ordinary) for key in keys]
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            if not good[end - 1]:
                break
            if end - start > 1 or _stands_alone(words, good, start):
                *heads, last = sum(keys[start:end], ())
                yield (*heads, singular(last)), words[start:end], in_list(words, start, end)


def _is_good(key: Key, ordinary: Collection[str]) -> bool:
    """Whether a word can be part of a phrase: "in-context" can, "in" and "2025" cannot."""
    if len(key) == 1:
        return key[0].isalnum() and not key[0].isdigit() and key[0] not in ordinary
    return all(key)


def _stands_alone(words: Sequence[str], good: Sequence[bool], at: int) -> bool:
    """Whether a word is a phrase of its own: no part of a longer one, and not too short."""
    beside = (*good[max(0, at - 1) : at], *good[at + 1 : at + 2])
    word = words[at]
    short = len(word) < _SHORTEST_WORD and word[1:].islower()
    return len(word) > 1 and not short and not any(beside)


def _parts(kept: Collection[Key], about: Mapping[Key, int]) -> set[Key]:
    """Find the phrases that hardly ever stand outside of one that is longer."""
    return {
        part
        for longer in kept
        for part in _runs(longer) - {longer}
        if part in about and about[longer] >= MOST_WITHIN * about[part]
    }


def _runs(key: Key) -> set[Key]:
    """Give every run of words in ``key``, itself included."""
    size = len(key)
    return {key[start:end] for start in range(size) for end in range(start + 1, size + 1)}


class _Known:
    """The phrases of a vocabulary."""

    def __init__(self, vocabulary: Mapping[str, Tag]) -> None:
        self._lexicon: Lexicon[str] = Lexicon()
        self._parts: set[Key] = set()
        for tag in vocabulary.values():
            for phrase in {tag.name, *tag.match, *tag.strong, *tag.exclude, *tag.keywords}:
                self._lexicon.add(phrase, tag.slug)
                self._parts |= _runs(tuple(tokens(phrase.lower())))

    def is_known(self, words: Sequence[str]) -> bool:
        """Whether a tag has the whole phrase, or one that it is a part of."""
        words = tokens(" ".join(words))
        if tuple(word.lower() for word in words) in self._parts:
            return True
        found = self._lexicon.find(words)
        return any((each.start, each.end) == (0, len(words)) for each in found)

    def within(self, words: Sequence[str]) -> tuple[str, ...]:
        """Give the tags of which a phrase stands in ``words``."""
        found = self._lexicon.find(tokens(" ".join(words)))
        return tuple(sorted({each.value for each in found}))
