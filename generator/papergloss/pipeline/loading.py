"""Everything under ``content/`` that the build shows, as one ``Archive``."""

from __future__ import annotations

from dataclasses import replace

from papergloss import annotate, proofread, tags
from papergloss.config import Site
from papergloss.errors import ArchiveError
from papergloss.model import Archive, Tag, Trouble
from papergloss.store import health, left_out, notes, papers, yaml_text


def load(site: Site) -> tuple[Archive, list[ArchiveError]]:
    """Read everything under ``content/`` that the build shows."""
    found, problems = notes.read_notes(site.content / "notes")
    listings = papers.read_listings(site.content / "papers" / papers.LISTINGS)
    raw = Archive(
        papers=tuple(papers.read_papers(site.content / "papers")),
        listings=tuple(listing for listing in listings if not listing.lookup),
        lookups=tuple(listing for listing in listings if listing.lookup),
        notes=found,
        tags=vocabulary(site),
        health=health.read(site.content),
        left_out=left_out.read(site.content / "papers"),
    )
    annotated = annotate.annotate(raw)
    archive = annotated.archive
    problems += annotated.problems
    problems += proofread.proofread(archive, lambda path: (site.content / path).is_file())
    troubles = tuple(_trouble(problem, site) for problem in problems)
    return replace(archive, troubles=troubles), list(problems)


def _trouble(error: ArchiveError, site: Site) -> Trouble:
    where = error.where.removeprefix(f"{site.root}/")
    return Trouble(message=error.message, where=where, line=error.line, remedy=error.remedy)


def vocabulary(site: Site) -> dict[str, Tag]:
    """Read the tag vocabulary of an archive."""
    path = site.content / "tags.yml"
    return tags.vocabulary(yaml_text.read_file(path) or [], str(path))
