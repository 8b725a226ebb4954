"""``content/notes/``: what people wrote; nothing in this program opens it for writing."""

from __future__ import annotations

from pathlib import Path

from papergloss.errors import ReadError
from papergloss.model import Note
from papergloss.store import files, yaml_text


def read_notes(folder: Path) -> tuple[dict[str, Note], list[ReadError]]:
    """Read every note below ``folder``, by slug; what cannot be read is returned as errors."""
    notes: dict[str, Note] = {}
    problems: list[ReadError] = []
    for path in sorted(folder.glob("*.md")):
        try:
            notes[path.stem] = _note(path)
        except ReadError as error:
            problems.append(error)
    return notes, problems


def _note(path: Path) -> Note:
    try:
        text = files.read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"byte {error.start} is not UTF-8", where=str(path)) from None
    _, body = yaml_text.split(text, str(path))
    return Note(slug=path.stem, body=body)
