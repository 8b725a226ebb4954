"""``content/notes/``: what people wrote; nothing in this program opens it for writing.

Bytes in, ``Note`` values and a list of what is wrong out. A mistake in the front matter costs the
field it is in and is told with its line; the words below it are always read.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from papergloss.errors import ReadError
from papergloss.model import Note
from papergloss.note_markup import IMAGES
from papergloss.store import marked
from papergloss.store.note_fields import FIELDS, Slip, nearest, overrides


def read_notes(folder: Path) -> tuple[dict[str, Note], list[ReadError]]:
    """Read every note in ``folder``, by the file's name; what is wrong is returned as errors."""
    notes: dict[str, Note] = {}
    problems: list[ReadError] = []
    for path in sorted(folder.rglob("*")):
        if path.name.startswith(".") or path.suffix.lower() in IMAGES or path.is_dir():
            continue
        if path.suffix != ".md" or path.parent != folder:
            message = "this is not read: a note is a file <slug>.md in content/notes itself"
            problems.append(ReadError(message, where=str(path)))
            continue
        if note := read_note(path, problems):
            notes[path.stem] = note
    return notes, problems


def read_note(path: Path, problems: list[ReadError]) -> Note | None:
    """Read one note; what is wrong is added to ``problems``, and nothing comes of no text."""
    try:
        return parse_note(path.read_bytes().decode("utf-8"), path, problems)
    except UnicodeDecodeError as error:
        problems.append(ReadError(f"byte {error.start} is not UTF-8", where=str(path)))
    except OSError as error:
        problems.append(ReadError(f"cannot be read: {error.strerror}", where=str(path)))
    return None


def parse_note(text: str, path: Path, problems: list[ReadError]) -> Note:
    """Read a note's file; what is wrong with its front matter is added to ``problems``."""
    where = str(path)
    # Windows' mark and line ends; a lone carriage return is one to YAML and to Markdown alike.
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    parts = marked.split(lines, where)
    if parts.problem:
        problems.append(parts.problem)
    fields: dict[str, Any] = {}
    for name, value in parts.meta.pairs:
        try:
            _check_name(name, fields)
            fields[name.text] = None
            fields[name.text] = FIELDS[name.text](value)
        except Slip as slip:
            problems.append(_problem(name, slip, where))
    given = dict(_given(fields))
    return Note(slug=path.stem, body=parts.body, path=where, line=parts.line, source=text, **given)


def _check_name(name: marked.Scalar, fields: dict[str, Any]) -> None:
    if name.text not in FIELDS:
        raise Slip("is no field of a note", name.line, nearest(name.text, FIELDS))
    if name.text in fields:
        raise Slip("stands here twice; the first counts", name.line, "take one of the two away")


def _problem(name: marked.Scalar, slip: Slip, where: str) -> ReadError:
    message = f"“{name.text[:60]}” {slip.message}"
    return ReadError(message, where=where, line=slip.line, remedy=slip.remedy)


def _given(fields: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Turn fields as the file has them into those of a ``Note``; what is empty is left out."""
    for name in ("noted", "status", "rating", "tags", "aliases", "relations", "anchors", "hidden"):
        if fields.get(name) is not None:
            yield name, fields[name]
    yield "overrides", overrides(fields)
