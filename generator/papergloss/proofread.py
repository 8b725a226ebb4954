"""What a person should mend in the words of notes: lost anchors, names that lead nowhere. Pure.

Nothing of it keeps a note from being shown: a lost anchor stays a quote, a lost name stays text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from papergloss.errors import ReadError
from papergloss.lookup import Lookup
from papergloss.margin import glosses
from papergloss.model import Archive, Note
from papergloss.note_markup import image_path
from papergloss.note_reader import MAX_NOTE, read


def proofread(
    archive: Archive, exists: Callable[[str], bool], is_concept: Callable[[str], bool]
) -> Iterator[ReadError]:
    """Look through the notes of an archive.

    Args:
        exists: tells whether there is a file at a path below ``content/``.
        is_concept: tells whether a concept of the archive is called so; asked only where no paper
            and no tag is, for the answer may take long.
    """
    lookup = Lookup(archive.papers, archive.tags, archive.hidden)
    papers = {paper.slug: paper for paper in archive.papers}
    for slug, note in sorted(archive.notes.items()):
        for each in (note, *note.joined):
            yield from _one(each, lookup, exists, is_concept)
        for gloss in glosses(papers[slug], note):
            if gloss.span is None:
                words = " ".join(gloss.quote.text.split())[:60]
                yield _problem(
                    gloss.note,
                    gloss.quote.line,
                    f"the quoted words “{words}” are not in the abstract",
                    "quote it anew; under words of another text write a line “— where from”",
                )


def _one(
    note: Note,
    lookup: Lookup,
    exists: Callable[[str], bool],
    is_concept: Callable[[str], bool],
) -> Iterator[ReadError]:
    if len(note.body) > MAX_NOTE:
        message = f"a note of more than {MAX_NOTE:,} characters is shown as plain text"
        yield _problem(note, 0, message, "part it, or link to a page of its own")
    reading = read(note.body)
    for each in reading.names:
        if lookup.target(each.name) is None and not is_concept(each.name):
            message = f"[[{each.name[:80]}]] leads nowhere"
            yield _problem(note, each.line, message, lookup.nearest(each.name))
    for each in reading.refused:
        message = f"the link to “{each.name[:80]}” is shown as text"
        remedy = "link to http, https or mailto; to papers, tags and concepts with [[…]]"
        yield _problem(note, each.line, message, remedy)
    for each in reading.images:
        path = image_path(each.name)
        if path and not exists(path):
            yield _problem(note, each.line, f"there is no image content/{path}", "")


def _problem(note: Note, line: int, message: str, remedy: str) -> ReadError:
    return ReadError(message, where=note.path, line=note.line + line, remedy=remedy)
