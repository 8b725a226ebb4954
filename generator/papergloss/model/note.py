"""Notes: what people wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from papergloss.model.values import Author, Ids, Link, PartialDate


class Status(StrEnum):
    """How far a person has come with a paper."""

    TO_READ = "to-read"
    READING = "reading"
    READ = "read"


class RelationKind(StrEnum):
    """How one paper stands to another, in a person's view."""

    EXTENDS = "extends"
    CONTRADICTS = "contradicts"
    USES = "uses"
    COMPARES = "compares"
    SEE_ALSO = "see-also"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """That a note's paper stands so to ``paper``: a slug, an id or an alias, as the note names it.

    ``line`` is where the note says so.
    """

    kind: RelationKind
    paper: str
    remark: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TagChange:
    """That a note gives its paper a tag or takes it away; ``line`` is where it says so."""

    tag: str
    drop: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What a person puts in place of the listings' words; None leaves a field as it is."""

    title: str | None = None
    abstract: str | None = None
    date: PartialDate | None = None
    authors: tuple[Author, ...] | None = None
    organisation: str | None = None
    venue: str | None = None
    links: tuple[Link, ...] | None = None
    ids: Ids = Ids()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selector:
    """Words of a text and what stands round them.

    https://www.w3.org/TR/annotation-model/#text-quote-selector
    """

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person wrote about a paper: ``content/notes/<slug>.md``, Markdown with front matter.

    ``slug`` is the file's name, which the paper may have outgrown (see ``annotate``); ``body``
    starts on line ``line`` of the file ``path``, whose whole text is ``source``. ``noted`` is the
    day the person gives; ``anchors`` say which place is meant where quoted words stand in the
    abstract more than once. ``joined`` are notes of papers that became this one.
    """

    slug: str
    body: str
    path: str = ""
    line: int = 1
    source: str = ""
    noted: date | None = None
    status: Status | None = None
    rating: int | None = None
    tags: tuple[TagChange, ...] = ()
    aliases: tuple[str, ...] = ()
    overrides: Overrides = Overrides()
    relations: tuple[Relation, ...] = ()
    anchors: tuple[Selector, ...] = ()
    hidden: bool = False
    joined: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A relation as one of its two papers sees it; ``back``: the other paper's note says so."""

    kind: RelationKind
    other: str
    remark: str = ""
    back: bool = False
