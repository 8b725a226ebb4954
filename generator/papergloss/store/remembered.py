"""Papers as an earlier build read them, a month at a time, while their files lie as they did.

A file is known by its name, size, time and inode, as git knows those of a working tree; one that
was written a moment ago is read, since its time may not tell whether somebody has written it since
(https://git-scm.com/docs/racy-git).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from papergloss.cache import JUST_NOW, Cache, Keyed, code_fingerprint, digest
from papergloss.executors import Workers, inline, spread
from papergloss.model import Paper
from papergloss.store import files, papers

_DECODER = msgspec.msgpack.Decoder(list[tuple[Paper, bytes]])

Texts = Sequence[tuple[Path, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The papers of an archive, each with its digest, and a digest of all that they are."""

    papers: Sequence[Keyed[Paper]]
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Month:
    """A folder of papers: how its files lie, by name, size, time and inode.

    ``settled``: their times say when they were written last.
    """

    folder: Path
    lies: Sequence[tuple[str, int, int, int]]
    settled: bool

    @property
    def key(self) -> bytes:
        return digest(code_fingerprint(), "papers", str(self.folder), self.lies)

    def texts(self) -> Texts:
        paths = [self.folder / name for name, *_ in self.lies]
        return [(path, files.read_text(path)) for path in paths]


def read_papers(folder: Path, cache: Cache | None = None, workers: Workers | None = None) -> Known:
    """Read every paper below ``folder`` as ``papers.read_papers`` does, from the cache if it can.

    Args:
        cache: holds the papers of months of which no file has changed.
        workers: read what is not in the cache, a month of files at a time; this process unless
            they are given.

    Raises:
        ReadError: a file is not what a paper's file is.
    """
    found: list[Keyed[Paper]] = []
    keys = []
    for packed in _packed(list(_months(folder)), cache, workers or inline()):
        found += (Keyed(*each) for each in _DECODER.decode(packed))
        keys.append(digest(packed))
    return Known(papers=found, key=digest(*keys))


def _packed(months: Sequence[_Month], cache: Cache | None, workers: Workers) -> Iterator[bytes]:
    """Yield the papers of each month as they are kept."""
    known = [cache.get(month.key) if cache else None for month in months]
    missing = (month.texts() for month, found in zip(months, known, strict=True) if found is None)
    made = spread(workers, _read, missing, 1)
    for month, found in zip(months, known, strict=True):
        if found is None:
            found = next(made)
            if cache and month.settled:
                cache.put(month.key, found)
        yield found


def _months(folder: Path) -> Iterator[_Month]:
    for month in sorted(folder.iterdir()) if folder.is_dir() else ():
        if month.is_dir():
            with os.scandir(month) as entries:
                lies = [
                    (entry.name, stat.st_size, stat.st_mtime_ns, stat.st_ino)
                    for entry in entries
                    if entry.name.endswith(".md")
                    for stat in (entry.stat(),)
                ]
            latest = time.time_ns() - JUST_NOW
            settled = all(mtime < latest for _, _, mtime, _ in lies)
            yield _Month(folder=month, lies=sorted(lies), settled=settled)


def _read(months: Sequence[Texts]) -> list[bytes]:
    """Read the texts of several months, in this process or another."""
    return [msgspec.msgpack.encode([*map(_read_one, texts)]) for texts in months]


def _read_one(place: tuple[Path, str]) -> tuple[Paper, bytes]:
    path, text = place
    paper = papers.parse_paper(text, path)
    return paper, digest(paper)
