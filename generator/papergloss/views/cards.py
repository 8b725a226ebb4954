"""A paper in a list: as it is printed, or not made yet because it may never have to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from msgspec import Struct

from papergloss.views.pieces import Ref


class Card(Struct, frozen=True, kw_only=True):
    """A paper in a list. ``date`` is ISO or "", ``date_text`` is for people ("26 Feb 2025").

    ``title_tex`` is the title as TeX where it has formulas. ``byline`` says who wrote it as far as
    is known; where ``named`` it is the authors' names, of which a bibliography can be made. ``ref``
    is its arXiv id and its DOI, or else where it can be read. ``arrived`` is when it entered the
    archive: UTC, ISO 8601, to the second or the day; or "". ``status`` (for people: "to read") and
    ``rating`` (of 5) are what its note says.
    """

    url: str
    title_html: str
    date: str
    date_text: str
    byline: str
    teaser_html: str
    tags: tuple[Ref, ...]
    title_tex: str = ""
    named: bool = False
    ref: str = ""
    comments: int | None = None
    upvotes: int | None = None
    has_code: bool = False
    has_note: bool = False
    arrived: str = ""
    status: str = ""
    rating: int | None = None
    position: int | None = None


class LazyCard:
    """A ``Card`` that is made when somebody looks at it; its digest is ``key``.

    Making a card costs more than all else that an unchanged list needs.
    """

    __slots__ = ("_made", "_make", "key")

    def __init__(self, key: bytes, make: Callable[[], Card]) -> None:
        self.key = key
        self._make = make
        self._made: Card | None = None

    def __getattr__(self, name: str) -> Any:
        """Give a part of the card, which is made now unless it was before."""
        if name not in Card.__struct_fields__:
            raise AttributeError(name)
        if self._made is None:
            self._made = self._make()
        return getattr(self._made, name)

    def __eq__(self, other: object) -> bool:
        """Tell whether both are made of the same."""
        return isinstance(other, LazyCard) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __reduce__(self) -> tuple[Callable[..., LazyCard], tuple[bytes, Card]]:
        return _made_card, (self.key, self._make())


AnyCard: TypeAlias = Card | LazyCard
"""A card, made or not: the same to whoever looks at it."""


def _made_card(key: bytes, card: Card) -> LazyCard:
    return LazyCard(key, lambda: card)
