"""Concepts: methods, models, benchmarks, datasets and metrics that abstracts name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct


class Place(Struct, frozen=True, array_like=True):
    """The characters ``start:end`` of the abstract of ``paper`` (a slug)."""

    paper: str
    start: int
    end: int


class Concept(Struct, frozen=True, kw_only=True, array_like=True):
    """What several abstracts name.

    ``slug`` names it in addresses, ``name`` is how it is written most, ``long`` what an acronym
    stands for, else "". ``definition`` is where an abstract says what it is, ``introduced_by`` the
    slug of the paper that introduced it, "" where that is not here. ``uses`` are the papers that
    name it, newest first, each with its first place; ``near`` the concepts that it appears with and
    in how many papers, most alike first; ``months`` (``YYYY-MM``) in how many papers of each.
    """

    slug: str
    name: str
    long: str = ""
    definition: Place | None = None
    introduced_by: str = ""
    uses: tuple[Place, ...] = ()
    near: tuple[tuple[str, int], ...] = ()
    months: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Concepts:
    """The concepts of an archive by slug, and by a paper's slug those that it names, in order.

    ``names`` leads from what a concept is called, in small letters, to its slug; a name of several
    is not in it. ``defined`` are by a paper's slug the short forms that its abstract defines, each
    before what it stands for ("DPO direct preference optimization").
    """

    by_slug: Mapping[str, Concept] = field(default_factory=dict)
    of_paper: Mapping[str, tuple[tuple[str, Place], ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    defined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
