"""Answers → how well an engine found what it was asked for. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from papergloss.evaluation.queries import Query

DEPTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of ``queries`` of one kind: mean reciprocal rank to the tenth result; shares in [0, 1]."""

    kind: str
    queries: int
    mrr: float
    first: float
    within: float
    nothing: float


def scores(queries: Sequence[Query], answers: Sequence[Sequence[int]]) -> list[Score]:
    """Score the answers kind by kind, in the order in which the kinds appear."""
    ranks: defaultdict[str, list[int]] = defaultdict(list)
    empty: defaultdict[str, int] = defaultdict(int)
    for query, answer in zip(queries, answers, strict=True):
        ranks[query.kind].append(rank(query, answer))
        empty[query.kind] += not answer
    return [
        Score(
            kind=kind,
            queries=len(found),
            mrr=sum(1 / place for place in found if place) / len(found),
            first=sum(place == 1 for place in found) / len(found),
            within=sum(place > 0 for place in found) / len(found),
            nothing=empty[kind] / len(found),
        )
        for kind, found in ranks.items()
    ]


def rank(query: Query, answer: Sequence[int]) -> int:
    """At which place, from 1 to ten, stands the first right answer; 0 if none does."""
    places = enumerate(answer[:DEPTH], start=1)
    return next((place for place, document in places if document in query.right), 0)
