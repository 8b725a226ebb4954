"""The fields of a paper and of its note, and what a word in each is worth.

The weights are BM25F's (see ``postings``), chosen with ``papergloss evaluate search``;
docs/search.md says on which papers and queries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from papergloss.search.words import fold, words
from papergloss.views import SearchDoc

ID_SIGN = ":"
"""Stands before an id in the vocabulary; no word begins with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field: its words, and what an occurrence of one is worth.

    ``weight`` is set against other fields; ``shortness`` is BM25F's b: how much more an occurrence
    counts in a field that is shorter than the average. A posting says whether a ``marked`` field
    has its term.
    """

    name: str
    words: Callable[[SearchDoc], Iterable[str]]
    weight: float
    shortness: float
    marked: bool = False


def _ids(doc: SearchDoc) -> Iterator[str]:
    return (ID_SIGN + fold(name) for name in doc.ids)


PAPER = (
    Field(
        name="title",
        words=lambda doc: words(doc.title),
        weight=10.0,
        shortness=0.5,
        marked=True,
    ),
    Field(
        name="authors",
        words=lambda doc: words(" ".join((*doc.authors, doc.organisation))),
        weight=6.0,
        shortness=0.3,
        marked=True,
    ),
    Field(name="tags", words=lambda doc: words(" ".join(doc.tags)), weight=4.0, shortness=0.2),
    Field(
        name="concepts",
        words=lambda doc: words(" ".join((*doc.concepts, *doc.meanings))),
        weight=6.0,
        shortness=0.2,
    ),
    Field(name="abstract", words=lambda doc: words(doc.abstract), weight=1.0, shortness=0.4),
    Field(name="ids", words=_ids, weight=1.0, shortness=0.0),
)
"""The fields of a paper, in the order of their positions."""

NOTE = (Field(name="note", words=lambda doc: words(doc.note), weight=4.0, shortness=0.4),)
"""What a person wrote; an index of its own, so that a changed note leaves that of papers alone."""


def named(names: Iterable[str]) -> tuple[Field, ...]:
    """Return the fields of these names, which no two have: a name travels where a field cannot."""
    every = {field.name: field for field in (*PAPER, *NOTE)}
    return tuple(every[name] for name in names)
