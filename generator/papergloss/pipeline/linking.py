"""What links papers, remembered from build to build: their texts, concepts and people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from papergloss import concepts, links, people
from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.executors import Workers
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
from papergloss.pipeline.memory import CacheMemory
from papergloss.pipeline.report import BuildReport


def linked_papers(
    archive: Archive,
    papers: bytes,
    site: Site,
    cache: Cache,
    workers: Workers,
    report: BuildReport,
) -> Links:
    """Link the papers of an archive in every way: by their texts, by concepts, by their authors.

    Args:
        papers: a digest of the archive's papers.
        workers: run what goes by one paper alone.
    """
    memory = CacheMemory(cache)
    by_text = links.link(archive.papers, most=site.settings.related, memory=memory, workers=workers)
    (report.rendered if memory.written else report.reused)["link table"] += 1
    return with_people(with_concepts(by_text, archive, cache), archive, papers, site, cache)


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
