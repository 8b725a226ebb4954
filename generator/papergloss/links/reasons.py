"""Which terms neighbours share, and how that is told: the terms as they stand in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np

from papergloss.arrays import Ints, spans
from papergloss.links.explain import TERMS, Explainer
from papergloss.links.terms import SpeltOut
from papergloss.links.weights import Terms
from papergloss.model import Paper, Related

# A name that two papers share ("ZEBRA") may be two names.
LEAST_SHARED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """A neighbour, how near it is, and the numbers of the terms that say why, with their shares."""

    slug: str
    cosine: float
    terms: Sequence[int]
    shares: Sequence[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Asks to tell why some papers are the neighbours of the one with this text."""

    title: str
    abstract: str
    near: Sequence[Neighbour]


def answers(questions: Sequence[Question]) -> list[bytes]:
    """Give the related papers that each question is about, encoded; nothing for none."""
    return [msgspec.msgpack.encode(_answer(each)) if each.near else b"" for each in questions]


def _answer(question: Question) -> tuple[Related, ...]:
    explainer = Explainer(question.title, question.abstract)
    names = SpeltOut(explainer.keys)
    return tuple(
        Related(
            slug=each.slug,
            score=round(min(each.cosine, 1.0), 4),
            terms=explainer.terms(_ordered(each, names)),
        )
        for each in question.near
    )


def _ordered(neighbour: Neighbour, names: SpeltOut) -> list[str]:
    """Give the terms, the weightiest first, of those as weighty the first in the text."""
    terms = zip(neighbour.shares, neighbour.terms, strict=True)
    placed = [(-share, names.place(term), term) for share, term in terms]
    return [names.at(place, term) for _, place, term in sorted(placed) if place >= 0]


class Questions:
    """Makes the questions about some papers.

    ``places`` are the papers of the rows of ``terms``: of all that are asked for and their nearest.
    """

    def __init__(self, papers: Sequence[Paper], places: Ints, terms: Terms, most: int) -> None:
        self._papers, self._terms, self._most = papers, terms, most
        self._rows: Mapping[int, int] = {place: row for row, place in enumerate(places.tolist())}
        self._spread_out = np.zeros(len(terms.numbers), np.float32)

    def ask(self, place: int, candidates: Sequence[tuple[int, float]]) -> Question:
        """Ask why the first of ``candidates`` that share terms enough are neighbours."""
        own = self._terms.cells(self._rows[place])
        self._spread_out[self._terms.columns[own]] = self._terms.weights[own]
        near = list(self._near(candidates[: self._most]))
        if len(near) < self._most:
            rest = self._near(candidates[self._most :])
            near += [each for each, _ in zip(rest, range(self._most - len(near)), strict=False)]
        self._spread_out[self._terms.columns[own]] = 0
        paper = self._papers[place]
        return Question(title=paper.title, abstract=paper.abstract, near=near)

    def _near(self, candidates: Sequence[tuple[int, float]]) -> Iterator[Neighbour]:
        rows = np.array([self._rows[other] for other, _ in candidates], np.int64)
        cells, starts = spans(self._terms.starts, rows)
        products = self._spread_out[self._terms.columns[cells]] * self._terms.weights[cells]
        shared = np.flatnonzero(products)
        whose = np.searchsorted(starts, shared, side="right") - 1
        order = np.lexsort((shared, -products[shared], whose))
        numbers = self._terms.numbers[self._terms.columns[cells[shared[order]]]].tolist()
        shares = products[shared[order]].tolist()
        ends = np.cumsum(np.bincount(whose, minlength=len(candidates))).tolist()
        for (other, cosine), start, end in zip(candidates, [0, *ends], ends, strict=False):
            if end - start >= LEAST_SHARED:
                span = slice(start, min(end, start + 3 * TERMS))
                yield Neighbour(
                    slug=self._papers[other].slug,
                    cosine=cosine,
                    terms=numbers[span],
                    shares=shares[span],
                )
