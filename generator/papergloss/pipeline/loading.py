"""Everything under ``content/`` that the build shows, as one ``Archive``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from papergloss import annotate, concepts, links, people, proofread, tags
from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.errors import ArchiveError
from papergloss.executors import Workers
from papergloss.model import Archive, Tag, Trouble
from papergloss.store import health, left_out, notes, papers, remembered, yaml_text
from papergloss.store import people as people_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What was read under ``content/``, and the archive that its notes make of it.

    ``papers`` are the papers as they were read.
    """

    raw: Archive
    archive: Archive
    problems: list[ArchiveError]
    papers: remembered.Known


def load(site: Site) -> tuple[Archive, list[ArchiveError]]:
    """Read everything under ``content/`` that the build shows, with the notes applied."""
    loaded = read(site)
    return loaded.archive, loaded.problems


def read(site: Site, cache: Cache | None = None, workers: Workers | None = None) -> Loaded:
    """Read everything under ``content/`` that the build shows, and apply the notes.

    Args:
        cache: holds the papers of months of which no file has changed.
        workers: read those of the others.
    """
    folder = site.content / "papers"
    known = remembered.read_papers(folder, cache, workers)
    found, problems = notes.read_notes(site.content / "notes")
    listings = papers.read_listings(site.content / "papers" / papers.LISTINGS)
    raw = Archive(
        papers=tuple(each.value for each in known.papers),
        listings=tuple(listing for listing in listings if not listing.lookup),
        lookups=tuple(listing for listing in listings if listing.lookup),
        notes=found,
        tags=vocabulary(site),
        health=health.read(site.content),
        left_out=left_out.read(site.content / "papers"),
        rulings=people_file.read(site.content),
    )
    archive, every = _applied(raw, problems, site)
    return Loaded(raw=raw, archive=archive, problems=every, papers=known)


def _applied(
    archive: Archive, found: Sequence[ArchiveError], site: Site
) -> tuple[Archive, list[ArchiveError]]:
    """Apply the notes of an archive that was just read; what is wrong joins what was ``found``."""
    annotated = annotate.annotate(archive)
    archive = annotated.archive
    problems = [*found, *annotated.problems]
    problems += proofread.proofread(
        archive, lambda path: (site.content / path).is_file(), _concept_names(archive)
    )
    rulings_file = str(site.content / people_file.NAME)
    problems += people.slips(archive.rulings, archive.papers, rulings_file)
    troubles = tuple(_trouble(problem, site) for problem in problems)
    return replace(archive, troubles=troubles), problems


def _concept_names(archive: Archive) -> Callable[[str], bool]:
    """Make a test of names for those of concepts, which are looked for once, if at all.

    What stands in no abstract is none, which spares the search for a slip of the pen.
    """

    @cache
    def names() -> Mapping[str, str]:
        mentions = links.mentions(archive.papers)
        every = [mention for found in mentions.values() for mention in found]
        return concepts.find_concepts(archive.papers, every).names

    def is_concept(name: str) -> bool:
        small = name.strip().casefold()
        spellings = {small, small.replace("-", " ")}
        texts = (paper.abstract.casefold() for paper in archive.papers)
        written = any(spelling in text for text in texts for spelling in spellings)
        return written and small in names()

    return is_concept


def _trouble(error: ArchiveError, site: Site) -> Trouble:
    where = error.where.removeprefix(f"{site.root}/")
    return Trouble(message=error.message, where=where, line=error.line, remedy=error.remedy)


def vocabulary(site: Site) -> dict[str, Tag]:
    """Read the tag vocabulary of an archive."""
    path = site.content / "tags.yml"
    return tags.vocabulary(yaml_text.read_file(path) or [], str(path))
