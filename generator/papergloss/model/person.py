"""People: who is who among the authors of papers, and what a person says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What ``content/people.yml`` says of one person.

    ``names`` are all the ways the person is printed, the one to show first. Where ``papers``
    (slugs) are given, the person wrote these and no others under any of the names; else everything
    that bears one of them. ``line`` is where it says so.
    """

    names: tuple[str, ...]
    papers: tuple[str, ...] = ()
    orcid: str | None = None
    line: int = 0


class Person(Struct, frozen=True, kw_only=True, array_like=True):
    """An author of papers (slugs, as they entered the archive), under one name or several.

    ``slug`` names the page ``authors/<slug>/``; ``names`` are those that are printed, the one to
    show first.
    """

    slug: str
    names: tuple[str, ...]
    papers: tuple[str, ...]
    orcid: str | None = None

    @property
    def name(self) -> str:
        """The name to show."""
        return self.names[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The authors of several papers, by their slugs.

    ``wrote`` gives those of each paper, in its order: "" for who wrote nothing else that is here.
    ``shown`` are those who have a page, who wrote most first.
    """

    persons: Mapping[str, Person] = field(default_factory=dict)
    wrote: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    shown: tuple[str, ...] = ()
