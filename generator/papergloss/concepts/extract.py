"""One paper → what its text alone says of concepts; depends on its title and abstract only."""

from __future__ import annotations

from msgspec import Struct

from papergloss.acronyms import Definition, definitions
from papergloss.concepts.keys import name_key
from papergloss.concepts.marks import Mark, marks
from papergloss.model import Paper
from papergloss.names import Kind, names_of


class Candidates(Struct, frozen=True, kw_only=True, array_like=True):
    """What the abstract of ``paper`` (a slug) defines and names; ``own`` are keys of its names."""

    paper: str
    definitions: tuple[Definition, ...]
    marks: tuple[Mark, ...]
    own: frozenset[str]


def extract(paper: Paper) -> Candidates:
    """Read one abstract."""
    return Candidates(
        paper=paper.slug,
        definitions=tuple(definitions(paper.abstract)),
        marks=tuple(marks(paper.abstract)),
        own=frozenset(
            name_key(name.text) for name in names_of(paper) if name.kind is not Kind.TITLE
        ),
    )
