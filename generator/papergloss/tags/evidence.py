"""The phrases of tags in one text, and what each counts where it stands.

A phrase counts once: of overlapping ones of a tag the longest, and "Direct Preference Optimization
(DPO)" is one mention. What stands in a list or is said to be absent counts nothing (``context``);
a short form that the text defines counts for what it stands for there (``shortforms``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from papergloss.model import Tag
from papergloss.phrases import Lexicon, singular, spellings
from papergloss.tags.context import denied, in_list
from papergloss.tags.shortforms import (
    brackets,
    has_capitals,
    initials,
    long_form,
    plain_form,
    same_meaning,
)

TITLE_POINTS = 3
STRONG_POINTS = 2
PLAIN_POINTS = 1


class Evidence(NamedTuple):
    """That ``words[start:end]`` speak for a tag, with so many points; ``remark``: why with none.

    A plain tuple because tagging makes a dozen of them for every paper.
    """

    start: int
    end: int
    slug: str
    points: int
    remark: str = ""


class Phrases:
    """The phrases of a vocabulary, ready to be found."""

    def __init__(self, vocabulary: Mapping[str, Tag]) -> None:
        # The value of a phrase: whose it is, and what it counts in the abstract; 0 for `exclude`.
        self._lexicon: Lexicon[tuple[str, int]] = Lexicon()
        for tag in vocabulary.values():
            phrases = dict.fromkeys(tag.match or (() if tag.strong else (tag.name,)), PLAIN_POINTS)
            phrases |= dict.fromkeys(tag.strong, STRONG_POINTS) | dict.fromkeys(tag.exclude, 0)
            for phrase, points in phrases.items():
                self._lexicon.add(phrase, (tag.slug, points))
        self._long_forms = {tag.slug: _long_forms(tag) for tag in vocabulary.values()}

    def in_title(self, words: list[str]) -> Iterator[Evidence]:
        """Find what a title says, by place; ``words`` are from ``phrases.tokens``."""
        for start, end, slug, points, remark in self._longest(words):
            if points and (remark or denied(words, start, end)):
                yield Evidence(start, end, slug, 0, remark or "said to be absent")
            elif points:
                yield Evidence(start, end, slug, TITLE_POINTS)

    def in_abstract(self, words: list[str]) -> Iterator[Evidence]:
        """Find what an abstract says, by place; ``words`` are from ``phrases.tokens``."""
        for each in self._longest(words):
            start, end, slug, points, remark = each
            if not points:
                continue
            if remark:
                yield each._replace(points=0)
            elif in_list(words, start, end):
                yield Evidence(start, end, slug, 0, "in a list")
            elif denied(words, start, end):
                yield Evidence(start, end, slug, 0, "said to be absent")
            else:
                yield each

    def _longest(self, words: list[str]) -> Iterator[Evidence]:
        """Of phrases of a tag that overlap give the longest; of a definition's two halves one."""
        covered: dict[str, int] = {}
        for each in self._all(words):
            start, end, slug, *_ = each
            until = covered.get(slug, 0)
            if start < until:
                continue
            covered[slug] = end
            if not (until and start == until + 1 and words[until] == "("):
                yield each

    def _all(self, words: list[str]) -> list[Evidence]:
        """Find every phrase, by start and with the longest first."""
        found = [Evidence(start, end, *value) for start, end, value in self._lexicon.find(words)]
        if "(" in words and (meanings := self._meanings(words, found)):
            found = list(_as_defined(words, found, meanings))
        found.sort(key=_place)
        return found

    def _meanings(self, words: list[str], found: Sequence[Evidence]) -> dict[str, _Meaning]:
        """Give the text's own short forms that change anything, in the singular and the plural.

        They do where a tag has the long form and not the short one, or the short form and, by
        its vocabulary, another long one.
        """
        meanings: dict[str, _Meaning] = {}
        before: dict[int, dict[str, int]] = {}
        inside: dict[int, set[str]] = {}
        for start, end, slug, points, _ in found:
            if points:
                before.setdefault(end, {})[slug] = points
                inside.setdefault(start - 1, set()).add(slug)
        for at, short in brackets(words):
            named, same = before.get(at, {}), inside.get(at, set())
            if short in meanings:
                continue
            doubtful = {slug for slug in same - named.keys() if short in self._long_forms[slug]}
            more = named.keys() - same and plain_form(words, at, short)
            if more or doubtful:
                others = self._others(doubtful, short, long_form(words, at, short))
                added = {slug: named[slug] for slug in named.keys() - same} if more else {}
                meanings[short] = meanings[f"{short}s"] = _Meaning(added, others)
        return meanings

    def _others(self, doubtful: set[str], short: str, long: list[str]) -> set[str]:
        """Of tags with the ``short`` form give those to which the ``long`` one does not belong."""
        if not long:
            return set()
        return {
            slug
            for slug in doubtful
            if not any(same_meaning(long, known) for known in self._long_forms[slug][short])
        }


class _Meaning(NamedTuple):
    """What a short form means in a text: for which tags it counts, and for which not."""

    added: Mapping[str, int]
    others: Collection[str]


def _long_forms(tag: Tag) -> dict[str, list[frozenset[str]]]:
    """Give the acronyms of a tag of which it has the long form too, each as its words."""
    phrases = [*tag.match, *tag.strong]
    acronyms = {phrase for phrase in phrases if " " not in phrase and has_capitals(phrase)}
    known: dict[str, list[frozenset[str]]] = {}
    for words in (words for phrase in phrases for words in spellings(phrase) if len(words) > 1):
        for short in acronyms:
            if initials(words) == short.lower():
                known.setdefault(short, []).append(frozenset(singular(w.lower()) for w in words))
    return known


def _place(each: Evidence) -> tuple[int, int]:
    return each[0], -each[1]


def _as_defined(
    words: Sequence[str], found: Sequence[Evidence], meanings: Mapping[str, _Meaning]
) -> Iterator[Evidence]:
    """Let the text's own short forms mean what it says they do."""
    for each in found:
        meaning = meanings.get(words[each.start]) if each.end == each.start + 1 else None
        other = meaning is not None and each.slug in meaning.others
        yield each._replace(remark="short for something else here") if other else each
    for at, word in enumerate(words):
        if word in meanings:
            for slug, points in meanings[word].added.items():
                yield Evidence(at, at + 1, slug, points)
