"""Measure what the search index costs by itself: from nothing, and after changes.

    python tests/bench/indexing.py [--papers 10000 100000]

Takes papers of the corpora (../shared/data/corpora), every fiftieth with a note, as a build has
them: named by what shapes their texts, which are made when somebody looks at them. Prints seconds
of CPU, user and system.
"""

from __future__ import annotations

import argparse
import gc
import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from search import documents

from papergloss.cache import Cache, digest
from papergloss.search import Kept, in_order, note_index, paper_index
from papergloss.views import LazyDoc, SearchDoc

NOTED = 50
MORE = 50
# What a build knows of a document without making it.
_KNOWN = (
    *("slug", "organisation", "tags", "note", "date", "sources"),
    *("concepts", "meanings", "has_code", "upvotes", "status", "rating"),
)


def main() -> None:
    """Measure each size and print a line for each change."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--papers", type=int, nargs="+", default=[10_000, 100_000])
    for papers in parser.parse_args().papers:
        docs = in_order(documents(papers))
        older, noted = docs[:-MORE], _noted(docs)
        # A build begins with nothing but what it read, which it does not collect again.
        gc.freeze()
        with tempfile.TemporaryDirectory() as folder:
            before = partial(_index_papers, _lazy(older))
            now = partial(_index_papers, _lazy(docs))
            _print(papers, "papers from nothing", now, Path(folder) / "other")
            _measured(before, Path(folder))
            _print(papers, f"{MORE} papers more", now, Path(folder))
            _measured(partial(_index_notes, noted), Path(folder) / "notes")
            changed = noted | {0: replace(docs[0], note="Another view.")}
            _print(papers, "a note changed", partial(_index_notes, changed), Path(folder) / "notes")


def _noted(docs: Sequence[SearchDoc]) -> dict[int, SearchDoc]:
    return {
        number: replace(doc, note=doc.abstract[:300])
        for number, doc in enumerate(docs)
        if number % NOTED == 0
    }


def _lazy(docs: Sequence[SearchDoc]) -> list[SearchDoc]:
    return [
        LazyDoc(digest(doc), partial(_same, doc), **{name: getattr(doc, name) for name in _KNOWN})
        for doc in docs
    ]


def _same(doc: SearchDoc) -> SearchDoc:
    return doc


def _index_papers(docs: Sequence[SearchDoc], kept: Kept) -> None:
    paper_index(docs, "sharded", kept)


def _index_notes(noted: dict[int, SearchDoc], kept: Kept) -> None:
    note_index(noted, "sharded", kept)


def _measured(make: Callable[[Kept], None], folder: Path) -> tuple[float, float]:
    """Seconds of user and system, writing what the cache keeps included."""
    start = os.times()
    with Cache(folder) as cache:
        make(Kept(cache))
    end = os.times()
    return end.user - start.user, end.system - start.system


def _print(papers: int, what: str, make: Callable[[Kept], None], folder: Path) -> None:
    user, system = _measured(make, folder)
    print(f"{papers:,} papers, {what}: {user:.1f} s and {system:.1f} s", flush=True)


if __name__ == "__main__":
    main()
