"""Documents → what results show and what facets count, for either engine.

*Cards* are what a result shows at once, *texts* and *notes* that from which passages are cut; all
in chunks of documents, so that a result costs little. *Facets* are columns over all documents: the
values of each, and which documents have which. What a person says of a paper stands apart
(``noted_columns``), so that it can change alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np
import orjson

from papergloss.search.kept import Kept
from papergloss.search.packing import Ints, pack, squeeze, varints
from papergloss.views import SearchDoc

NOTES_PER_CHUNK = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A column that results can be narrowed by: its name in queries and what people read."""

    name: str
    label: str
    values: Callable[[SearchDoc], Sequence[str]]


def _organisation(doc: SearchDoc) -> list[str]:
    return [doc.organisation] if doc.organisation else []


def _status(doc: SearchDoc) -> list[str]:
    return [doc.status] if doc.status else []


def _rating(doc: SearchDoc) -> list[str]:
    return [str(doc.rating)] if doc.rating is not None else []


def _code(doc: SearchDoc) -> list[str]:
    return ["code"] if doc.has_code else []


def _note(doc: SearchDoc) -> list[str]:
    return ["note"] if doc.note else []


FACETS = (
    Facet(name="tag", label="Tag", values=lambda doc: doc.tags),
    Facet(name="year", label="Year", values=lambda doc: [doc.date[:4]] if doc.date else []),
    Facet(name="source", label="Source", values=lambda doc: doc.sources),
    Facet(name="organisation", label="Organisation", values=_organisation),
    Facet(name="concept", label="Concept", values=lambda doc: doc.concepts),
    Facet(name="has", label="With", values=_code),
)
"""What is known of all papers. A facet of which no document has a value is not shown."""

NOTED_FACETS = (
    Facet(name="has", label="With", values=_note),
    Facet(name="status", label="Status", values=_status),
    Facet(name="rating", label="Rating", values=_rating),
)
"""What people say of some; a reader joins the two of one name."""


def chunks(
    docs: Sequence[SearchDoc],
    names: Sequence[str],
    per_chunk: int,
    kept: Kept,
    numbers: Iterable[int],
) -> Iterator[tuple[str, bytes]]:
    """Yield ``cards-N.bin`` and ``texts-N.bin`` of ``numbers``, with ``per_chunk`` documents each.

    Args:
        names: those of the documents, from ``kept``.
    """
    for number in numbers:
        here = slice(number * per_chunk, (number + 1) * per_chunk)
        key = kept.key("chunk", names[here], [doc.tags for doc in docs[here]])
        for kind, data in kept.files(key, partial(_chunk, docs[here])):
            yield f"{kind}-{number}.bin", data


def _chunk(docs: Sequence[SearchDoc]) -> Iterator[tuple[str, bytes]]:
    yield "cards", squeeze(orjson.dumps([_card(doc) for doc in docs]))
    yield "texts", squeeze(orjson.dumps([_text(doc) for doc in docs]))


def _card(doc: SearchDoc) -> list[object]:
    return [doc.url, doc.title, doc.date, doc.byline, list(doc.tags), _code(doc), list(doc.ids)]


def _text(doc: SearchDoc) -> list[str]:
    return [doc.abstract, ", ".join(doc.authors), doc.organisation]


def facets(docs: Sequence[SearchDoc]) -> Iterator[tuple[str, bytes]]:
    """Yield ``facets.bin``: the columns of ``FACETS``, and the upvotes."""
    header, sections = _columns(docs, FACETS)
    upvotes = np.array([doc.upvotes for doc in docs], dtype=np.int64)
    yield "facets.bin", pack({"facets": header}, *sections, varints(upvotes))


def noted_columns(docs: Sequence[SearchDoc], places: Ints) -> tuple[dict[str, object], list[bytes]]:
    """Make the header and sections of ``noted.bin``: of which documents, and what."""
    header, sections = _columns(docs, NOTED_FACETS)
    gaps = np.diff(places, prepend=-1)
    return {"facets": header, "perChunk": NOTES_PER_CHUNK}, [varints(gaps), *sections]


def notes(docs: Sequence[SearchDoc]) -> Iterator[tuple[str, bytes]]:
    """Yield ``notes-N.bin``, the texts of notes."""
    for number, start in enumerate(range(0, len(docs), NOTES_PER_CHUNK)):
        texts = [doc.note for doc in docs[start : start + NOTES_PER_CHUNK]]
        yield f"notes-{number}.bin", squeeze(orjson.dumps(texts))


def _columns(
    docs: Sequence[SearchDoc], facets: Sequence[Facet]
) -> tuple[list[dict[str, object]], list[bytes]]:
    """For each facet how many values each document has, and these."""
    header: list[dict[str, object]] = []
    sections = []
    for facet in facets:
        columns = [facet.values(doc) for doc in docs]
        counts = Counter(chain.from_iterable(columns))
        order = sorted(counts, key=lambda value: (-counts[value], value))
        number = {value: place for place, value in enumerate(order)}
        numbers = map(number.__getitem__, chain.from_iterable(columns))
        sections.append(varints(np.fromiter(map(len, columns), np.int64, len(columns))))
        sections.append(varints(np.fromiter(numbers, np.int64, counts.total())))
        header.append({"name": facet.name, "label": facet.label, "values": order})
    return header, sections
