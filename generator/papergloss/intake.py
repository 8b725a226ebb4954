"""``papergloss add``: files that a person has, taken into ``content/listings``.

Each is recognised and read before anything is kept, so that what cannot be read leaves no trace;
its date is settled now and written beside it, so that later listings cannot change it.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from papergloss import dates, ids, sources
from papergloss.config import Site
from papergloss.errors import ReadError
from papergloss.model import Rejected, Sidecar
from papergloss.store import listings, papers

# The folder under content/listings for each format that has a home of its own.
HOMES = {"hf-text": "hf-daily", "hf-json": "hf-daily", "hf-html": "hf-daily"}

_SAFE = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file as it was given on the command line."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the person said about the files, each None where nothing was said."""

    format: str | None = None
    source: str | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that was recognised and read, ready to be kept as ``source/file_name``."""

    where: str
    data: bytes
    label: str
    entries: int
    rejected: tuple[Rejected, ...]
    source: str
    file_name: str
    sidecar: Sidecar


def read_file(name: str, stdin: BinaryIO = sys.stdin.buffer) -> Given:
    """Read a file, or standard input for ``-``."""
    try:
        return Given(name=name, data=stdin.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", where=name) from None


def take(site: Site, given: Sequence[Given], wanted: Wanted, *, received: datetime) -> list[Taken]:
    """Recognise and read files; settle their dates.

    Raises:
        ReadError: a file is of no known format or does not fit it.
        ConfigError: a file's date can be told from nothing.
    """
    sidecar = Sidecar(date=wanted.date, received=received.isoformat(timespec="seconds"))
    if wanted.date:
        sidecar = replace(sidecar, date_basis="given when it was added")
    known = list(papers.read_papers(site.content / "papers"))
    found = [_recognised(file, wanted.format) for file in given]
    unsettled = [
        dates.Unsettled(
            id=str(number), path=file.name, reading=form.read(file.data, file.name), sidecar=sidecar
        )
        for number, (file, form) in enumerate(zip(given, found, strict=True))
    ]
    settled = dates.settle(unsettled, known)
    return [
        _taken(file, form, raw, listing.date, listing.date_basis, wanted.source)
        for file, form, raw, listing in zip(given, found, unsettled, settled, strict=True)
    ]


def _recognised(file: Given, name: str | None) -> sources.Format:
    return sources.by_name(name) if name else sources.recognise(file.data, file.name)


def _taken(
    file: Given,
    form: sources.Format,
    raw: dates.Unsettled,
    day: date | None,
    basis: str,
    source: str | None,
) -> Taken:
    stem = day.isoformat() if day and raw.reading.date else ids.slugify(Path(file.name).stem)
    suffix = Path(file.name).suffix if _SAFE.fullmatch(Path(file.name).suffix[1:]) else ".txt"
    return Taken(
        where=file.name,
        data=file.data,
        label=form.LABEL,
        entries=len(raw.reading.entries),
        rejected=raw.reading.rejected,
        source=ids.slugify(source or HOMES.get(form.NAME, form.NAME)),
        file_name=(stem or "listing") + suffix,
        sidecar=replace(
            raw.sidecar,
            date=day,
            date_basis=basis,
            format=form.NAME,
            sha256=hashlib.sha256(file.data).hexdigest(),
        ),
    )


def keep(site: Site, taken: Taken) -> tuple[str, bool]:
    """Write a taken file under ``content/listings`` unless its bytes lie there already.

    Returns:
        its path below ``content/``, and whether it is new there.
    """
    for raw in listings.read_raw(site.content):
        if taken.data in (raw.data, *(version.data for version in raw.earlier)):
            if taken.sidecar.date_basis == "given when it was added":
                listings.correct_date(site.content, raw, taken.sidecar)
            return raw.path, False
    folder = site.content / "listings" / taken.source
    stem, dot, suffix = taken.file_name.rpartition(".")
    name, number = taken.file_name, 1
    while (folder / name).exists() or listings.sidecar_path(folder / name).exists():
        number += 1
        name = f"{stem}-{number}{dot}{suffix}"
    path = listings.add_raw(site.content, taken.source, name, taken.data, taken.sidecar)
    return path.relative_to(site.content).as_posix(), True
