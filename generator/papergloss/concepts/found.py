"""The concepts that were found: what is looked up among them, and how they are kept.

A place names its paper, and stands with the concept and with the paper; what is kept names each
paper once, by its number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

import msgspec
import numpy as np
from msgspec.structs import replace

from papergloss.arrays import Ints, starts_of
from papergloss.model import Concept, Concepts, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Concepts without their places, and the places of each: paper, start and end by turns."""

    concepts: Sequence[Concept]
    places: Sequence[Sequence[int]]
    defined: dict[str, tuple[str, ...]]


def by_paper(
    papers: Sequence[str],
    slugs: Sequence[str],
    places: Sequence[Place],
    concepts: Ints,
    rows: Ints,
) -> dict[str, tuple[tuple[str, Place], ...]]:
    """Give each of ``papers`` the concepts that stand in it, by place.

    Args:
        slugs: those of the concepts, which ascend.
        places: all places of all concepts; ``concepts`` and ``rows`` tell by number which concept
            and which paper each is of.
    """
    starts = np.array([place.start for place in places], np.int64)
    order = np.lexsort((concepts, starts, rows))
    found = [(slugs[concepts[each]], places[each]) for each in order.tolist()]
    bounds = starts_of(rows, len(papers)).tolist()
    spans = zip(papers, pairwise(bounds), strict=True)
    return {paper: tuple(found[start:end]) for paper, (start, end) in spans if start < end}


def names_of(concepts: Iterable[Concept]) -> dict[str, str]:
    """Lead from names, long forms and slugs to concepts; what several are called leads nowhere."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept in concepts:
        for name in (concept.name, concept.long, concept.slug):
            if name:
                found[name.casefold()].add(concept.slug)
    return {name: slug for name, (slug, *more) in found.items() if not more}


def packed(found: Concepts, papers: Iterable[str]) -> bytes:
    """Write concepts of papers (slugs)."""
    numbers = {paper: number for number, paper in enumerate(papers)}
    concepts = found.by_slug.values()
    kept = _Kept(
        concepts=[replace(concept, uses=()) for concept in concepts],
        places=[_flat(concept.uses, numbers) for concept in concepts],
        defined=dict(found.defined),
    )
    return msgspec.msgpack.encode(kept)


def unpacked(data: bytes, papers: Sequence[str]) -> Concepts:
    """Read what ``packed`` wrote of the same papers."""
    kept = msgspec.msgpack.decode(data, type=_Kept)
    sizes = np.array([len(flat) // 3 for flat in kept.places], np.int64)
    every = list(chain.from_iterable(kept.places))
    rows = every[::3]
    places = list(map(Place, map(papers.__getitem__, rows), every[1::3], every[2::3]))
    spans = pairwise(np.concatenate([[0], np.cumsum(sizes)]).tolist())
    by_slug = {
        concept.slug: replace(concept, uses=tuple(places[start:end]))
        for concept, (start, end) in zip(kept.concepts, spans, strict=True)
    }
    concepts = np.repeat(np.arange(len(sizes)), sizes)
    return Concepts(
        by_slug=by_slug,
        of_paper=by_paper(papers, list(by_slug), places, concepts, np.array(rows, np.int64)),
        names=names_of(by_slug.values()),
        defined=kept.defined,
    )


def _flat(places: Iterable[Place], numbers: Mapping[str, int]) -> list[int]:
    return [number for place in places for number in (numbers[place.paper], place.start, place.end)]
