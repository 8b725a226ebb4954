"""What is shown of notes on a paper's page; see ``views`` for what holds of all."""

from __future__ import annotations

from msgspec import Struct


class NoteView(Struct, frozen=True, kw_only=True):
    """What a person says of a paper beside the comments that stand in the abstract's margin.

    ``glossed`` is whether there are such; ``body_html`` is "" where nothing else was written.
    """

    body_html: str
    glossed: bool = False
    status: str = ""
    rating: int | None = None
    noted: str = ""
    noted_text: str = ""
    data_url: str = ""


class RelationView(Struct, frozen=True, kw_only=True):
    """Another paper and how it stands to this one ("Extends", "Extended by")."""

    label: str
    title_html: str
    url: str
    remark: str
