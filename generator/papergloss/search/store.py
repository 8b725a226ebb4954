"""Documents → what results show and what facets count, for either engine.

*Cards* are what a result shows at once, *texts* that from which passages are cut; both in chunks of
documents, so that a result costs little. *Facets* are columns over all documents: the values of
each, and which documents have which.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import orjson

from papergloss.search.packing import pack, squeeze, varints
from papergloss.views import SearchDoc


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A column that results can be narrowed by: its name in queries and what people read."""

    name: str
    label: str
    values: Callable[[SearchDoc], Sequence[str]]


def _has(doc: SearchDoc) -> list[str]:
    return [name for name, has in (("code", doc.has_code), ("note", bool(doc.note))) if has]


def _organisation(doc: SearchDoc) -> list[str]:
    return [doc.organisation] if doc.organisation else []


def _status(doc: SearchDoc) -> list[str]:
    return [doc.status] if doc.status else []


def _rating(doc: SearchDoc) -> list[str]:
    return [str(doc.rating)] if doc.rating is not None else []


FACETS = (
    Facet(name="tag", label="Tag", values=lambda doc: doc.tags),
    Facet(name="year", label="Year", values=lambda doc: [doc.date[:4]] if doc.date else []),
    Facet(name="source", label="Source", values=lambda doc: doc.sources),
    Facet(name="organisation", label="Organisation", values=_organisation),
    Facet(name="has", label="With", values=_has),
    Facet(name="status", label="Status", values=_status),
    Facet(name="rating", label="Rating", values=_rating),
)
"""A facet of which no document has a value is not shown."""


def store_files(docs: Sequence[SearchDoc], per_chunk: int) -> Iterator[tuple[str, bytes]]:
    """Yield ``cards-N.bin``, ``texts-N.bin`` (``per_chunk`` documents each), ``facets.bin``."""
    for start in range(0, len(docs), per_chunk):
        chunk, number = docs[start : start + per_chunk], start // per_chunk
        yield f"cards-{number}.bin", squeeze(orjson.dumps([_card(doc) for doc in chunk]))
        yield f"texts-{number}.bin", squeeze(orjson.dumps([_text(doc) for doc in chunk]))
    yield "facets.bin", _facets(docs)


def _card(doc: SearchDoc) -> list[object]:
    shown = [doc.url, doc.title, doc.date, doc.byline, list(doc.tags), _has(doc), list(doc.ids)]
    return [*shown, doc.status.replace("-", " "), doc.rating or 0]


def _text(doc: SearchDoc) -> list[str]:
    authors = ", ".join(doc.authors)
    return [doc.abstract, doc.note, authors, doc.organisation]


def _facets(docs: Sequence[SearchDoc]) -> bytes:
    """For each facet how many values each document has, and these; then the upvotes."""
    header, sections = [], []
    for facet in FACETS:
        columns = [facet.values(doc) for doc in docs]
        counts = Counter(value for values in columns for value in values)
        order = sorted(counts, key=lambda value: (-counts[value], value))
        number = {value: place for place, value in enumerate(order)}
        numbers = np.array([number[v] for values in columns for v in values], dtype=np.int64)
        sections.append(varints(np.array([len(c) for c in columns], dtype=np.int64))[0])
        sections.append(varints(numbers)[0])
        header.append({"name": facet.name, "label": facet.label, "values": order})
    upvotes = np.array([doc.upvotes for doc in docs], dtype=np.int64)
    return pack({"facets": header}, *sections, varints(upvotes)[0])
