"""The concepts that were found: what is looked up among them, and how they are kept.

A place names its paper, and stands with the concept and with the paper; what is kept names each
paper once, by its number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap

import msgspec
from msgspec.structs import replace

from papergloss.model import Concept, Concepts, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Concepts without their places, and the places of each: paper, start and end by turns."""

    concepts: Sequence[Concept]
    places: Sequence[Sequence[int]]
    defined: dict[str, tuple[str, ...]]


def by_paper(
    concepts: Iterable[tuple[str, Iterable[Place]]],
) -> dict[str, tuple[tuple[str, Place], ...]]:
    """Give each paper the concepts that stand in it, by place, given those of each concept."""
    found: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for slug, places in concepts:
        for place in places:
            found[place.paper].append((slug, place))
    return {
        paper: tuple(sorted(each, key=lambda item: (item[1].start, item[0])))
        for paper, each in sorted(found.items())
    }


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
    by_slug = {}
    for concept, flat in zip(kept.concepts, kept.places, strict=True):
        slugs = map(papers.__getitem__, flat[::3])
        uses = tuple(starmap(Place, zip(slugs, flat[1::3], flat[2::3], strict=True)))
        by_slug[concept.slug] = replace(concept, uses=uses)
    return Concepts(
        by_slug=by_slug,
        of_paper=by_paper((slug, concept.uses) for slug, concept in by_slug.items()),
        names=names_of(by_slug.values()),
        defined=kept.defined,
    )


def _flat(places: Iterable[Place], numbers: Mapping[str, int]) -> list[int]:
    return [number for place in places for number in (numbers[place.paper], place.start, place.end)]
