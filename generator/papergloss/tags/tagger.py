"""What speaks for a tag in a paper's title, abstract and labels, and which tags that gives it.

A tag must be what the paper is about and not what it names in passing, so mentions are counted: a
phrase in the title gives 3 points, a ``strong`` phrase in the abstract 2, any other 1, and a tag is
given from its ``threshold`` on (3 where the vocabulary does not say). What stands in a list or is
said to be absent counts less or nothing (see ``context``). What sources call the paper, their
keywords and categories, speaks for a tag like a phrase of the abstract, and alone gives none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from papergloss.model import Tag
from papergloss.phrases import Lexicon, tokens
from papergloss.tags.context import denied, in_list
from papergloss.tags.vocabulary import closure

TITLE_POINTS = 3
STRONG_POINTS = 2
PLAIN_POINTS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A phrase of a tag, where it stands, and what it counts.

    ``where`` is title, abstract, keyword or category; ``start`` and ``end`` count the words and
    signs of the text (``phrases.tokens``) from 0. ``remark`` says why it counts less than such a
    phrase does elsewhere.
    """

    phrase: str
    where: str
    points: int
    start: int = 0
    end: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a paper has a tag or just misses it. ``implied``: it has it through a narrower tag."""

    slug: str
    score: int
    threshold: int
    implied: bool
    hits: tuple[Hit, ...]

    @property
    def given(self) -> bool:
        """Whether the tag stands on the paper itself."""
        return self.score >= self.threshold and not self.implied


class Tagger:
    """Gives papers their tags; made once for a vocabulary."""

    def __init__(self, vocabulary: Mapping[str, Tag]) -> None:
        self._tags = vocabulary
        self._ancestors = {slug: closure([slug], vocabulary) - {slug} for slug in vocabulary}
        # The value of a phrase: whose it is, and what it counts in the abstract; 0 for `exclude`.
        self._lexicon: Lexicon[tuple[str, int]] = Lexicon()
        self._labels: Lexicon[str] = Lexicon()
        self._categories: dict[str, list[str]] = {}
        for tag in vocabulary.values():
            self._learn(tag)

    def _learn(self, tag: Tag) -> None:
        phrases = dict.fromkeys(tag.match or (() if tag.strong else (tag.name,)), PLAIN_POINTS)
        phrases |= dict.fromkeys(tag.strong, STRONG_POINTS) | dict.fromkeys(tag.exclude, 0)
        for phrase, points in phrases.items():
            self._lexicon.add(phrase, (tag.slug, points))
        for phrase in {tag.name, *tag.strong, *tag.keywords}:
            self._labels.add(phrase, tag.slug)
        for category in tag.categories:
            self._categories.setdefault(category, []).append(tag.slug)

    def tags(
        self,
        title: str,
        abstract: str,
        keywords: Iterable[str] = (),
        categories: Iterable[str] = (),
    ) -> tuple[str, ...]:
        """Give the slugs of a paper's tags, strongest first; none that a narrower one implies."""
        reasons = self.explain(title, abstract, keywords, categories)
        return tuple(reason.slug for reason in reasons if reason.given)

    def explain(
        self,
        title: str,
        abstract: str,
        keywords: Iterable[str] = (),
        categories: Iterable[str] = (),
    ) -> list[Reason]:
        """Say what speaks for each tag that the paper names at all, strongest first."""
        hits: dict[str, list[Hit]] = {}
        self._collect(title, "title", hits)
        self._collect(abstract, "abstract", hits)
        self._collect_labels(keywords, categories, hits)
        scores = {slug: sum(hit.points for hit in found) for slug, found in hits.items()}
        reached = [slug for slug, score in scores.items() if score >= self._tags[slug].threshold]
        implied = frozenset().union(*(self._ancestors[slug] for slug in reached))
        reasons = [
            Reason(
                slug=slug,
                score=scores[slug],
                threshold=self._tags[slug].threshold,
                implied=slug in implied,
                hits=tuple(found),
            )
            for slug, found in hits.items()
        ]
        return sorted(reasons, key=self._rank)

    def _rank(self, reason: Reason) -> tuple[int, int, str]:
        return (-reason.score, -len(self._ancestors[reason.slug]), reason.slug)

    # ---- the text

    def _collect(self, text: str, where: str, hits: dict[str, list[Hit]]) -> None:
        """Add the hits of ``text``: of overlapping phrases of a tag the longest counts."""
        words = tokens(text)
        covered: dict[str, int] = {}
        found = sorted(self._lexicon.find(words), key=lambda each: (each.start, -each.end))
        for each in found:
            slug, points = each.value
            until = covered.get(slug, 0)
            if each.start < until:
                continue
            covered[slug] = each.end
            # "Direct Preference Optimization (DPO)" is one mention, not two.
            again = until and each.start == until + 1 and words[until] == "("
            if points and not again:
                hit = _hit(words, each.start, each.end, where, points)
                hits.setdefault(slug, []).append(hit)

    # ---- the labels

    def _collect_labels(
        self, keywords: Iterable[str], categories: Iterable[str], hits: dict[str, list[Hit]]
    ) -> None:
        """Add a hit for each tag that a source's labels name, one for keywords, one for categories.

        A keyword counts where all of it is the tag's name or one of its phrases.
        """
        named: dict[tuple[str, str], str] = {}
        for keyword in keywords:
            words = tokens(keyword)
            for each in self._labels.find(words):
                if (each.start, each.end) == (0, len(words)):
                    named.setdefault((each.value, "keyword"), keyword)
        for category in categories:
            for slug in self._categories.get(category, ()):
                named.setdefault((slug, "category"), category)
        for (slug, where), label in named.items():
            hit = Hit(phrase=label, where=where, points=STRONG_POINTS)
            hits.setdefault(slug, []).append(hit)


def _hit(words: Sequence[str], start: int, end: int, where: str, points: int) -> Hit:
    """Weigh a phrase by where it stands."""
    remark = ""
    if where == "title":
        points = TITLE_POINTS
    elif in_list(words, start, end):
        points, remark = 0, "in a list"
    if denied(words, start, end):
        points, remark = 0, "said to be absent"
    return Hit(
        phrase=" ".join(words[start:end]),
        where=where,
        points=points,
        start=start,
        end=end,
        remark=remark,
    )
