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
    named = concepts.find_concepts(archive.papers, mentions, reader)
    found = replace(by_text, concepts=named)
    linked = with_people(found, archive, papers, site, cache, reader)
    reader.close()
    return linked


def with_people(
    found: Links, archive: Archive, papers: bytes, site: Site, cache: Cache, reader: Reader
) -> Links:
    """Add who wrote what, and which papers come from the same hands.

    Args:
        papers: a digest of the archive's papers.
        reader: of these papers.
    """
    settings = site.settings.people
    everyone = people.people(archive.papers, archive.rulings, reader.memory)
    who = people.shown(everyone, settings.least, settings.most)
    kin, anew = cache.remember(
        ("kin", papers.hex(), archive.rulings),
        lambda: replace(links.with_kin(Links(), archive.papers, who, reader), people=People()),
        Links,
    )
    if not anew:
        reader.renew(links.TITLES)
    return replace(found, series=kin.series, shared=kin.shared, people=who)
