"""What links papers besides their texts, remembered from build to build: concepts and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from papergloss import concepts, links, people
from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.model import (
    Archive,
    Concept,
    Concepts,
    Links,
    People,
    Person,
    Place,
    Sequel,
    Shared,
)


def with_concepts(found: Links, archive: Archive, cache: Cache) -> Links:
    """Add the concepts that the papers name to what else links them."""
    shown = [(p.slug, p.title, p.abstract, p.date) for p in archive.papers]
    mentions = [mention for several in found.mentions.values() for mention in several]
    data, _ = cache.remember(
        ("concepts", shown, mentions), lambda: concepts.find_concepts(archive.papers, mentions)
    )
    return replace(found, concepts=_restored(data))


def with_people(found: Links, archive: Archive, papers: bytes, site: Site, cache: Cache) -> Links:
    """Add who wrote what, and which papers come from the same hands.

    Args:
        papers: a digest of the archive's papers.
    """
    settings = site.settings.people

    def kin() -> Links:
        who = people.people(archive.papers, archive.rulings)
        who = people.shown(who, settings.least, settings.most)
        return links.with_kin(Links(), archive.papers, who)

    key = ("people", papers.hex(), archive.rulings, settings.least, settings.most)
    data, _ = cache.remember(key, kin)
    return replace(
        found,
        series={
            slug: tuple(Sequel(**each) for each in several)
            for slug, several in data["series"].items()
        },
        shared={
            slug: tuple(Shared(code=each["code"], slugs=tuple(each["slugs"])) for each in several)
            for slug, several in data["shared"].items()
        },
        people=_people(data["people"]),
    )


def _people(data: Mapping[str, Any]) -> People:
    return People(
        persons={
            slug: Person(
                slug=slug,
                names=tuple(each["names"]),
                papers=tuple(each["papers"]),
                orcid=each["orcid"],
            )
            for slug, each in data["persons"].items()
        },
        wrote={slug: tuple(authors) for slug, authors in data["wrote"].items()},
        shown=tuple(data["shown"]),
    )


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
