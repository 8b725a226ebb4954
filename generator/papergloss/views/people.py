"""The indexes of authors and of organisations; their own pages are lists of papers."""

from __future__ import annotations

from msgspec import Struct

from papergloss.views.pieces import Ref


class NamesView(Struct, frozen=True, kw_only=True):
    """An index of names: those with most papers, and all by their first letter."""

    title: str
    lead: str
    most: tuple[Ref, ...]
    letters: tuple[tuple[str, tuple[Ref, ...]], ...]
