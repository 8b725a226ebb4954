"""A paper's note laid out: what stands in the margin beside which passage, and what does not. Pure.

A block quote that repeats words of the abstract is anchored there, and the paragraphs under it are
its comment. Quotes that end with a line ``— where from`` are of another text and stay quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from papergloss.anchors import Span, find
from papergloss.highlight import shown
from papergloss.model import Note, Paper, Selector
from papergloss.note_reader import Quote, Reading, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Gloss:
    """A quote of a note and the place in the abstract that it quotes; None where that is lost.

    ``number`` counts the glosses of a page from 1.
    """

    note: Note
    reading: Reading
    quote: Quote
    span: Span | None
    number: int


def glosses(paper: Paper, note: Note) -> list[Gloss]:
    """Find the passages that a paper's note, and the notes joined to it, quote."""
    abstract = shown(paper.abstract)
    found: list[Gloss] = []
    for each in (note, *note.joined):
        reading = read(each.body)
        for quote, selector in _selectors(reading, each):
            span = find(selector, abstract)
            number = len(found) + 1
            found.append(Gloss(note=each, reading=reading, quote=quote, span=span, number=number))
    return found


def _selectors(reading: Reading, note: Note) -> Iterator[tuple[Quote, Selector]]:
    """Pair the quotes with the context that the front matter gives, the first such one first."""
    given = list(note.anchors)
    for quote in reading.quotes:
        if quote.cited or not quote.text.strip():
            continue
        known = next((s for s in given if _same(s.exact) == _same(quote.text)), None)
        if known:
            given.remove(known)
        yield quote, known or Selector(exact=quote.text)


def _same(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
