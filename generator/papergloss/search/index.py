"""Documents → all files of the index, in two folders: of papers, and of what people say of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
import orjson

from papergloss.search import lunr_index, sharded, store
from papergloss.search.fields import NOTE, PAPER
from papergloss.search.kept import Files, Kept
from papergloss.search.occurrences import months
from papergloss.search.packing import pack
from papergloss.views import SearchDoc

FORMAT = 2
"""Rises when a reader of the old files could not read the new ones."""

LUNR_LETTERS = 600_000
"""Up to so many letters of text lunr serves: about 400 papers, 300 kB to fetch (docs/search.md)."""

OFFLINE_BYTES = 3_000_000
"""An index up to this size is kept whole by a browser that can keep it."""

MOST_CHUNKS = 1_600
LEAST_CHUNK = 16

FIRST = {"lunr": ("index.bin", "cards-0.bin"), "sharded": ("core.bin",)}
"""The files of papers that every search begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Folder:
    """Files that belong together, in a folder that is named by what is in them."""

    name: str
    files: Sequence[tuple[str, bytes]]

    @classmethod
    def of(cls, files: Files) -> _Folder:
        files = list(files)
        found = hashlib.blake2b(digest_size=6)
        for name, data in files:
            found.update(b"%d %s %d " % (len(name), name.encode(), len(data)))
            found.update(data)
        return cls(name=found.hexdigest(), files=files)


def build_index(
    docs: Iterable[SearchDoc], engine: str = "auto", kept: Kept | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index: their names below ``site/search/`` and their bytes.

    A browser never mixes two builds, because folders are named by what is in them, and keeps what
    has not changed.

    Args:
        engine: ``lunr``, ``sharded``, or ``auto`` for the first while it is small.
        kept: what earlier builds remember; without it everything is made.
    """
    kept = kept or Kept()
    docs = sorted(docs, key=lambda doc: (doc.date, doc.slug))
    name = chosen(docs, engine)
    per_chunk = max(1, len(docs)) if name == "lunr" else _per_chunk(len(docs))
    papers = _Folder.of(_of_papers(docs, name, per_chunk, kept))
    notes = _Folder.of(_of_notes(docs, name, kept))
    yield (
        "manifest.json",
        orjson.dumps(
            {
                "format": FORMAT,
                "engine": name,
                "folder": papers.name,
                "notes": notes.name,
                "papers": len(docs),
                "perChunk": per_chunk,
                "first": [
                    *(f"{papers.name}/{file}" for file, _ in papers.files if file in FIRST[name]),
                    f"{notes.name}/noted.bin",
                ],
                "offline": _offline(papers, notes),
            }
        ),
    )
    for folder in (papers, notes):
        for file, data in folder.files:
            yield f"{folder.name}/{file}", data


def chosen(docs: Sequence[SearchDoc], engine: str) -> str:
    """Name the engine that ``auto`` stands for."""
    if engine != "auto":
        return engine
    letters = sum(len(doc.title) + len(doc.abstract) + len(doc.note) for doc in docs)
    return "lunr" if letters <= LUNR_LETTERS else "sharded"


def _per_chunk(papers: int) -> int:
    """Sixteen, or so many times twice as makes no more than ``MOST_CHUNKS``.

    It seldom changes, so that a new paper leaves the chunks of those before it as they are.
    """
    size = LEAST_CHUNK
    while size * MOST_CHUNKS < papers:
        size *= 2
    return size


def _of_papers(docs: Sequence[SearchDoc], engine: str, per_chunk: int, kept: Kept) -> Files:
    """What depends on papers alone; lunr's index, which is quick to make, holds notes as well."""
    bare = [replace(doc, note="", status="", rating=None) for doc in docs]
    chunks = store.chunks(bare, per_chunk, kept)
    if engine == "lunr":
        index = kept.files(
            kept.key(engine, docs),
            lambda: chain(lunr_index.index_files(docs), store.facets(bare)),
        )
    else:
        parts = months(bare, PAPER, kept)
        keys = [month.key for month in parts]
        index = kept.files(
            kept.key(engine, keys),
            lambda: chain(sharded.paper_files(parts, kept), store.facets(bare)),
            keys,
        )
    return chain(index, chunks)


def _of_notes(docs: Sequence[SearchDoc], engine: str, kept: Kept) -> Files:
    """``noted.bin``, the texts of notes, and for the sharded engine the postings of their words."""
    places = [place for place, doc in enumerate(docs) if doc.note or doc.status or doc.rating]
    noted, numbers = [docs[place] for place in places], np.array(places, dtype=np.int64)
    parts = months(noted, NOTE, kept) if engine == "sharded" else []

    def made() -> Files:
        header, sections = store.noted_columns(noted, numbers)
        shards: Files = ()
        if engine == "sharded":
            header["shards"], words, shards = sharded.note_files(parts, numbers, kept)
            sections += words
        return chain([("noted.bin", pack(header, *sections))], store.notes(noted), shards)

    keys = [month.key for month in parts]
    return kept.files(kept.key(engine, "notes", places, noted), made, keys)


def _offline(papers: _Folder, notes: _Folder) -> dict[str, int] | None:
    """Count the files of each kind that search needs without a network, unless they are large.

    Kinds are names below ``search/`` without a number. Without phrases' positions, and without
    texts where those are cut into many chunks.
    """
    texts = sum(name.startswith("texts-") for name, _ in papers.files)
    kinds = {"terms", "words", "cards", "notes", *(("texts",) if texts == 1 else ())}
    counts: Counter[str] = Counter()
    size = 0
    for folder in (papers, notes):
        for name, data in folder.files:
            kind, _, number = name.partition("-")
            if number and kind in kinds:
                counts[f"{folder.name}/{kind}"] += 1
                size += len(data)
    return dict(sorted(counts.items())) if size <= OFFLINE_BYTES else None
