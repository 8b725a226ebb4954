"""A page that is not made yet.

A build makes the plans of all pages and compares their digests with those of the build before; only
what changed is made. So what goes into a plan must be cheap to get, and all that shapes the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from papergloss.views.page import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to make a page: ``make`` gives it from ``inputs`` and nothing else.

    ``inputs`` are data, whose digest tells whether the page changed. ``make`` is a
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
