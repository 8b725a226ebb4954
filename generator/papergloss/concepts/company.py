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


def month_of(paper: Paper) -> str:
    """Give the month of a paper's date (``YYYY-MM``), "" where it is not known."""
    date = paper.date
    return f"{date.year:04}-{date.month:02}" if date and date.year and date.month else ""


def months(papers: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Count papers, each given by its month, month by month, where it is known."""
    found = Counter(papers)
    del found[""]
    return tuple(sorted(found.items()))
