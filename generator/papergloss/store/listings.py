"""``content/listings/<source>/``: raw replies and files, byte for byte, each with a sidecar.

The sidecar ``<stem>.meta.yml`` says what the bytes cannot: when and from where they came, and what
a person knows better. Both are only ever added; update reads them and writes nothing here.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from papergloss import atomic
from papergloss.errors import ConfigError
from papergloss.model import Sidecar
from papergloss.store import yaml_text
from papergloss.store.fields import Fields

log = logging.getLogger(__name__)

SIDECAR = ".meta.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawListing:
    """A raw file and its sidecar. ``id`` is ``<source>/<name>``; ``path`` is below content/."""

    id: str
    path: str
    data: bytes
    sidecar: Sidecar


def read_raw(content: Path) -> Iterator[RawListing]:
    """Read every raw listing below ``content/listings``, in order of arrival.

    That order (time received, then date, then path) is what makes the slugs and months of a fresh
    run the same as those of the run that first published them.

    Raises:
        ConfigError: two listings have one name.
    """
    found = [_raw(path, content) for path in _files(content / "listings")]
    by_id: dict[str, RawListing] = {}
    for raw in found:
        if raw.id in by_id:
            raise ConfigError(
                f"the name {raw.id!r} belongs to {by_id[raw.id].path} already",
                where=raw.path,
                remedy="give one of the two another name in its .meta.yml",
            )
        by_id[raw.id] = raw
    yield from sorted(found, key=_arrival)


def _arrival(raw: RawListing) -> tuple[str, str, str]:
    day = raw.sidecar.date.isoformat() if raw.sidecar.date else ""
    return raw.sidecar.received or "", day, raw.path


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


def _raw(path: Path, content: Path) -> RawListing:
    sidecar = read_sidecar(sidecar_path(path))
    return RawListing(
        id=f"{path.parent.name}/{sidecar.name or path.stem}",
        path=path.relative_to(content).as_posix(),
        data=path.read_bytes(),
        sidecar=sidecar,
    )


def read_sidecar(path: Path) -> Sidecar:
    """Read a sidecar; no file is an empty one."""
    if not path.exists():
        return Sidecar()
    fields = Fields(yaml_text.load(path.read_text(encoding="utf-8"), str(path)) or {}, str(path))
    known = set(Sidecar.__slots__)
    for name in fields.names():
        if name not in known:
            raise ConfigError(
                f"unknown field {name!r}",
                where=str(path),
                remedy="the fields are " + ", ".join(Sidecar.__slots__),
            )
    texts: dict[str, str] = {k: v for k, v in fields.texts().items() if k != "date" and v}
    return Sidecar(date=fields.day("date"), **texts)


def sidecar_text(sidecar: Sidecar) -> str:
    """Write a sidecar; fields that say nothing are left out."""
    values = {name: getattr(sidecar, name) for name in Sidecar.__slots__}
    return yaml_text.dump({name: str(value) for name, value in values.items() if value is not None})


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
