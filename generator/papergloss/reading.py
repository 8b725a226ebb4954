"""Raw listings under ``content/listings`` in, what their formats make of them out.

Knows every format; the build, which reads no listing, does without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from papergloss import sources, versions
from papergloss.dates import Unsettled
from papergloss.errors import ArchiveError, ReadError
from papergloss.model import LeftOut, Listing, Reading
from papergloss.store import listings
from papergloss.store.listings import RawListing


def read_listings(
    content: Path, progress: Callable[[str, int, int], None]
) -> tuple[list[Unsettled], list[ArchiveError]]:
    """Read all listings in order of arrival; those that cannot be read are told apart."""
    raws = list(listings.read_raw(content))
    unsettled: list[Unsettled] = []
    failures: list[ArchiveError] = []
    for done, raw in enumerate(raws, start=1):
        try:
            unsettled.append(read_listing(raw))
        except ReadError as error:
            failures.append(error)
        progress("read", done, len(raws))
    return unsettled, failures


def read_listing(raw: RawListing) -> Unsettled:
    """Read one raw listing, its earlier versions included.

    Raises:
        ReadError: one of them does not fit its format.
    """
    readings, names = zip(*map(_read_version, (*raw.earlier, raw)), strict=True)
    return Unsettled(
        id=raw.id,
        path=raw.path,
        reading=versions.combined(readings),
        sidecar=raw.sidecar,
        format=names[-1],
    )


def _read_version(raw: RawListing) -> tuple[Reading, str]:
    where = f"content/{raw.path}"
    name = raw.sidecar.format
    known = sources.by_name(name) if name else sources.recognise(raw.data, where)
    return known.read(raw.data, where), known.NAME


def lost(unsettled: Iterable[Unsettled], failures: Iterable[ArchiveError]) -> list[LeftOut]:
    """Say which listings, and which entries of the others, could not be read."""
    entries = [
        LeftOut(path=raw.path, position=each.position, line=each.line, reason=each.reason)
        for raw in unsettled
        for each in raw.reading.rejected
    ]
    unread = [
        LeftOut(
            path=each.where.removeprefix("content/"),
            line=each.line,
            reason=each.message,
            whole=True,
        )
        for each in failures
    ]
    return sorted([*unread, *entries], key=lambda each: (each.path, each.position or 0))


def dated_before(unsettled: Sequence[Unsettled], before: Iterable[Listing]) -> list[Unsettled]:
    """Keep a year that was inferred once: what it is inferred from grows with the archive."""
    known = {listing.id: listing for listing in before}
    return [_dated(raw, known.get(raw.id)) for raw in unsettled]


def _dated(raw: Unsettled, before: Listing | None) -> Unsettled:
    printed, day = raw.reading.date, before.date if before else None
    if before is None or day is None or printed is None or printed.year or raw.sidecar.date:
        return raw
    if (printed.month, printed.day) != (day.month, day.day):
        return raw
    return replace(raw, sidecar=replace(raw.sidecar, date=day, date_basis=before.date_basis))
