"""Papers that are about the same, found by the words they share.

TF-IDF over title, abstract and tags, single words and pairs; cosine. Every neighbour comes with the
terms that made it one, as they stand in the paper's own text. A term counts 1 + log(n), n being
its uses, of which one in the title counts for three; times log(papers / papers that have it).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from papergloss.links.neighbours import Row, nearest
from papergloss.links.words import Places, keys, pairs, singles, written
from papergloss.model import Paper, Related

NEIGHBOURS = 6  # unless the site says otherwise
FLOOR = 0.1
TERMS = 5
TITLE_USES = 3
TAG_USES = 2

# A term that more than a sixth of the papers have tells nothing, and would make the product dense.
COMMON = 1 / 6
# In a handful of papers, though, every shared word is common.
COMMON_LEAST = 5


def find_related(papers: Sequence[Paper], most: int) -> dict[str, tuple[Related, ...]]:
    """Give each paper its ``most`` nearest others, nearest first; ``papers`` ordered by slug."""
    terms, rows = _weigh([_count(paper) for paper in papers])
    related: dict[str, tuple[Related, ...]] = {}
    for paper, row, near in zip(papers, rows, nearest(rows, most, FLOOR), strict=True):
        if not near:
            continue
        text = f"{paper.title}. {paper.abstract}"
        where = Places(text)
        related[paper.slug] = tuple(
            Related(
                slug=papers[other].slug,
                score=cosine,
                terms=tuple(
                    written(text, *where[term]) for term in _explain(row, rows[other], terms, where)
                ),
            )
            for cosine, other in near
        )
    return related


def _count(paper: Paper) -> Counter[str]:
    title, abstract = keys(paper.title), keys(paper.abstract)
    uses = Counter(singles(abstract))
    uses.update(pairs(abstract))
    for term in (*singles(title), *pairs(title)):
        uses[term] += TITLE_USES
    for tag in paper.tags:
        uses[f"#{tag}"] += TAG_USES
    return uses


def _weigh(counts: Sequence[Counter[str]]) -> tuple[list[str], list[Row]]:
    """Weigh the terms that at least two papers have and not too many; rows of length 1."""
    spread = Counter(term for uses in counts for term in uses)
    most = max(COMMON_LEAST, len(counts) * COMMON)
    terms = sorted(term for term, papers in spread.items() if 2 <= papers <= most)
    column = {term: number for number, term in enumerate(terms)}
    rarity = [math.log(len(counts) / spread[term]) + 1e-3 for term in terms]
    return terms, [_unit(_row(uses, column, rarity)) for uses in counts]


def _row(uses: Counter[str], column: dict[str, int], rarity: Sequence[float]) -> Row:
    return {
        number: (1 + math.log(count)) * rarity[number]
        for term, count in uses.items()
        if (number := column.get(term)) is not None
    }


def _unit(row: Row) -> Row:
    length = math.sqrt(sum(weight * weight for weight in row.values())) or 1.0
    return {number: weight / length for number, weight in row.items()}


def _explain(row: Row, other: Row, terms: Sequence[str], where: Places) -> list[str]:
    """Give the shared terms that add most to the cosine, of those that stand in the first text.

    Pairs that overlap there are one term ("direct preference", "preference optimization"), and a
    word within a chosen pair is not named again.
    """
    shared = sorted((-row[number] * other[number], number) for number in row.keys() & other.keys())
    chosen: list[str] = []
    for _, number in shared[: 4 * TERMS]:
        term = terms[number]
        if term in where and not any(_within(term, kept) for kept in chosen):
            chosen = _join(chosen, term, where)
    return chosen[:TERMS]


def _join(chosen: Sequence[str], term: str, where: Places) -> list[str]:
    """Add ``term`` to ``chosen``, in the place of the first that it contains or continues."""
    for at, kept in enumerate(chosen):
        longer = _union(kept, term, where)
        if longer:
            rest = [other for other in chosen[at + 1 :] if not _within(other, longer)]
            return [*chosen[:at], longer, *rest]
    return [*chosen, term]


def _union(kept: str, term: str, where: Places) -> str:
    """Give the term that holds both ``kept`` and ``term`` and stands in the text; "" if none."""
    if " " in term and " " in kept:
        for longer in (_chain(kept, term), _chain(term, kept)):
            if longer and longer in where:
                return longer
    return term if _within(kept, term) else ""


def _within(term: str, longer: str) -> bool:
    return f" {term} " in f" {longer} "


def _chain(first: str, second: str) -> str:
    """Join two pairs at their common word; "" if they have none, or one is longer than a pair."""
    middle, again, tail = first.partition(" ")[2], *second.split(" ", 1)
    return f"{first} {tail}" if middle == again and " " not in tail else ""
