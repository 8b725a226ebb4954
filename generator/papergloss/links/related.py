"""Papers that are about the same, found by the words they share (``terms``, ``neighbours``).

Every neighbour comes with the terms that made it one. A list is no ten copies of one paper: of
papers that are nearly the same, such as the yearly overviews of a shared task, it shows two.
``docs/related.md`` has the figures behind the constants.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from papergloss.links.explain import TERMS, Explainer
from papergloss.links.neighbours import Near, nearest
from papergloss.links.terms import Limit, Terms, weigh
from papergloss.model import Paper, Related

NEIGHBOURS = 6  # unless the site says otherwise
FLOOR = 0.07

# Up to so many papers all terms count, for the cost grows with the square of their number; beyond,
# the weightiest of each paper, and none that many have: the cost is then in proportion.
EXACT = 20_000
BEYOND = Limit(terms=48, papers=1000)

# How near two papers of a list are copies, how many of such are shown, and how many candidates
# more than are shown are looked at.
COPY = 0.5
COPIES = 2
SPARE = 10


def find_related(papers: Sequence[Paper], most: int) -> dict[str, tuple[Related, ...]]:
    """Give each paper its ``most`` nearest others, nearest first; ``papers`` ordered by slug."""
    texts = [(paper.title, paper.abstract) for paper in papers]
    terms = weigh(texts, None if len(papers) <= EXACT else BEYOND)
    chosen = list(diverse(nearest(terms, most + SPARE, FLOOR), most))
    rows = _rows(terms)
    return {
        paper.slug: tuple(_explained(paper, row, near, papers, rows, terms))
        for row, (paper, near) in enumerate(zip(papers, chosen, strict=True))
        if near
    }


def diverse(near: Near, most: int) -> Iterator[list[tuple[int, float]]]:
    """Choose ``most`` of the nearest of each row, no more than two that are copies of each other.

    A list that would be shorter for it is filled up all the same.
    """
    size = len(near.starts) - 1
    copies = [_copies(near, row) for row in range(size)]
    for row in range(size):
        kept: list[tuple[int, float]] = []
        late: list[tuple[int, float]] = []
        for other, cosine in zip(*near.of(row), strict=True):
            alike = sum(known in copies[other] or other in copies[known] for known, _ in kept)
            (late if alike >= COPIES else kept).append((other, cosine))
        yield (kept + late)[:most]


def _copies(near: Near, row: int) -> frozenset[int]:
    others, cosines = near.of(row)
    return frozenset(o for o, cosine in zip(others, cosines, strict=True) if cosine >= COPY)


def _rows(terms: Terms) -> list[dict[int, float]]:
    columns, weights, starts = terms.columns.tolist(), terms.weights.tolist(), terms.starts.tolist()
    return [
        dict(zip(columns[start:end], weights[start:end], strict=True))
        for start, end in pairwise(starts)
    ]


def _explained(
    paper: Paper,
    number: int,
    near: Sequence[tuple[int, float]],
    papers: Sequence[Paper],
    rows: Sequence[dict[int, float]],
    terms: Terms,
) -> Iterator[Related]:
    explainer = Explainer(paper.title, paper.abstract)
    row = rows[number]
    for other, cosine in near:
        theirs = rows[other]
        shared = sorted((-row[column] * theirs[column], column) for column in row.keys() & theirs)
        yield Related(
            slug=papers[other].slug,
            score=round(cosine, 4),
            terms=explainer.terms(terms.term(column) for _, column in shared[: 4 * TERMS]),
        )
