"""In which company concepts appear, and when."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from papergloss.arrays import Ints, starts_of
from papergloss.model import Paper

NEAR = 8
_TOGETHER = 2


def company(rows: Ints, concepts: Ints, slugs: Sequence[str]) -> list[tuple[tuple[str, int], ...]]:
    """Give each concept those it appears with, and in how many papers, most alike first.

    Alike is the cosine of two concepts as sets of papers: LLM, which all have, is near to none.

    Args:
        rows: papers, each once for each of its ``concepts`` (numbers of their slugs, which ascend).
    """
    one, other, together = _meeting(rows, concepts, len(slugs))
    alone = np.bincount(concepts, minlength=len(slugs))
    unlike = -together / np.sqrt(alone[one] * alone[other])
    order = np.lexsort((other, unlike, one))
    often = together[order].tolist()
    beside = [slugs[each] for each in other[order].tolist()]
    items = list(zip(beside, often, strict=True))
    spans = pairwise(starts_of(one[order], len(slugs)).tolist())
    return [tuple(items[start : min(start + NEAR, end)]) for start, end in spans]


def _meeting(rows: Ints, concepts: Ints, count: int) -> tuple[Ints, Ints, Ints]:
    """Give the pairs of concepts that papers enough have, both ways, and how many have them."""
    order = np.lexsort((concepts, rows))
    rows, concepts = rows[order], concepts[order]
    after = np.searchsorted(rows, rows, "right") - np.arange(len(rows)) - 1
    first = np.repeat(np.arange(len(rows)), after)
    second = first + 1 + np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
    pairs, together = np.unique(concepts[first] * count + concepts[second], return_counts=True)
    pairs, together = pairs[together >= _TOGETHER], together[together >= _TOGETHER]
    one, other = np.divmod(pairs, max(count, 1))
    return (
        np.concatenate([one, other]),
        np.concatenate([other, one]),
        np.concatenate([together, together]),
    )


def month_of(paper: Paper) -> str:
    """Give the month of a paper's date (``YYYY-MM``), "" where it is not known."""
    date = paper.date
    return f"{date.year:04}-{date.month:02}" if date and date.year and date.month else ""


def months(concepts: Ints, months: Sequence[str], count: int) -> list[tuple[tuple[str, int], ...]]:
    """Count the papers of each concept month by month, where it is known.

    Args:
        concepts: numbers below ``count``, each once for each of its papers.
        months: the months of these papers.
    """
    named = sorted({*months, ""})
    numbers = {month: number for number, month in enumerate(named)}
    places = np.array([numbers[month] for month in months], np.int64)
    cells, often = np.unique(concepts * len(named) + places, return_counts=True)
    owners, places = np.divmod(cells, len(named))
    known = places > 0  # the first is no month
    owners, places, often = owners[known], places[known], often[known]
    items = [
        (named[place], each) for place, each in zip(places.tolist(), often.tolist(), strict=True)
    ]
    return [tuple(items[start:end]) for start, end in pairwise(starts_of(owners, count).tolist())]
