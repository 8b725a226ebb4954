"""``papergloss add``: files that a person has, and ids, taken into ``content/listings``.

Each file is recognised and read before anything is kept, so that what cannot be read leaves no
trace; its date is settled now and written beside it, so that later listings cannot change it. Ids
and addresses of papers are taken together, as one list of ids.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from papergloss import atomic, dates, ids, sources
from papergloss.config import Site
from papergloss.errors import DiskError, ReadError
from papergloss.model import Ids, Rejected, Sidecar
from papergloss.store import listings, papers

# The folder under content/listings for each format that has a home of its own.
HOMES = {"hf-text": "hf-daily", "hf-json": "hf-daily", "hf-html": "hf-daily"}

_SAFE = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A file as it was given on the command line, or all ids there as a list (``references``)."""

    name: str
    data: bytes
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the person said about the files, each None where nothing was said."""

    format: str | None = None
    source: str | None = None
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A file that was recognised and read, ready to be kept as ``source/file_name``.

    ``untitled`` are the ids of entries that have no title, so that no page can be made of them yet.
    """

    where: str
    data: bytes
    label: str
    entries: int
    rejected: tuple[Rejected, ...]
    untitled: tuple[Ids, ...]
    source: str
    file_name: str
    sidecar: Sidecar


def given(names: Sequence[str], stdin: BinaryIO = sys.stdin.buffer) -> list[Given]:
    """Read what was named: files, ``-`` for standard input, ids and addresses of papers.

    A file that exists is a file, whatever its name looks like.

    Raises:
        ReadError: a name is none of these.
    """
    found = []
    references = []
    for name in names:
        if name == "-" or Path(name).exists():
            found.append(_read_file(name, stdin))
        elif kind_of_reference(name):
            references.append(name)
        else:
            raise _unknown(name)
    if references:
        data = "".join(f"{name}\n" for name in references).encode()
        count = f"{len(references)} id{'s' * (len(references) > 1)}"
        found.append(Given(name=count, data=data, references=tuple(references)))
    return found


def kind_of_reference(name: str) -> str | None:
    """Say what kind of name for a paper this is; None if it is none that we know."""
    found = ids.ids_in(name)
    kinds = {
        "arXiv id": found.arxiv,
        "OpenReview id": found.openreview,
        "ACL Anthology id": found.acl,
        "DOI": found.doi,
    }
    return next((kind for kind, value in kinds.items() if value), None)


def _read_file(name: str, stdin: BinaryIO) -> Given:
    if Path(name).is_dir():
        raise ReadError("this is a folder", where=name, remedy=f"name the files in it: {name}/*")
    try:
        return Given(name=name, data=stdin.read() if name == "-" else Path(name).read_bytes())
    except OSError as error:
        raise DiskError.of(error, name) from None


def _unknown(name: str) -> ReadError:
    if name.lower().startswith(("http://", "https://")):
        return ReadError(
            "this is not the address of a paper that Papergloss knows by it",
            where=name,
            remedy="save the page or file from your browser, and add what you saved",
        )
    path = Path(name)
    others = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    near = [str(path.with_name(other)) for other in get_close_matches(path.name, others, n=3)]
    hint = f"did you mean {' or '.join(near)}?" if near else "name a file, an arXiv id, a DOI or -"
    return ReadError("there is no such file, and it is no id of a paper", where=name, remedy=hint)


def take(site: Site, given: Sequence[Given], wanted: Wanted, *, received: datetime) -> list[Taken]:
    """Recognise and read files; settle their dates; return them oldest first.

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
    taken = [
        _taken(file, form, raw, listing.date, listing.date_basis, wanted.source)
        for file, form, raw, listing in zip(given, found, unsettled, settled, strict=True)
    ]
    # The order in which update reads what came at one time: stopped in their middle and repeated,
    # they still have arrived in it.
    return sorted(taken, key=_arrival)


def _arrival(taken: Taken) -> tuple[str, str, str]:
    return str(taken.sidecar.date or ""), taken.source, taken.file_name.rpartition(".")[0]


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
    named = raw.reading.date or file.references
    stem = day.isoformat() if day and named else ids.slugify(Path(file.name).stem)
    suffix = Path(file.name).suffix if _SAFE.fullmatch(Path(file.name).suffix[1:]) else ".txt"
    return Taken(
        where=file.name,
        data=file.data,
        label=form.LABEL,
        entries=len(raw.reading.entries),
        rejected=raw.reading.rejected,
        untitled=tuple(entry.ids for entry in raw.reading.entries if not entry.title),
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
    atomic.sweep(folder)
    stem, dot, suffix = taken.file_name.rpartition(".")
    name, number = taken.file_name, 1
    while _is_taken(folder / name, taken.sidecar):
        number += 1
        name = f"{stem}-{number}{dot}{suffix}"
    path = listings.add_raw(site.content, taken.source, name, taken.data, taken.sidecar)
    return path.relative_to(site.content).as_posix(), True


def _is_taken(path: Path, sidecar: Sidecar) -> bool:
    """Tell whether a name is another's; a sidecar alone may be the first half of this very add."""
    beside = listings.sidecar_path(path)
    other = beside.exists() and listings.read_sidecar(beside).sha256 != sidecar.sha256
    return path.exists() or other
