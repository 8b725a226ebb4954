"""The phrases of tags in one text, and what each counts where it stands.

A phrase counts once: of overlapping ones of a tag the longest, and "Direct Preference Optimization
(DPO)" is one mention. What stands in a list or is said to be absent counts nothing (``context``);
a short form that the text defines counts for what it stands for there (``shortforms``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from papergloss.model import Tag
from papergloss.phrases import Lexicon
from papergloss.tags.context import denied, in_list
from papergloss.tags.shortforms import brackets, long_form

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

    def in_title(self, words: list[str]) -> Iterator[Evidence]:
        """Find what a title says, by place; ``words`` are from ``phrases.tokens``."""
        for start, end, slug, points, _ in self._longest(words):
            if points and denied(words, start, end):
                yield Evidence(start, end, slug, 0, "said to be absent")
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

    def _meanings(
        self, words: list[str], found: Sequence[Evidence]
    ) -> Mapping[str, Mapping[str, int]]:
        """Give the tags of the text's own short forms, and what they count there.

        Only of those that change anything: a tag has the long form and not the short one, or the
        short form and not the long one.
        """
        meanings: dict[str, Mapping[str, int]] = {}
        for at, short in brackets(words):
            named = {each.slug for each in found if each.end == at and each.points}
            same = {each.slug for each in found if each.start == at + 1 and each.points}
            if named != same and (long := long_form(words, at, short)):
                meanings[short] = meanings[f"{short}s"] = self._ending(long)
        return meanings

    def _ending(self, long: list[str]) -> dict[str, int]:
        """Give the tags that have a phrase at the end of ``long``, and what it counts."""
        found = self._lexicon.find(long)
        return {slug: points for _, end, (slug, points) in found if end == len(long) and points}


def _place(each: Evidence) -> tuple[int, int]:
    return each[0], -each[1]


def _as_defined(
    words: Sequence[str], found: Sequence[Evidence], meanings: Mapping[str, Mapping[str, int]]
) -> Iterator[Evidence]:
    """Let the text's own short forms mean what it says they do, and nothing else."""
    for each in found:
        means = meanings.get(words[each.start]) if each.end == each.start + 1 else None
        other = means is not None and each.slug not in means
        yield each._replace(remark="short for something else here") if other else each
    for at, word in enumerate(words):
        if word in meanings:
            for slug, points in meanings[word].items():
                yield Evidence(at, at + 1, slug, points)
