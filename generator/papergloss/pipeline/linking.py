"""What links papers, remembered from build to build: their texts, concepts and people."""

from __future__ import annotations

from dataclasses import replace

from papergloss import concepts, links, people
from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.executors import Workers
from papergloss.model import Archive, Links, People
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
    everyone = people.people(archive.papers, archive.rulings, CacheMemory(cache))
    who = people.shown(everyone, settings.least, settings.most)
    kin, _ = cache.remember(
        ("kin", papers.hex(), archive.rulings),
        lambda: replace(links.with_kin(Links(), archive.papers, who), people=People()),
        Links,
    )
    return replace(found, series=kin.series, shared=kin.shared, people=who)
