"""The search for related papers: their terms, their neighbours, and why they are so.

Neighbours of an earlier build are brought up to date (``kept``, ``renewal``), and explained anew
where they changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from papergloss.arrays import Ints
from papergloss.executors import spread
from papergloss.links import kept
from papergloss.links.lists import diverse, stale
from papergloss.links.reasons import Questions, answers
from papergloss.links.renewal import search_among
from papergloss.links.texts import Texts
from papergloss.links.weights import weigh

FLOOR = 0.07

# How many candidates more than are shown are looked at.
SPARE = 10

_AT_ONCE = 200


def lists(texts: Texts, most: int, known: Mapping[bytes, bytes], name: str) -> list[bytes]:
    """Give the related papers of each paper, encoded: made anew where they may have changed.

    Args:
        most: how many each has at most.
        known: the lists by the key of their paper, as the build made them that left what it knew
            of neighbours under ``name``.
    """
    data = texts.memory.get(name)
    before = kept.unpacked(data) if data else None
    if before and set(before.keys) != known.keys():
        before = None
    search = search_among(len(texts.papers), most + SPARE, FLOOR)
    today, moves, rows = kept.known_today(texts, before, search)
    if before and moves:
        near = before.neighbours.near, today.neighbours.near
        rows = stale(*near, moves.origin, moves.place, rows)
    texts.memory.put(name, kept.packed(today))
    found = [known.get(key, b"") for key in texts.keys]
    for row, made in zip(rows.tolist(), _explained(texts, today, rows, most), strict=True):
        found[row] = made
    return found


def _explained(texts: Texts, today: kept.Known, rows: Ints, most: int) -> Iterator[bytes]:
    chosen = list(diverse(today.neighbours.near, most, rows.tolist()))
    others = [other for candidates in chosen for other, _ in candidates]
    places = np.union1d(rows, np.array(others, np.int64))
    terms = weigh(texts.cells.taken(places), texts.statistics)
    asking = Questions(texts.papers, places, terms, most)
    questions = map(asking.ask, rows.tolist(), chosen)
    return spread(texts.reader.workers, answers, questions, _AT_ONCE)
