"""A page that is not made yet, and cards that may never have to be.

A build makes the plans of all pages and compares their digests with those of the build before; only
what changed is made. So what goes into a plan must be cheap to get, and all that shapes the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from papergloss.views.page import Page
from papergloss.views.pieces import Card


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to make a page: ``make`` gives it from ``inputs`` and nothing else.

    ``inputs`` are a dataclass of data, whose digest tells whether the page changed. ``make`` is a
    function of a module, which other processes find by its name.
    """

    kind: str
    url: str
    inputs: object
    make: Callable[[Any], Page]

    @classmethod
    def of(cls, page: Page) -> Plan:
        """Plan a page that is made already: it changes as its view does."""
        return cls(kind=page.kind, url=page.url, inputs=page, make=_as_it_is)

    def page(self) -> Page:
        """Make the page."""
        return self.make(self.inputs)


def _as_it_is(page: Page) -> Page:
    return page


class LazyCard(Card):
    """A card that is made when somebody looks at it; its digest is ``key``.

    Making a card costs more than all else that an unchanged list needs.
    """

    __slots__ = ("_make", "key")

    key: bytes

    def __init__(self, key: bytes, make: Callable[[], Card]) -> None:
        object.__setattr__(self, "key", key)
        object.__setattr__(self, "_make", make)

    def __getattr__(self, name: str) -> Any:
        """Make the card; asked for a part that is not there yet."""
        if name not in Card.__slots__:
            raise AttributeError(name)
        made = self._make()
        for part in Card.__slots__:
            object.__setattr__(self, part, getattr(made, part))
        return getattr(made, name)

    def __reduce__(self) -> tuple[Callable[..., Card], tuple[bytes, Card]]:
        return _made_card, (self.key, self._make())


def _made_card(key: bytes, card: Card) -> Card:
    return LazyCard(key, lambda: card)
