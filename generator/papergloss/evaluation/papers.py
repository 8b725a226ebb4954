"""Papers to evaluate on: listings in any format, read and merged as the archive's are.

So a dump, a bibliography or a day of a listing can be measured without an archive around it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from papergloss import dates, merge, sources
from papergloss.model import Paper, Sidecar
from papergloss.store import papers as store


def read_papers(paths: Iterable[Path]) -> Iterator[Paper]:
    """Read listings (also gzipped), folders of listings, and folders of papers.

    Raises:
        ReadError: a file is in no format that we know.
    """
    unsettled = []
    for path in paths:
        if path.is_dir() and any(path.glob("*/*.md")):
            yield from store.read_papers(path)
        else:
            unsettled += [_read(file) for file in _files(path)]
    yield from merge.merge(dates.settle(unsettled)).papers


def _files(path: Path) -> list[Path]:
    return sorted(path.iterdir()) if path.is_dir() else [path]


def _read(path: Path) -> dates.Unsettled:
    data = path.read_bytes()
    data = gzip.decompress(data) if path.suffix == ".gz" else data
    found = sources.recognise(data, str(path)).read(data, str(path))
    # A page that prints days without years is as old as its file.
    day = date.fromtimestamp(path.stat().st_mtime)
    sidecar = Sidecar(received=f"{day}T00:00:00+00:00")
    return dates.Unsettled(id=f"named/{path.name}", path=str(path), reading=found, sidecar=sidecar)
