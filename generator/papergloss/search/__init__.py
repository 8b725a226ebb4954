"""Archive → search index: what the browser loads when somebody first opens search.

Takes ``SearchDoc`` values and returns the files of ``site/search/`` (name → bytes), the same bytes
for the same papers::

    manifest.json          which engine, and the folder of this build's files
    <stamp>/…              the engine's own files: ``lunr_index`` or ``sharded``
    <stamp>/cards-N.bin    what results show   ┐
    <stamp>/texts-N.bin    for passages        ├ ``store``, the same for both engines
    <stamp>/facets.bin     for facets          ┘

``theme/assets/papergloss/search/`` is the other half. docs/search.md says what it does,
docs/search-index.md what the bytes mean.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

import orjson

from papergloss.search import lunr_index, sharded
from papergloss.search.bundle import bundle, unbundle
from papergloss.search.feeds import saved_feeds
from papergloss.search.store import store_files
from papergloss.views import SearchDoc

__all__ = ["build_index", "bundle", "chosen", "saved_feeds", "unbundle"]

FORMAT = 1
"""Rises when a reader of the old files could not read the new ones."""

LUNR_LETTERS = 600_000
"""Up to so many letters of text lunr serves: about 400 papers, 300 kB to fetch (docs/search.md)."""

OFFLINE_BYTES = 3_000_000
"""An index up to this size is kept whole by a browser that can keep it."""

MOST_CHUNKS = 1_500
LEAST_CHUNK = 16


def build_index(docs: Sequence[SearchDoc], engine: str = "auto") -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index: their names below ``site/search/`` and their bytes.

    The files of one build lie in a folder with a name of their own, so that a browser never mixes
    two builds.

    Args:
        engine: ``lunr``, ``sharded``, or ``auto`` for the first while it is small.
    """
    docs = sorted(docs, key=lambda doc: (doc.date, doc.slug))
    name = chosen(docs, engine)
    stamp = hashlib.sha256(orjson.dumps([FORMAT, name, docs])).hexdigest()[:12]
    is_lunr = name == "lunr"
    per_chunk = max(1, len(docs)) if is_lunr else max(LEAST_CHUNK, -(-len(docs) // MOST_CHUNKS))
    own = lunr_index.index_files(docs) if is_lunr else sharded.index_files(docs)
    files = list(chain(own, store_files(docs, per_chunk)))
    manifest = {
        "format": FORMAT,
        "engine": name,
        "folder": stamp,
        "papers": len(docs),
        "perChunk": per_chunk,
        "offline": _offline(files),
    }
    yield "manifest.json", orjson.dumps(manifest)
    for file, data in files:
        yield f"{stamp}/{file}", data


def _offline(files: Sequence[tuple[str, bytes]]) -> dict[str, int] | None:
    """Count the files of each kind that search needs without a network, unless they are large.

    Without phrases' positions, and without texts where those are cut into many chunks.
    """
    texts = sum(name.startswith("texts-") for name, _ in files)
    kinds = ("terms", "words", "cards", *(("texts",) if texts == 1 else ()))
    kept = [(name.partition("-")[0], len(data)) for name, data in files]
    if sum(size for kind, size in kept if kind in kinds) > OFFLINE_BYTES:
        return None
    counts = Counter(kind for kind, _ in kept)
    return {kind: counts[kind] for kind in kinds if counts[kind]}


def chosen(docs: Sequence[SearchDoc], engine: str) -> str:
    """Name the engine that ``auto`` stands for."""
    if engine != "auto":
        return engine
    letters = sum(len(doc.title) + len(doc.abstract) + len(doc.note) for doc in docs)
    return "lunr" if letters <= LUNR_LETTERS else "sharded"
