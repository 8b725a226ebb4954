"""The text of a note that is to be made; what a person wrote is never written anew."""

from __future__ import annotations

from papergloss.model import Note, Selector
from papergloss.store.yaml_text import Value, join


def note_text(note: Note) -> str:
    """Write a new note: its whole text where it has one, else what an import knows of it."""
    if note.source or not (note.body or note.anchors):
        return note.source
    meta: dict[str, Value] = {}
    if note.noted:
        meta["noted"] = note.noted.isoformat()
    if note.anchors:
        meta["anchors"] = [_anchor(each) for each in note.anchors]
    return join(meta, note.body) if meta else f"{note.body}\n"


def _anchor(selector: Selector) -> Value:
    every = {"exact": selector.exact, "prefix": selector.prefix, "suffix": selector.suffix}
    return {key: text for key, text in every.items() if text}
