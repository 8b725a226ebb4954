"""What speaks for a tag in a paper's title, abstract and labels, and which tags that gives it.

A tag must be what the paper is about and not what it names in passing, so mentions are counted: a
phrase in the title gives 3 points, a ``strong`` phrase in the abstract 2, any other 1, and a tag is
given from its ``threshold`` on (3 where the vocabulary does not say). What sources call the paper,
their keywords and categories, speaks for a tag like a strong phrase, and alone gives none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from papergloss.model import Tag
from papergloss.phrases import Lexicon, tokens
from papergloss.tags.evidence import STRONG_POINTS, Evidence, Phrases
from papergloss.tags.vocabulary import closure


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A phrase of a tag, where it stands, and what it counts.

    ``where`` is title, abstract, keyword or category; ``start`` and ``end`` count the words and
    signs of the text (``phrases.tokens``) from 0. ``remark`` says why it counts nothing.
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
        self._phrases = Phrases(vocabulary)
        self._labels = _Labels(vocabulary)

    def tags(
        self,
        title: str,
        abstract: str,
        keywords: Iterable[str] = (),
        categories: Iterable[str] = (),
    ) -> tuple[str, ...]:
        """Give the slugs of a paper's tags, strongest first; none that a narrower one implies."""
        scores: dict[str, int] = defaultdict(int)
        for each in self._phrases.in_title(tokens(title)):
            scores[each.slug] += each.points
        for each in self._phrases.in_abstract(tokens(abstract)):
            scores[each.slug] += each.points
        for slug, _, _ in self._labels.find(keywords, categories):
            scores[slug] += STRONG_POINTS
        reached = self._reached(scores)
        given = reached - self._implied(reached)
        return tuple(sorted(given, key=lambda slug: self._rank(slug, scores[slug])))

    def explain(
        self,
        title: str,
        abstract: str,
        keywords: Iterable[str] = (),
        categories: Iterable[str] = (),
    ) -> list[Reason]:
        """Say what speaks for each tag that the paper names at all, strongest first."""
        hits: dict[str, list[Hit]] = defaultdict(list)
        words = tokens(title)
        for each in self._phrases.in_title(words):
            hits[each.slug].append(_hit(each, words, "title"))
        words = tokens(abstract)
        for each in self._phrases.in_abstract(words):
            hits[each.slug].append(_hit(each, words, "abstract"))
        for slug, where, label in self._labels.find(keywords, categories):
            hits[slug].append(Hit(phrase=label, where=where, points=STRONG_POINTS))
        scores = {slug: sum(hit.points for hit in found) for slug, found in hits.items()}
        implied = self._implied(self._reached(scores))
        return [
            Reason(
                slug=slug,
                score=scores[slug],
                threshold=self._tags[slug].threshold,
                implied=slug in implied,
                hits=tuple(hits[slug]),
            )
            for slug in sorted(hits, key=lambda slug: self._rank(slug, scores[slug]))
        ]

    def _reached(self, scores: Mapping[str, int]) -> set[str]:
        return {slug for slug, score in scores.items() if score >= self._tags[slug].threshold}

    def _implied(self, reached: Iterable[str]) -> set[str]:
        return {wider for slug in reached for wider in self._ancestors[slug]}

    def _rank(self, slug: str, score: int) -> tuple[int, int, str]:
        return (-score, -len(self._ancestors[slug]), slug)


def _hit(found: Evidence, words: Sequence[str], where: str) -> Hit:
    return Hit(
        phrase=" ".join(words[found.start : found.end]),
        where=where,
        points=found.points,
        start=found.start,
        end=found.end,
        remark=found.remark,
    )


class _Labels:
    """What sources call the subjects that have tags here."""

    def __init__(self, vocabulary: Mapping[str, Tag]) -> None:
        self._keywords: Lexicon[str] = Lexicon()
        self._categories: dict[str, list[str]] = defaultdict(list)
        for tag in vocabulary.values():
            for phrase in {tag.name, *tag.strong, *tag.keywords}:
                self._keywords.add(phrase, tag.slug)
            for category in tag.categories:
                self._categories[category].append(tag.slug)

    def find(
        self, keywords: Iterable[str], categories: Iterable[str]
    ) -> Iterator[tuple[str, str, str]]:
        """Give the tags that labels name: slug, keyword or category, and the first such label.

        A keyword counts where all of it is the tag's name or one of its phrases.
        """
        named: dict[tuple[str, str], str] = {}
        for keyword in keywords:
            words = tokens(keyword)
            for start, end, slug in self._keywords.find(words):
                if (start, end) == (0, len(words)):
                    named.setdefault((slug, "keyword"), keyword)
        for category in categories:
            for slug in self._categories.get(category, ()):
                named.setdefault((slug, "category"), category)
        for (slug, where), label in named.items():
            yield slug, where, label
