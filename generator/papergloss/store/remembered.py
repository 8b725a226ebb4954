"""Papers as an earlier build read them, a month at a time, while their files lie as they did.

A file is known by its name, size, time and inode, as git knows those of a working tree; one that
was written a moment ago is read, since its time may not tell whether somebody has written it since
(https://git-scm.com/docs/racy-git).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class _Read:
    """The papers of a month, each with its digest; packed where it is kept or sent."""

    papers: list[tuple[Paper, bytes]]

    def packed(self) -> bytes:
        return msgspec.msgpack.encode(self.papers)

    def __reduce__(self) -> tuple[Callable[[bytes], _Read], tuple[bytes]]:
        return _unpacked, (self.packed(),)


def read_papers(folder: Path, cache: Cache | None = None, workers: Workers | None = None) -> Known:
    """Read every paper below ``folder`` as ``papers.read_papers`` does, from the cache if it can.

    Args:
        cache: holds the papers of months of which no file has changed.
        workers: read what is not in the cache, a month of files at a time; this process unless
            they are given.

    Raises:
        ReadError: a file is not what a paper's file is.
    """
    every = [
        pair
        for month in _read_months(list(_months(folder)), cache, workers or inline())
        for pair in month.papers
    ]
    key = digest(b"".join([key for _, key in every]))
    return Known(papers=[Keyed(*pair) for pair in every], key=key)


def _read_months(
    months: Sequence[_Month], cache: Cache | None, workers: Workers
) -> Iterator[_Read]:
    known = [cache.get(month.key) if cache else None for month in months]
    missing = (month.texts() for month, found in zip(months, known, strict=True) if found is None)
    made = spread(workers, _read, missing, 1)
    for month, packed in zip(months, known, strict=True):
        if packed is not None:
            yield _unpacked(packed)
            continue
        found = next(made)
        if cache and month.settled:
            cache.put(month.key, found.packed())
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


def _read(months: Sequence[Texts]) -> list[_Read]:
    """Read the texts of several months, in this process or another."""
    return [_Read([_read_one(*text) for text in texts]) for texts in months]


def _read_one(path: Path, text: str) -> tuple[Paper, bytes]:
    paper = papers.parse_paper(text, path)
    return paper, digest(paper)


def _unpacked(packed: bytes) -> _Read:
    return _Read(_DECODER.decode(packed))
