"""Related papers, ours and others', against kin: recall at ten, kind by kind."""

from __future__ import annotations

import random
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from papergloss.evaluation.kinship import Kin
from papergloss.evaluation.rivals import RIVALS
from papergloss.links.related import find_related
from papergloss.links.texts import Texts
from papergloss.model import Paper, Related
from papergloss.remembering import Reader

DEPTH = 10
HALVES = ("develop", "report")

# kind → the papers that are asked for their neighbours.
Asked = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalls:
    """How much of the kin a method finds among the first ten, by kind of kin; and their mean."""

    method: str
    kinds: Mapping[str, float]

    @property
    def mean(self) -> float:
        """The mean over the kinds, however many papers each has."""
        return sum(self.kinds.values()) / len(self.kinds)


def asked(kinds: Mapping[str, Kin], half: str | None, most: int, seed: int) -> dict[str, list[str]]:
    """Choose ``most`` papers of each kind, of one half: by a hash of their names, for good.

    What is tuned is tuned on the half "develop"; figures are those of the half "report".
    """
    chosen = {}
    for kind, kin in kinds.items():
        mine = [slug for slug in sorted(kin) if half in (None, _half(slug))]
        random.Random(f"{seed} {kind}").shuffle(mine)
        chosen[kind] = mine[:most]
    return {kind: slugs for kind, slugs in chosen.items() if slugs}


def _half(slug: str) -> str:
    return HALVES[zlib.crc32(slug.encode()) % len(HALVES)]


def compare(papers: Sequence[Paper], kinds: Mapping[str, Kin], which: Asked) -> Iterator[Recalls]:
    """Score our related papers, then those of each rival."""
    ordered = sorted(papers, key=lambda paper: paper.slug)
    yield recalls("Papergloss", kinds, which, _slugs(find_related(Texts(Reader(ordered)), DEPTH)))
    places = {paper.slug: place for place, paper in enumerate(ordered)}
    queries = sorted({places[slug] for slugs in which.values() for slug in slugs})
    texts = [f"{paper.title}. {paper.abstract}" for paper in ordered]
    for method, rival in RIVALS.items():
        answers = zip(queries, rival(texts, queries, DEPTH), strict=True)
        found = {ordered[own].slug: [ordered[at].slug for at in near] for own, near in answers}
        yield recalls(method, kinds, which, found)


def _slugs(related: Mapping[str, Sequence[Related]]) -> dict[str, list[str]]:
    return {slug: [each.slug for each in found] for slug, found in related.items()}


def recalls(
    method: str, kinds: Mapping[str, Kin], which: Asked, found: Mapping[str, Sequence[str]]
) -> Recalls:
    """Score what a method found for the papers asked about."""
    return Recalls(
        method=method,
        kinds={
            kind: sum(recall(kinds[kind][slug], found.get(slug, ())) for slug in slugs) / len(slugs)
            for kind, slugs in which.items()
        },
    )


def recall(kin: Collection[str], found: Sequence[str]) -> float:
    """Give the share of the kin among the first ten; of more than ten, ten are all."""
    return len(set(found[:DEPTH]) & set(kin)) / min(DEPTH, len(kin))
