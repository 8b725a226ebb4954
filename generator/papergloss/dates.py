"""The years that listings leave out: raw readings in, listings with settled dates out.

A page prints ``Nov 6`` for itself and ``Feb 26`` for papers of its own year. The year is taken from
the sidecar where a person or a fetch stated it; else it is the first year that nothing contradicts,
and the listing records from what it was inferred. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from papergloss import days
from papergloss.errors import ConfigError
from papergloss.model import LOOKUP, Entry, Listing, Paper, PartialDate, Reading, Sidecar
from papergloss.text import normal_title


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsettled:
    """A listing as read, before its date is known."""

    id: str
    path: str
    reading: Reading
    sidecar: Sidecar
    format: str = ""


@dataclass(frozen=True, slots=True)
class _Bound:
    """A day that a listing cannot be older than, and how we know."""

    day: date
    reason: str


def settle(unsettled: Sequence[Unsettled], known: Iterable[Paper] = ()) -> list[Listing]:
    """Give every listing and entry its full date.

    Args:
        unsettled: the listings as read.
        known: the papers already in the archive; their days bound the listings that show them.

    Raises:
        ConfigError: a listing's year can be inferred from nothing.
    """
    settled = {raw.id: found for raw in unsettled if (found := _stated(raw))}
    waiting = [raw for raw in unsettled if raw.id not in settled]
    published = {
        normal_title(paper.title): _Bound(day, f"its paper “{paper.title}” is of {day}")
        for paper in known
        if (day := days.first_day(paper.date))
    }
    while waiting:
        _note_published(published, settled.values())
        # The listing with the latest bound of its own goes first: its entries then bound others.
        bounds = {raw.id: _bound(raw, published) for raw in waiting}
        waiting.sort(key=lambda raw: (_strength(raw, bounds[raw.id]), raw.id))
        raw = waiting.pop(0)
        settled[raw.id] = _inferred(raw, bounds[raw.id])
    return [settled[raw.id] for raw in unsettled]


def _stated(raw: Unsettled) -> Listing | None:
    printed = raw.reading.date
    if raw.sidecar.date:
        return _listing(raw, raw.sidecar.date, raw.sidecar.date_basis or "stated in its sidecar")
    if printed and printed.year:
        return _listing(raw, _full(printed, printed.year), "printed on the listing")
    if printed is None and raw.sidecar.received:
        received = date.fromisoformat(raw.sidecar.received[:10])
        return _listing(raw, received, "the day it was received; the listing prints none")
    return None


def _strength(raw: Unsettled, bound: _Bound | None) -> int:
    """Order of trust: dated entries of its own, then papers seen elsewhere, then nothing."""
    if _own_bound(raw):
        return 0
    return 1 if bound else 2


def _own_bound(raw: Unsettled) -> _Bound | None:
    """Entries of the listing's own year carry none, so it is younger than any year they carry."""
    dated = [e for e in raw.reading.entries if e.published and e.published.year]
    if not dated:
        return None
    newest = max(dated, key=lambda e: (_year(e), -e.position))
    reason = f"its entry “{newest.title}” carries the year {_year(newest)}, so it is of a later one"
    return _Bound(date(_year(newest) + 1, 1, 1), reason)


def _year(entry: Entry) -> int:
    return (entry.published and entry.published.year) or 0


def _bound(raw: Unsettled, published: Mapping[str, _Bound]) -> _Bound | None:
    bounds = [found for found in (_own_bound(raw),) if found]
    for entry in raw.reading.entries:
        seen = published.get(normal_title(entry.title))
        if seen:
            bounds.append(seen)
    return max(bounds, key=lambda bound: bound.day, default=None)


def _note_published(published: dict[str, _Bound], listings: Iterable[Listing]) -> None:
    for listing in listings:
        for title, bound in _published(listing):
            published.setdefault(title, bound)


def _published(listing: Listing) -> Iterator[tuple[str, _Bound]]:
    for entry in listing.entries:
        day = days.first_day(entry.published)
        if day:
            reason = f"its paper “{entry.title}” is dated {day} in {listing.id}"
            yield normal_title(entry.title), _Bound(day, reason)


def _inferred(raw: Unsettled, bound: _Bound | None) -> Listing:
    printed = raw.reading.date
    if printed and bound:
        year = bound.day.year
        while _full(printed, year) < bound.day:
            year += 1
        return _listing(raw, _full(printed, year), f"year inferred: {bound.reason}")
    if printed and raw.sidecar.received:
        received = date.fromisoformat(raw.sidecar.received[:10])
        year = received.year
        while _full(printed, year) > received:
            year -= 1
        return _listing(raw, _full(printed, year), f"year inferred: received on {received}")
    raise ConfigError(
        "the listing's date cannot be told from its text",
        where=raw.path,
        remedy="add it with --date YYYY-MM-DD, or give its .meta.yml a date",
    )


def _listing(raw: Unsettled, day: date, basis: str) -> Listing:
    entries = tuple(_dated(entry, day) for entry in raw.reading.entries)
    return Listing(
        id=raw.id,
        path=raw.path,
        date=day,
        date_basis=basis,
        entries=entries,
        url=raw.sidecar.url,
        received=raw.sidecar.received,
        size=len(entries),
        format=raw.format,
        fetched=raw.sidecar.status is not None,
        lookup=raw.sidecar.purpose == LOOKUP,
    )


def _dated(entry: Entry, day: date) -> Entry:
    published = entry.published
    if published is None or published.year is not None or published.month is None:
        return entry
    year = day.year
    # "Dec 30" on a page of 2 January is of the year before, whatever the page leaves out.
    if _full(published, year) > day:
        year -= 1
    known = _full(published, year)
    whole = PartialDate(year=known.year, month=published.month, day=published.day)
    return replace(entry, published=whole)


def _full(partial: PartialDate, year: int) -> date:
    """The day in ``year``, or for 29 February in the next year that has one."""
    while True:
        try:
            return date(year, partial.month or 1, partial.day or 1)
        except ValueError:
            year += 1
