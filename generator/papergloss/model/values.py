"""The small values that everything else is made of."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct


class LinkKind(StrEnum):
    """What a link found in an abstract or a listing leads to."""

    CODE = "code"
    DATA = "data"
    MODEL = "model"
    DEMO = "demo"
    PROJECT = "project"
    PAPER = "paper"
    OTHER = "other"


class PartialDate(Struct, frozen=True, kw_only=True, array_like=True):
    """A day as a listing prints it.

    The year may be missing (``Nov 6``), and where a bibliography knows no better, the day or the
    month and the day (``2019``).
    """

    month: int | None = None
    day: int | None = None
    year: int | None = None


class Ids(Struct, frozen=True, kw_only=True, array_like=True):
    """The permanent names of a paper; arXiv ids are without version (``2311.17911``)."""

    arxiv: str | None = None
    doi: str | None = None
    openreview: str | None = None
    acl: str | None = None


class Author(Struct, frozen=True, kw_only=True, array_like=True):
    """An author, "First Last" as the source prints the name."""

    name: str
    orcid: str | None = None


class Organisation(Struct, frozen=True, kw_only=True, array_like=True):
    """The organisation that a listing shows in place of authors (``stanfordnlp Stanford NLP``)."""

    name: str
    handle: str | None = None


class Link(Struct, frozen=True, kw_only=True, array_like=True):
    """A web address found in a listing, and what it leads to."""

    url: str
    kind: LinkKind = LinkKind.OTHER


class Version(Struct, frozen=True, kw_only=True, array_like=True):
    """One version of a preprint: its number from 1 and its day."""

    number: int
    date: date | None = None
