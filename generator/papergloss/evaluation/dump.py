"""A dump of papers (JSON Lines) → papers as they stand there, and the data sets each names.

Nothing is merged or repaired: a corpus of sixty thousand is read in seconds, and what is measured
on it is what its own text says.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from papergloss.errors import ReadError
from papergloss.ids import ids_in
from papergloss.model import Author, Paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A paper, and the data sets that its record lists apart from its text."""

    paper: Paper
    datasets: tuple[str, ...] = ()


def read_dumps(paths: Iterable[Path]) -> Iterator[Described]:
    """Read dumps, also gzipped: id, title, abstract, authors, comment, datasets of each paper.

    Raises:
        ReadError: a line is no JSON object, or has no id, title or abstract.
    """
    for path in paths:
        data = path.read_bytes()
        data = gzip.decompress(data) if path.suffix == ".gz" else data
        # Lines end with \n alone: abstracts hold other separators, which splitlines() knows too.
        for line, text in enumerate(data.split(b"\n"), start=1):
            if text.strip():
                yield _described(text, str(path), line)


def _described(text: bytes, where: str, line: int) -> Described:
    try:
        record = orjson.loads(text)
        name = record["id"].rpartition(":")[2]
        paper = Paper(
            slug=name,
            month="",
            title=" ".join(record["title"].split()),
            abstract=" ".join(record["abstract"].split()),
            appearances=(),
            ids=ids_in(name),
            authors=tuple(Author(name=author) for author in record.get("authors") or ()),
            comment=record.get("comment"),
        )
        return Described(paper=paper, datasets=tuple(record.get("datasets") or ()))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ReadError(f"not a paper: {error}", where=where, line=line) from error
