"""In which company concepts appear, and when."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from papergloss.model import Paper

NEAR = 8
_TOGETHER = 2


def company(papers: Iterable[Sequence[str]]) -> dict[str, tuple[tuple[str, int], ...]]:
    """Give each concept those it appears with, and in how many papers, most alike first.

    Alike is the cosine of two concepts as sets of papers: LLM, which all have, is near to none.

    Args:
        papers: the concepts of each paper.
    """
    alone: Counter[str] = Counter()
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for concepts in papers:
        alone.update(concepts)
        for one, other in combinations(sorted(concepts), 2):
            together[one][other] += 1
            together[other][one] += 1
    return {slug: _nearest(slug, beside, alone) for slug, beside in together.items()}


def _nearest(
    slug: str, beside: Mapping[str, int], alone: Mapping[str, int]
) -> tuple[tuple[str, int], ...]:
    def unlike(item: tuple[str, int]) -> tuple[float, str]:
        return -item[1] / math.sqrt(alone[slug] * alone[item[0]]), item[0]

    often = [item for item in beside.items() if item[1] >= _TOGETHER]
    return tuple(sorted(often, key=unlike)[:NEAR])


def months(papers: Iterable[Paper]) -> tuple[tuple[str, int], ...]:
    """Count papers by the month of their date (``YYYY-MM``), in order, where it is known."""
    dates = (paper.date for paper in papers)
    found = (f"{d.year:04}-{d.month:02}" for d in dates if d and d.year and d.month)
    return tuple(sorted(Counter(found).items()))
