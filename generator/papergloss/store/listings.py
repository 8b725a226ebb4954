"""``content/listings/<source>/``: raw replies and files, byte for byte, each with a sidecar.

The sidecar ``<stem>.meta.yml`` says what the bytes cannot: when and from where they came, and what
a person knows better. Both are only ever added: a listing that was fetched again and had other
bytes lies beside the first as ``<stem>~2.json``, under the same name, and is the one that is read.
What was fetched and refused lies in ``<source>/refused/``, which is not read at all.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from papergloss import atomic
from papergloss.errors import ConfigError
from papergloss.model import LOOKUP, Sidecar
from papergloss.store import files, yaml_text
from papergloss.store.fields import Fields

log = logging.getLogger(__name__)

SIDECAR = ".meta.yml"
_NUMBERS = ("status", "entries")
_LISTS = ("asked", "found")
_PURPOSES = (LOOKUP,)


# "2025-11-06~2": the second version of 2025-11-06. No slug holds a "~".
_VERSION = re.compile(r"(.+)~([0-9]{1,6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class RawListing:
    """A raw file and its sidecar. ``id`` is ``<source>/<name>``; ``path`` is below content/.

    ``earlier`` are the versions before this one, oldest first: what only they show has left the
    source, and stays in the archive.
    """

    id: str
    path: str
    data: bytes
    sidecar: Sidecar
    earlier: tuple[RawListing, ...] = ()


def read_raw(content: Path) -> Iterator[RawListing]:
    """Read the latest version of every listing below ``content/listings``, in order of arrival.

    That order (time the first version was received, then date, then path) is what makes the slugs
    and months of a fresh run the same as those of the run that first published them.

    Raises:
        ConfigError: two listings have one name.
    """
    by_id: dict[str, list[Path]] = {}
    sidecars: dict[Path, Sidecar] = {}
    for path in _files(content / "listings"):
        sidecars[path] = read_sidecar(sidecar_path(path))
        by_id.setdefault(_id(path, sidecars[path]), []).append(path)
    found = []
    for name, paths in by_id.items():
        raws = [_raw(name, path, sidecars[path], content) for path in _in_order(name, paths)]
        found.append(replace(raws[-1], earlier=tuple(raws[:-1])))
    yield from sorted(found, key=_arrival)


def _arrival(raw: RawListing) -> tuple[str, str, str]:
    first = raw.earlier[0] if raw.earlier else raw
    day = first.sidecar.date.isoformat() if first.sidecar.date else ""
    # Without the extension, so that a listing comes before its own second page.
    return first.sidecar.received or "", day, first.path.rpartition(".")[0]


def version_of(path: Path) -> tuple[str, int]:
    """Take the name of a raw file apart: its stem without version, and the version from 1."""
    found = _VERSION.fullmatch(path.stem)
    return (found[1], int(found[2])) if found else (path.stem, 1)


def _id(path: Path, sidecar: Sidecar) -> str:
    return f"{path.parent.name}/{sidecar.name or version_of(path)[0]}"


def _in_order(name: str, paths: Iterable[Path]) -> list[Path]:
    """Return the versions of one listing, oldest first."""
    versions: dict[int, Path] = {}
    for path in paths:
        stem, number = version_of(path)
        other = next((each for each in versions.values() if version_of(each)[0] != stem), None)
        if other := other or versions.get(number):
            raise ConfigError(
                f"the name {name!r} belongs to listings/{other.parent.name}/{other.name} already",
                where=f"listings/{path.parent.name}/{path.name}",
                remedy="give one of the two another name in its .meta.yml",
            )
        versions[number] = path
    return [versions[number] for number in sorted(versions)]


def _files(folder: Path) -> Iterator[Path]:
    paths = [p for p in sorted(folder.glob("*/*")) if p.is_file() and p.name[0] != "."]
    raw = [path for path in paths if not path.name.endswith(SIDECAR)]
    expected = {sidecar_path(path) for path in raw}
    for path in paths:
        if path.name.endswith(SIDECAR) and path not in expected:
            # A run killed between the two writes leaves this; adding the listing again mends it.
            log.warning("%s: this sidecar has no listing beside it; add the listing again", path)
    yield from raw


def sidecar_path(path: Path) -> Path:
    """Where the sidecar of a raw listing lies."""
    return path.with_name(path.stem + SIDECAR)


def _raw(name: str, path: Path, sidecar: Sidecar, content: Path) -> RawListing:
    where = path.relative_to(content).as_posix()
    return RawListing(id=name, path=where, data=files.read_bytes(path), sidecar=sidecar)


def read_sidecar(path: Path) -> Sidecar:
    """Read a sidecar; no file is an empty one.

    Raises:
        ConfigError: a field or the purpose is unknown.
    """
    if not path.exists():
        return Sidecar()
    fields = Fields(yaml_text.read_file(path) or {}, str(path))
    known = set(Sidecar.__slots__)
    for name in fields.names():
        if name not in known:
            raise ConfigError(
                f"unknown field {name!r}",
                where=str(path),
                remedy="the fields are " + ", ".join(Sidecar.__slots__),
            )
    purpose = fields.get("purpose")
    if purpose not in (None, *_PURPOSES):
        raise ConfigError(
            f"unknown purpose {purpose!r}",
            where=str(path),
            remedy=f"it is {' or '.join(_PURPOSES)}, or left out",
        )
    other = ("date", *_NUMBERS, *_LISTS)
    texts: dict[str, str] = {k: v for k, v in fields.texts().items() if k not in other and v}
    numbers = {name: fields.number(name) for name in _NUMBERS}
    lists = {name: fields.strings(name) for name in _LISTS}
    return Sidecar(date=fields.day("date"), **numbers, **lists, **texts)  # type: ignore[arg-type]


def sidecar_text(sidecar: Sidecar) -> str:
    """Write a sidecar; fields that say nothing are left out."""
    values = {name: getattr(sidecar, name) for name in Sidecar.__slots__}
    return yaml_text.dump(
        {
            name: value if name in _LISTS else str(value)
            for name, value in values.items()
            if value not in (None, ())
        }
    )


def add_raw(content: Path, source: str, file_name: str, data: bytes, sidecar: Sidecar) -> Path:
    """Keep ``data`` under ``content/listings/<source>/`` with its sidecar; return its path.

    The sidecar is written first: a listing without one would be read with a guessed date.
    """
    path = content / "listings" / source / file_name
    atomic.write(sidecar_path(path), sidecar_text(sidecar).encode())
    atomic.write(path, data)
    atomic.sync_folders([path.parent])
    return path


def correct_date(content: Path, raw: RawListing, stated: Sidecar) -> None:
    """Write a person's date into the sidecar of a listing that is there already."""
    mended = replace(raw.sidecar, date=stated.date, date_basis=stated.date_basis)
    atomic.write(sidecar_path(content / raw.path), sidecar_text(mended).encode())
