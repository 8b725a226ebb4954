"""What was just fetched: kept before it is read, then taken among the listings, or refused.

A reply first lies in ``content/listings/<source>/refused/``, where nothing reads it; once it has
passed, it moves to its place beside the versions that are there. A run that is killed in between
leaves a file that says so, and no half-checked listing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from papergloss import atomic
from papergloss.model import Sidecar
from papergloss.store import listings
from papergloss.store.listings import SIDECAR, read_sidecar, sidecar_path, sidecar_text

REFUSED = "refused"

_UNCHECKED = "not checked: the run that fetched it was stopped"


def sweep(content: Path, source: str) -> None:
    """Undo what a run that was stopped has left half done; its addresses will be asked again.

    That is a reply which nobody checked, and a sidecar whose reply never came to lie beside it.
    """
    folder = content / "listings" / source
    whole = {sidecar_path(path) for path, _ in _with_sidecars(folder / REFUSED)}
    for path, sidecar in _with_sidecars(folder / REFUSED):
        if sidecar.remark == _UNCHECKED:
            atomic.remove(path)
            atomic.remove(sidecar_path(path))
    for alone in set((folder / REFUSED).glob(f"*{SIDECAR}")) - whole:
        atomic.remove(alone)
    _sweep_accepted(folder)


def _sweep_accepted(folder: Path) -> None:
    whole = {sidecar_path(path) for path in _raw_files(folder)}
    for alone in set(folder.glob(f"*{SIDECAR}")) - whole:
        # A status has only what was fetched; any other sidecar may be a person's.
        if read_sidecar(alone).status is not None:
            atomic.remove(alone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The latest version of a listing of one source; ``path`` is where its bytes are."""

    path: Path
    name: str
    sidecar: Sidecar

    @property
    def received(self) -> datetime | None:
        """When it came, if its sidecar says so."""
        return when(self.sidecar.received)


def when(text: str | None) -> datetime | None:
    """Read a time as sidecars hold it."""
    try:
        found = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def kept(content: Path, source: str) -> dict[str, Kept]:
    """Return the latest version of each listing of a source, by name, without reading its bytes."""
    latest: dict[str, tuple[int, Kept]] = {}
    for path, sidecar in _with_sidecars(content / "listings" / source):
        stem, version = listings.version_of(path)
        name = sidecar.name or stem
        if name not in latest or latest[name][0] < version:
            latest[name] = version, Kept(path=path, name=name, sidecar=sidecar)
    return {name: found for name, (_, found) in sorted(latest.items())}


def every(content: Path, source: str) -> Iterator[Kept]:
    """Yield all versions of all listings in a folder below ``content/listings``."""
    for path, sidecar in _with_sidecars(content / "listings" / source):
        yield Kept(path=path, name=sidecar.name or path.stem, sidecar=sidecar)


def refused(content: Path, source: str, name: str) -> list[Kept]:
    """Return what was refused under a name, oldest first."""
    folder = content / "listings" / source / REFUSED
    return [
        Kept(path=path, name=name, sidecar=sidecar)
        for path, sidecar in _with_sidecars(folder)
        if sidecar.name == name
    ]


def _with_sidecars(folder: Path) -> Iterator[tuple[Path, Sidecar]]:
    for path in _raw_files(folder):
        yield path, read_sidecar(sidecar_path(path))


def _raw_files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*")):
        if path.is_file() and path.name[0] != "." and not path.name.endswith(SIDECAR):
            yield path


def stage(content: Path, source: str, extension: str, data: bytes, sidecar: Sidecar) -> Kept:
    """Keep a reply as it came, where it is not read; ``sidecar`` has its name and time."""
    moment = when(sidecar.received) or datetime.now(UTC)
    name = sidecar.name or "reply"
    stem = f"{name}-{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    folder = content / "listings" / source / REFUSED
    path, number = folder / f"{stem}.{extension}", 1
    while path.exists() or sidecar_path(path).exists():
        number += 1
        path = folder / f"{stem}-{number}.{extension}"
    full = replace(sidecar, sha256=hashlib.sha256(data).hexdigest(), remark=_UNCHECKED)
    listings.add_raw(content, f"{source}/{REFUSED}", path.name, data, full)
    return Kept(path=path, name=name, sidecar=full)


def accept(staged: Kept, sidecar: Sidecar, below: str = "") -> Kept:
    """Move a reply among the listings of its source, as a further version where there is one.

    In a folder ``below`` those it is kept, though no listing: nothing reads it unasked.
    """
    folder, name = staged.path.parent.parent / below, sidecar.name or staged.name
    path, version = folder / f"{name}{staged.path.suffix}", 1
    while path.exists():
        version += 1
        path = folder / f"{name}~{version}{staged.path.suffix}"
    full = replace(sidecar, sha256=staged.sidecar.sha256)
    atomic.write(sidecar_path(path), sidecar_text(full).encode())
    atomic.move(staged.path, path)
    atomic.remove(sidecar_path(staged.path))
    atomic.sync_folders([folder])
    return Kept(path=path, name=name, sidecar=full)


def refuse(content: Path, source: str, staged: Kept, sidecar: Sidecar, reason: str) -> Kept:
    """Leave a reply where nothing reads it, and say why; one that lies there already is enough."""
    full = replace(sidecar, sha256=staged.sidecar.sha256, remark=f"refused: {reason}")
    for other in refused(content, source, staged.name):
        if other.path != staged.path and other.sidecar.sha256 == full.sha256:
            drop(staged)
            return other
    atomic.write(sidecar_path(staged.path), sidecar_text(full).encode())
    return Kept(path=staged.path, name=staged.name, sidecar=full)


def drop(staged: Kept) -> None:
    """Forget a reply whose bytes are kept elsewhere, or that says nothing new."""
    atomic.remove(staged.path)
    atomic.remove(sidecar_path(staged.path))
