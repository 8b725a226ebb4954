"""What links papers, remembered from build to build: their texts, concepts and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from papergloss import concepts, links, people
from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.executors import Workers
from papergloss.model import (
    Archive,
    Links,
    People,
    Person,
    Sequel,
    Shared,
)
from papergloss.pipeline.memory import CacheMemory
from papergloss.pipeline.report import BuildReport
from papergloss.remembering import Reader


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
    reader = Reader(archive.papers, memory, workers)
    by_text = links.link(archive.papers, most=site.settings.related, reader=reader)
    (report.rendered if memory.written else report.reused)["link table"] += 1
    mentions = [mention for several in by_text.mentions.values() for mention in several]
    found = concepts.find_concepts(archive.papers, mentions, reader)
    reader.close()
    return with_people(replace(by_text, concepts=found), archive, papers, site, cache)


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
