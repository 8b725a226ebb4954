"""The archive as the build sees it: papers, notes, tags, and how they hang together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from msgspec import Struct

from papergloss.model.concept import Concepts
from papergloss.model.listing import Health, LeftOut, Listing
from papergloss.model.note import Note, Standing
from papergloss.model.paper import Paper
from papergloss.model.person import People, Ruling


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """One term of the vocabulary.

    ``slug`` names it in addresses and in front matter; ``name`` is what people read. ``match`` are
    the words that speak for the tag (left out: the name), ``strong`` those that leave little doubt,
    ``exclude`` those that do not mean it; ``keywords`` and ``categories`` are what sources call it.
    ``threshold`` is the score from which on it is given (see ``tags``); ``parents`` are slugs.
    """

    slug: str
    name: str
    group: str = ""
    description: str = ""
    parents: tuple[str, ...] = ()
    match: tuple[str, ...] = ()
    strong: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    threshold: int = 3


class Related(Struct, frozen=True, kw_only=True, array_like=True):
    """A paper like another: cosine similarity in [0, 1], and the terms that say why."""

    slug: str
    score: float
    terms: tuple[str, ...]


class Mention(Struct, frozen=True, kw_only=True, array_like=True):
    """That the abstract of ``source`` names the paper ``target`` by ``name``, in ``sentence``.

    ``start`` and ``end`` are offsets of the name in the sentence.
    """

    source: str
    target: str
    name: str
    sentence: str
    start: int
    end: int


class Sequel(Struct, frozen=True, kw_only=True, array_like=True):
    """Another paper of the same series, before or after this one, and the reason for people."""

    slug: str
    reason: str


class Shared(Struct, frozen=True, kw_only=True, array_like=True):
    """The papers that share a code repository (``code``: ``github.com/owner/name``) or authors."""

    slugs: tuple[str, ...]
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """How the papers of an archive hang together; keys are slugs."""

    related: Mapping[str, tuple[Related, ...]] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    mentioned_by: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    concepts: Concepts = field(default_factory=Concepts)
    series: Mapping[str, tuple[Sequel, ...]] = field(default_factory=dict)
    shared: Mapping[str, tuple[Shared, ...]] = field(default_factory=dict)
    people: People = field(default_factory=People)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that needs a person; ``where`` is a path below the archive's folder, if any."""

    message: str
    where: str = ""
    line: int | None = None
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """Everything under ``content/``, in memory and read-only.

    ``papers`` are ordered by month and slug; ``listings`` by date and id, without their entries,
    and so are ``lookups``, which have no page. ``notes`` and ``relations`` go by the slugs of their
    papers; ``hidden`` are the papers that a note takes off the site. ``health`` is what fetch
    recorded of each source, ``left_out`` what update did, ``rulings`` what people say of authors;
    ``troubles`` are what could not be read now, what is wrong in notes, and notes without a paper.
    """

    papers: tuple[Paper, ...]
    listings: tuple[Listing, ...]
    notes: Mapping[str, Note]
    tags: Mapping[str, Tag]
    relations: Mapping[str, tuple[Standing, ...]] = field(default_factory=dict)
    hidden: tuple[Paper, ...] = ()
    lookups: tuple[Listing, ...] = ()
    health: Mapping[str, Health] = field(default_factory=dict)
    left_out: tuple[LeftOut, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    troubles: tuple[Trouble, ...] = ()
