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
from papergloss.links.lists import diverse, packed, stale, unpacked
from papergloss.links.neighbours import Near
from papergloss.links.reasons import Questions, answers
from papergloss.links.renewal import search_among
from papergloss.links.texts import Texts
from papergloss.links.weights import weigh

FLOOR = 0.07

# How many candidates more than are shown are looked at.
SPARE = 10

_AT_ONCE = 200

Names = tuple[str, str]


def lists(texts: Texts, most: int, known: Mapping[bytes, bytes], names: Names) -> list[bytes]:
    """Give the related papers of each paper, encoded: made anew where they may have changed.

    Args:
        most: how many each has at most.
        known: the lists by the key of their paper, as the last build made them.
        names: what builds know of candidates and of the nearest is kept under these.
    """
    search = search_among(len(texts.papers), most + SPARE, FLOOR)
    near = kept.near_today(texts, names[0], search)
    rows = _stale(texts, near, known, names[1])
    found = [known.get(key, b"") for key in texts.keys]
    for row, made in zip(rows.tolist(), _explained(texts, near, rows, most), strict=True):
        found[row] = made
    return found


def _stale(texts: Texts, near: Near, known: Mapping[bytes, bytes], name: str) -> Ints:
    """Say whose lists may differ from those that are ``known``, and keep what that takes."""
    data = texts.memory.get(name)
    texts.memory.put(name, packed(texts.keys, near))
    keys, before = unpacked(data) if data else ([], near)
    if data is None or set(keys) != known.keys():
        return np.arange(len(texts.keys))
    former = {key: row for row, key in enumerate(keys)}
    origin = np.array([former.get(key, -1) for key in texts.keys], np.int64)
    stay = np.flatnonzero(origin >= 0)
    place = np.full(len(keys), -1)
    place[origin[stay]] = stay
    return stale(before, near, origin, place)


def _explained(texts: Texts, near: Near, rows: Ints, most: int) -> Iterator[bytes]:
    chosen = list(diverse(near, most, rows.tolist()))
    others = [other for candidates in chosen for other, _ in candidates]
    places = np.union1d(rows, np.array(others, np.int64))
    terms = weigh(texts.cells.taken(places), texts.statistics)
    asking = Questions(texts.papers, places, terms, most)
    questions = map(asking.ask, rows.tolist(), chosen)
    return spread(texts.reader.workers, answers, questions, _AT_ONCE)
