"""Papers that are about the same, found by the words they share (``terms``, ``neighbours``).

Every neighbour comes with the terms that made it one, and one term alone makes none. A list is no
ten copies of one paper: of papers that are nearly the same, such as the yearly overviews of a
shared task, it shows two. ``docs/related.md`` has the figures behind the constants.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise
from typing import Protocol

from papergloss.cache import code_fingerprint, digest
from papergloss.links.explain import TERMS, Explainer
from papergloss.links.neighbours import Near, nearest
from papergloss.links.terms import Terms, weigh
from papergloss.model import Paper, Related

FLOOR = 0.07

# A name that two papers share ("ZEBRA") may be two names.
LEAST_SHARED = 2

# How near two papers of a list are copies, how many of such are shown, and how many candidates
# more than are shown are looked at.
COPY = 0.5
COPIES = 2
SPARE = 10


class Memory(Protocol):
    """What remembers how neighbours were explained, such as ``pipeline.reasons``."""

    def get(self, key: bytes) -> bytes | None:
        """Return what is kept under ``key``, or None."""

    def put(self, key: bytes, value: bytes) -> None:
        """Keep ``value`` under ``key``."""


def find_related(
    papers: Sequence[Paper], most: int, memory: Memory | None = None
) -> dict[str, tuple[Related, ...]]:
    """Give each paper its ``most`` nearest others, nearest first; ``papers`` ordered by slug.

    The answer is the same with and without a memory, which only saves reading the texts again.
    """
    texts = [(paper.title, paper.abstract) for paper in papers]
    terms = weigh(texts)
    rows = _rows(terms)
    related: dict[str, tuple[Related, ...]] = {}
    for row, candidates in enumerate(diverse(nearest(terms, most + SPARE, FLOOR), most)):
        shared = ((*each, _shared(rows[row], rows[each[0]])) for each in candidates)
        near = list(islice((each for each in shared if len(each[2]) >= LEAST_SHARED), most))
        reasons = [[terms.term(at) for at in columns[: 3 * TERMS]] for _, _, columns in near]
        found = zip(near, _explained(texts[row], reasons, memory), strict=True)
        if near:
            related[papers[row].slug] = tuple(
                Related(slug=papers[other].slug, score=round(cosine, 4), terms=shown)
                for (other, cosine, _), shown in found
            )
    return related


def diverse(near: Near, most: int) -> Iterator[list[tuple[int, float]]]:
    """Order the nearest of each row so that of ``most`` no more than two are copies of each other.

    What is held back for that comes after all others.
    """
    size = len(near.starts) - 1
    copies = [_copies(near, row) for row in range(size)]
    for row in range(size):
        kept: list[tuple[int, float]] = []
        late: list[tuple[int, float]] = []
        for other, cosine in zip(*near.of(row), strict=True):
            alike = sum(known in copies[other] or other in copies[known] for known, _ in kept)
            (late if alike >= COPIES and len(kept) < most else kept).append((other, cosine))
        yield kept + late


def _copies(near: Near, row: int) -> frozenset[int]:
    others, cosines = near.of(row)
    return frozenset(o for o, cosine in zip(others, cosines, strict=True) if cosine >= COPY)


def _rows(terms: Terms) -> list[dict[int, float]]:
    columns, weights = terms.columns.tolist(), terms.weights.tolist()
    return [
        dict(zip(columns[start:end], weights[start:end], strict=True))
        for start, end in pairwise(terms.starts.tolist())
    ]


def _shared(row: dict[int, float], other: dict[int, float]) -> list[int]:
    """Give the columns that two rows share, those first that add most to the cosine."""
    return sorted(row.keys() & other, key=lambda column: (-row[column] * other[column], column))


def _explained(
    text: tuple[str, str], reasons: Sequence[Sequence[str]], memory: Memory | None
) -> list[tuple[str, ...]]:
    """Give for each list of shared terms those to show, as they stand in the text."""
    if memory is None:
        return _shown(text, reasons)
    key = digest(code_fingerprint(), "reasons", *text, "\n".join(map("\t".join, reasons)))
    known = memory.get(key)
    if known is not None:
        return [tuple(line.split("\t")) if line else () for line in known.decode().split("\n")]
    shown = _shown(text, reasons)
    memory.put(key, "\n".join(map("\t".join, shown)).encode())
    return shown


def _shown(text: tuple[str, str], reasons: Iterable[Sequence[str]]) -> list[tuple[str, ...]]:
    explainer = Explainer(*text)
    return [explainer.terms(terms) for terms in reasons]
