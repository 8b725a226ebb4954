"""Ask other search engines the same, for comparison: SQLite FTS5, and what npm has put in a folder.

lunr, MiniSearch and Pagefind are not part of this project; ``npm install lunr minisearch pagefind``
in any folder makes them available. Only this module and the cache know SQLite.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson

from papergloss.evaluation.engines import Asked, run_node
from papergloss.search.words import words
from papergloss.views import SearchDoc

RUNNER = Path(__file__).parent / "references.mjs"
PACKAGES = ("lunr", "minisearch", "pagefind")
_LIMIT = 10


def ask_references(
    docs: Sequence[SearchDoc], texts: Sequence[str], modules: Path | None
) -> Iterator[Asked]:
    """Ask FTS5, and each engine whose package is installed below ``modules``/node_modules."""
    papers = [(doc.title, " ".join(doc.tags), " ".join(doc.authors), doc.abstract) for doc in docs]
    yield _ask_fts5(papers, texts)
    for name in PACKAGES:
        if modules and (modules / "node_modules" / name).is_dir():
            yield _ask_package(name, modules, papers, texts)


def _ask_package(
    name: str, modules: Path, papers: Sequence[Sequence[str]], texts: Sequence[str]
) -> Asked:
    with tempfile.TemporaryDirectory() as folder:
        asked = {
            "engine": name,
            "modules": str(modules.resolve()),
            "papers": papers,
            "queries": texts,
            "limit": _LIMIT,
            "folder": folder,
        }
        found = orjson.loads(run_node(RUNNER, orjson.dumps(asked)))
    return Asked(
        engine=name, answers=found["answers"], milliseconds=found["milliseconds"], bytes=[]
    )


def _ask_fts5(papers: Sequence[Sequence[str]], texts: Sequence[str]) -> Asked:
    """Words joined by OR, ranked by bm25 with the title worth ten times the abstract."""
    with sqlite3.connect(":memory:") as db:
        columns = "title, tags, authors, abstract"
        db.execute(f"CREATE VIRTUAL TABLE t USING fts5({columns}, tokenize=porter)")
        db.executemany("INSERT INTO t VALUES (?, ?, ?, ?)", papers)
        answers, milliseconds = [], []
        for text in texts:
            before = time.perf_counter()
            query = " OR ".join(f'"{word}"' for word in words(text))
            rows = db.execute(
                "SELECT rowid - 1 FROM t WHERE t MATCH ? ORDER BY bm25(t, 10, 4, 4, 1) LIMIT ?",
                (query or '""', _LIMIT),
            )
            answers.append([row[0] for row in rows])
            milliseconds.append(1000 * (time.perf_counter() - before))
    return Asked(engine="SQLite FTS5", answers=answers, milliseconds=milliseconds, bytes=[])
