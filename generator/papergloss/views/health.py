"""The page that says how the archive is."""

from __future__ import annotations

from msgspec import Struct

from papergloss.views.pieces import Ref


class SourceView(Struct, frozen=True, kw_only=True):
    """A source: its state in a word or two, what is known of it (label, text), what it refuses."""

    name: str
    kind: str
    state: str
    well: bool
    facts: tuple[tuple[str, str], ...]


class TroubleView(Struct, frozen=True, kw_only=True):
    """Something that needs a person: the place, what is wrong, what to do."""

    place: str
    message: str
    remedy: str


class LeftOutView(Struct, frozen=True, kw_only=True):
    """The entries of one listing that are no papers: place and reason; ``more`` are not shown."""

    path: str
    count: int
    rows: tuple[tuple[str, str], ...]
    more: int


class HealthView(Struct, frozen=True, kw_only=True):
    """How the archive is; ``bare`` papers have neither ids nor authors, ``bare_refs`` are some."""

    sources: tuple[SourceView, ...]
    troubles: tuple[TroubleView, ...]
    left_out: tuple[LeftOutView, ...]
    bare: int
    bare_refs: tuple[Ref, ...]
    papers: int
