"""The fields of a paper and of its note, and what a word in each is worth.

The weights are BM25F's (see ``postings``), chosen with ``papergloss evaluate search``;
docs/search.md says on which papers and queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from papergloss.search.words import fold, words
from papergloss.views import SearchDoc

ID_SIGN = ":"
"""Stands before an id in the vocabulary; no word begins with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field: its texts, how they are cut into words, and what an occurrence of one is worth.

    ``weight`` is set against other fields; ``shortness`` is BM25F's b: how much more an occurrence
    counts in a field that is shorter than the average. A posting says whether a ``marked`` field
    has its term. The texts of a ``shared`` field are names that many papers have, cut as any text;
    other papers or the vocabulary may change them. Those of other fields are a paper's own.
    """

    name: str
    texts: Callable[[SearchDoc], Iterable[str]]
    cut: Callable[[str], Iterable[str]] = words
    weight: float
    shortness: float
    marked: bool = False
    shared: bool = False


def _id(name: str) -> Iterable[str]:
    return (ID_SIGN + fold(name),)


PAPER = (
    Field(
        name="title",
        texts=lambda doc: (doc.title,),
        weight=10.0,
        shortness=0.5,
        marked=True,
    ),
    Field(
        name="authors",
        texts=lambda doc: (" ".join((*doc.authors, doc.organisation)),),
        weight=6.0,
        shortness=0.3,
        marked=True,
    ),
    Field(name="tags", texts=lambda doc: doc.tags, weight=4.0, shortness=0.2, shared=True),
    Field(
        name="concepts",
        texts=lambda doc: (*doc.concepts, *doc.meanings),
        weight=6.0,
        shortness=0.2,
        shared=True,
    ),
    Field(name="abstract", texts=lambda doc: (doc.abstract,), weight=1.0, shortness=0.4),
    Field(name="ids", texts=lambda doc: doc.ids, cut=_id, weight=1.0, shortness=0.0),
)
"""The fields of a paper, in the order of their positions."""

NOTE = (Field(name="note", texts=lambda doc: (doc.note,), weight=4.0, shortness=0.4),)
"""What a person wrote; an index of its own, so that a changed note leaves that of papers alone."""


def named(names: Iterable[str]) -> tuple[Field, ...]:
    """Return the fields of these names, which no two have: a name travels where a field cannot."""
    every = {field.name: field for field in (*PAPER, *NOTE)}
    return tuple(every[name] for name in names)
