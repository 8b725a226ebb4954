"""Documents → all files of the index, in two folders: of papers, and of what people say of them."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import accumulate, chain

import numpy as np
import orjson

from papergloss.search import lunr_index, sharded, store
from papergloss.search.kept import Files, Kept
from papergloss.search.packing import pack
from papergloss.views import SearchDoc, search_order

FORMAT = 3
"""Rises when a reader of the old files could not read the new ones."""

LUNR_LETTERS = 600_000
"""Up to so many letters of text lunr serves: about 400 papers, 300 kB to fetch (docs/search.md)."""

OFFLINE_BYTES = 3_000_000
"""An index up to this size is kept whole by a browser that can keep it."""

MOST_CHUNKS = 1_600
LEAST_CHUNK = 16

SETTLED_CHUNKS = 128
"""Chunks that new papers seldom change have a folder of their own, so many times some of them."""

FIRST = {"lunr": ("index.bin", "cards-0.bin"), "sharded": ("core.bin",)}
"""The files of papers that every search begins with."""


Sizes = Mapping[str, int]
"""Names of files below ``site/search/``, in their order, and their bytes' number."""


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
    kept, docs = kept or Kept(), in_order(docs)
    name = chosen(docs, engine)
    papers = paper_index(docs, name, kept)
    noted = {n: doc for n, doc in enumerate(docs) if doc.noted}
    notes = note_index(noted, name, kept)
    sizes = [{file: len(data) for file, data in files} for files in (papers, notes)]
    yield manifest(len(docs), name, *sizes)
    yield from (*papers, *notes)


def paper_index(docs: Sequence[SearchDoc], engine: str, kept: Kept) -> list[tuple[str, bytes]]:
    """Make the files of papers; what was said of them shapes them only for lunr.

    The last of them, in a folder of their own, are chunks that seldom change.
    """
    docs = in_order(docs)
    per_chunk = _per_chunk(len(docs), engine)
    settled = _settled(len(docs), per_chunk, engine)
    bare = [_bare(doc) for doc in docs]
    names = kept.names(bare)
    searched = (
        lunr_index.index_files(docs) if engine == "lunr" else sharded.paper_files(bare, names, kept)
    )
    chunks = partial(store.chunks, bare, names, per_chunk, kept)
    others = range(settled, -(-len(docs) // per_chunk))
    return [
        *_in_folder(chain(searched, store.facets(bare), chunks(others))),
        *_in_folder(chunks(range(settled))),
    ]


def note_index(noted: Mapping[int, SearchDoc], engine: str, kept: Kept) -> list[tuple[str, bytes]]:
    """Make the folder of what people said of papers.

    Args:
        noted: by their places among all, the documents of which anything was said; nothing counts
            of them but that.
    """
    return _in_folder(_of_notes(noted, engine, kept))


def manifest(count: int, engine: str, papers: Sizes, notes: Sizes) -> tuple[str, bytes]:
    """Make the file that a reader begins with.

    Args:
        count: how many papers there are.
        papers: the files of ``paper_index``.
        notes: the files of ``note_index``.
    """
    per_chunk = _per_chunk(count, engine)
    settled = _settled(count, per_chunk, engine)
    fields = {
        "format": FORMAT,
        "engine": engine,
        "folder": _folder(papers),
        "notes": _folder(notes),
        "papers": count,
        "perChunk": per_chunk,
        "settled": {"folder": _folder(list(papers)[-1:]), "chunks": settled} if settled else None,
        "first": [
            *(name for name in papers if name.partition("/")[2] in FIRST[engine]),
            f"{_folder(notes)}/noted.bin",
        ],
        "offline": _offline(papers, notes),
    }
    return "manifest.json", orjson.dumps(fields)


def in_order(docs: Iterable[SearchDoc]) -> list[SearchDoc]:
    """Put documents in the order in which the index numbers them."""
    return sorted(docs, key=lambda doc: search_order(doc.date, doc.slug))


def _in_folder(files: Files) -> list[tuple[str, bytes]]:
    """Put files into a folder that is named by what is in them."""
    files = list(files)
    found = hashlib.blake2b(digest_size=6)
    for name, data in files:
        found.update(b"%d %s %d " % (len(name), name.encode(), len(data)))
        found.update(data)
    folder = found.hexdigest()
    return [(f"{folder}/{name}", data) for name, data in files]


def _folder(files: Iterable[str]) -> str:
    return next(iter(files)).partition("/")[0]


def chosen(docs: Iterable[SearchDoc], engine: str) -> str:
    """Name the engine that ``auto`` stands for; no more documents are asked for than tell it."""
    if engine != "auto":
        return engine
    letters = accumulate(len(doc.title) + len(doc.abstract) + len(doc.note) for doc in docs)
    return "sharded" if any(count > LUNR_LETTERS for count in letters) else "lunr"


def _per_chunk(papers: int, engine: str) -> int:
    """All for lunr; else sixteen, or so many times twice as makes no more than ``MOST_CHUNKS``.

    It seldom changes, so that a new paper leaves the chunks of those before it as they are.
    """
    if engine == "lunr":
        return max(1, papers)
    size = LEAST_CHUNK
    while size * MOST_CHUNKS < papers:
        size *= 2
    return size


def _settled(papers: int, per_chunk: int, engine: str) -> int:
    """Count the chunks that new papers seldom change: all but the newest, in a large archive.

    In any other a new folder costs little.
    """
    if engine == "lunr" or per_chunk == LEAST_CHUNK:
        return 0
    return max(0, papers // per_chunk // SETTLED_CHUNKS - 1) * SETTLED_CHUNKS


def _bare(doc: SearchDoc) -> SearchDoc:
    """Leave out what people said; of most papers nobody said anything."""
    return replace(doc, note="", status="", rating=None) if doc.noted else doc


def _of_notes(noted: Mapping[int, SearchDoc], engine: str, kept: Kept) -> Files:
    """``noted.bin``, the texts of notes, and for the sharded engine the postings of their words."""
    docs, places = list(noted.values()), np.array(list(noted), dtype=np.int64)
    header, sections = store.noted_columns(docs, places)
    shards: Files = ()
    if engine == "sharded":
        names = kept.names(docs)
        header["shards"], words, shards = sharded.note_files(docs, names, places, kept)
        sections += words
    yield "noted.bin", pack(header, *sections)
    yield from store.notes(docs)
    yield from shards


def _offline(papers: Sizes, notes: Sizes) -> dict[str, int] | None:
    """Count the files of each kind that search needs without a network, unless they are large.

    Kinds are names below ``search/`` without a number. Without phrases' positions, and without
    texts where those are cut into many chunks.
    """
    texts = sum("/texts-" in name for name in papers)
    kinds = {"terms", "words", "cards", "notes", *(("texts",) if texts == 1 else ())}
    counts: Counter[str] = Counter()
    size = 0
    for name, length in chain(papers.items(), notes.items()):
        kind, _, number = name.partition("-")
        if number and kind.partition("/")[2] in kinds:
            counts[kind] += 1
            size += length
    return dict(sorted(counts.items())) if size <= OFFLINE_BYTES else None
