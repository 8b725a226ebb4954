"""An archive with as much of its notes as a group of pages shows, and no more.

What is not in the archive that a group is made of cannot shape its pages; so a note's words may
change, and lists, feeds and the pages of other papers are known to stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from papergloss.model import Archive, Note, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What people wrote about the papers of a month, and how these stand to others."""

    month: str
    notes: Mapping[str, Note] = field(default_factory=dict)
    relations: Mapping[str, tuple[Standing, ...]] = field(default_factory=dict)


def silent(archive: Archive) -> Archive:
    """Leave out what people wrote, and how the archive is."""
    return replace(archive, notes={}, relations={}, health={}, left_out=(), rulings=(), troubles=())


def marks(archive: Archive) -> dict[str, Note]:
    """Give the notes without their words: day, status and rating, which lists show."""
    return {slug: _mark(note) for slug, note in archive.notes.items()}


def dated(archive: Archive) -> dict[str, Note]:
    """Give the notes with a day in full, which digests show, and of the others the marks."""
    return {slug: note if note.noted else _mark(note) for slug, note in archive.notes.items()}


def _mark(note: Note) -> Note:
    return Note(slug=note.slug, body="", noted=note.noted, status=note.status, rating=note.rating)


def said(archive: Archive) -> Iterator[Said]:
    """Give for each month what was said about its papers."""
    for month, papers in groupby(archive.papers, key=lambda paper: paper.month):
        slugs = {paper.slug for paper in papers}
        yield Said(
            month=month,
            notes={slug: archive.notes[slug] for slug in sorted(slugs & archive.notes.keys())},
            relations={
                slug: archive.relations[slug] for slug in sorted(slugs & archive.relations.keys())
            },
        )
