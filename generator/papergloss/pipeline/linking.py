"""What links papers, remembered from build to build: their texts, concepts and people."""

from __future__ import annotations

from dataclasses import replace

from papergloss import concepts, links, people
from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.model import Archive, Concepts, Links
from papergloss.pipeline.reasons import Reasons
from papergloss.pipeline.report import BuildReport


def linked_papers(
    archive: Archive, papers: bytes, site: Site, cache: Cache, report: BuildReport
) -> Links:
    """Link the papers of an archive in every way: by their texts, by concepts, by their authors.

    Args:
        papers: a digest of the archive's papers.
    """
    by_text = _linked(archive, cache, report, site.settings.related)
    return with_people(with_concepts(by_text, archive, cache), archive, papers, site, cache)


def _linked(archive: Archive, cache: Cache, report: BuildReport, most: int) -> Links:
    shown = [(p.slug, p.title, p.abstract, p.tags, p.ids, p.date) for p in archive.papers]
    reasons = Reasons(cache)
    found, fresh = cache.remember(
        ("links", most, shown),
        lambda: links.link(archive.papers, most=most, memory=reasons),
        Links,
    )
    reasons.keep()
    (report.rendered if fresh else report.reused)["link table"] += 1
    return found


def with_concepts(found: Links, archive: Archive, cache: Cache) -> Links:
    """Add the concepts that the papers name to what else links them."""
    shown = [(p.slug, p.title, p.abstract, p.date) for p in archive.papers]
    mentions = [mention for several in found.mentions.values() for mention in several]
    named, _ = cache.remember(
        ("concepts", shown, mentions),
        lambda: concepts.find_concepts(archive.papers, mentions),
        Concepts,
    )
    return replace(found, concepts=named)


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
    by_people, _ = cache.remember(key, kin, Links)
    return replace(found, series=by_people.series, shared=by_people.shared, people=by_people.people)
