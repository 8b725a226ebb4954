"""Papers: what the entries of many listings say together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field

from papergloss.model.values import Author, Ids, Link, Organisation, PartialDate, Version


class Appearance(Struct, frozen=True, kw_only=True, array_like=True):
    """That a paper stood in a listing, where, and what readers said there."""

    listing: str
    date: date | None
    position: int
    comments: int | None = None
    upvotes: int | None = None


class Variant(Struct, frozen=True, kw_only=True, array_like=True):
    """Another value of a paper's ``field`` (title, abstract or date), and the listing that says so.

    An abstract's variant says something else; where it was only typeset otherwise it is none.
    """

    field: str
    value: str
    listing: str


class Paper(Struct, frozen=True, kw_only=True, array_like=True):
    """One paper: what all its entries say, merged.

    ``slug`` is its permanent name in addresses, ``month`` (``YYYY-MM``) the month it entered the
    archive and its folder; neither ever changes. ``date`` has a year at least. ``comment`` is what
    its authors say of it at arXiv. Where several listings tell of the paper, ``said`` names for a
    field the listing whose word it is, and ``variants`` are what others say instead.
    """

    slug: str
    month: str
    title: str
    abstract: str
    appearances: tuple[Appearance, ...]
    ids: Ids = Ids()
    date: PartialDate | None = None
    authors: tuple[Author, ...] = ()
    author_count: int | None = None
    organisation: Organisation | None = None
    venue: str | None = None
    comment: str | None = None
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()
    withdrawn: bool = False
    links: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    said: Mapping[str, str] = field(default_factory=dict)
    variants: tuple[Variant, ...] = ()
