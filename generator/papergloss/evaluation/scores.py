"""Answers → how well an engine found what it was asked for. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from papergloss.evaluation.queries import Query

DEPTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of ``queries`` of one kind: mean reciprocal rank to the tenth result; shares in [0, 1].

    ``chance`` is the mean reciprocal rank of an engine that finds just the papers that fit, in an
    order of chance: less than 1 where several fit, and no more than that can be expected.
    """

    kind: str
    queries: int
    mrr: float
    chance: float
    first: float
    within: float
    nothing: float


def scores(queries: Sequence[Query], answers: Sequence[Sequence[int]]) -> list[Score]:
    """Score the answers kind by kind, in the order in which the kinds appear.

    Of a kind some of whose queries fit several papers, those that fit one are scored again.
    """
    kinds: defaultdict[str, list[tuple[Query, Sequence[int]]]] = defaultdict(list)
    for query, answer in zip(queries, answers, strict=True):
        kinds[query.kind].append((query, answer))
    found = []
    for kind, asked in kinds.items():
        found.append(_score(kind, asked))
        alone = [(query, answer) for query, answer in asked if query.fitting == 1]
        if 0 < len(alone) < len(asked):
            found.append(_score(f"{kind}, one fits", alone))
    return found


def _score(kind: str, asked: Sequence[tuple[Query, Sequence[int]]]) -> Score:
    ranks = [rank(query, answer) for query, answer in asked]
    return Score(
        kind=kind,
        queries=len(asked),
        mrr=sum(1 / place for place in ranks if place) / len(asked),
        chance=sum(_by_chance(query.fitting) for query, _ in asked) / len(asked),
        first=sum(place == 1 for place in ranks) / len(asked),
        within=sum(place > 0 for place in ranks) / len(asked),
        nothing=sum(not answer for _, answer in asked) / len(asked),
    )


def _by_chance(fitting: int) -> float:
    """The reciprocal rank to expect of one of so many papers, in an order of chance."""
    return sum(1 / place for place in range(1, min(fitting, DEPTH) + 1)) / fitting


def rank(query: Query, answer: Sequence[int]) -> int:
    """At which place, from 1 to ten, stands the first right answer; 0 if none does."""
    places = enumerate(answer[:DEPTH], start=1)
    return next((place for place, document in places if document in query.right), 0)
