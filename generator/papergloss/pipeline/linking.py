"""What links papers besides their texts: concepts, remembered from build to build, and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from papergloss import concepts, links, people
from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.model import Archive, Concept, Concepts, Links, Place


def with_concepts(found: Links, archive: Archive, cache: Cache) -> Links:
    """Add the concepts that the papers name to what else links them."""
    shown = [(p.slug, p.title, p.abstract, p.date) for p in archive.papers]
    mentions = [mention for several in found.mentions.values() for mention in several]
    data, _ = cache.remember(
        ("concepts", shown, mentions), lambda: concepts.find_concepts(archive.papers, mentions)
    )
    return replace(found, concepts=_restored(data))


def with_people(found: Links, archive: Archive, site: Site) -> Links:
    """Add who wrote what, and which papers come from the same hands."""
    settings = site.settings.people
    who = people.people(archive.papers, archive.rulings)
    who = people.shown(who, settings.least, settings.most)
    return links.with_kin(found, archive.papers, who)


def _restored(data: Mapping[str, Any]) -> Concepts:
    return Concepts(
        by_slug={slug: _concept(each) for slug, each in data["by_slug"].items()},
        of_paper={
            paper: tuple((slug, Place(**place)) for slug, place in found)
            for paper, found in data["of_paper"].items()
        },
        names=data["names"],
        defined={slug: tuple(found) for slug, found in data["defined"].items()},
    )


def _concept(data: Mapping[str, Any]) -> Concept:
    defined = data["definition"]
    return Concept(
        **{
            **data,
            "definition": Place(**defined) if defined else None,
            "uses": tuple(Place(**use) for use in data["uses"]),
            "near": _pairs(data["near"]),
            "months": _pairs(data["months"]),
        }
    )


def _pairs(data: Iterable[Sequence[Any]]) -> tuple[tuple[str, int], ...]:
    return tuple((str(first), int(second)) for first, second in data)
