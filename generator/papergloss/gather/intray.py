"""One reply: kept as it came, read, looked at, then put among the listings or with the refused."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from papergloss import plausible, sources
from papergloss.errors import ReadError
from papergloss.fetch import Reply
from papergloss.model import Reading, Refused, Sidecar
from papergloss.plausible import Past
from papergloss.remotes import Ask, Kind
from papergloss.store import arrivals, files
from papergloss.store.arrivals import Kept

_PAGE = re.compile(r"(.+?)(?:-p([0-9]+))?")


def page_name(name: str, number: int) -> str:
    """Return the name under which a page of a listing is kept."""
    return name if number == 1 else f"{name}-p{number}"


def page_of(name: str) -> tuple[str, int]:
    """Take the name of a page apart: the listing's, and the page's number from 1."""
    found = _PAGE.fullmatch(name)
    return (found[1], int(found[2] or 1)) if found else (name, 1)


class NotTaken(Exception):
    """A reply was refused, and lies where nothing reads it."""

    def __init__(self, refused: Refused) -> None:
        self.refused = refused
        super().__init__(refused.reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A reply that lies in the tray, and the page of which listing it is."""

    ask: Ask
    name: str
    number: int
    url: str
    reply: Reply
    staged: Kept


class InTray:
    """The replies of one source.

    Attributes:
        kept: the latest version of each listing that there is, by name.
    """

    def __init__(self, content: Path, source: str, kind: Kind, *, accept: bool) -> None:
        self.kept = arrivals.kept(content, source)
        self._content = content
        self._source = source
        self._kind = kind
        self._accept = accept
        self._format = sources.by_name(kind.format)

    def own_name(self, name: str) -> str:
        """Return ``name``, or another where a person has added a listing under it."""
        for kept in self.kept.values():
            if kept.sidecar.url is None and name in (kept.name, kept.path.stem):
                return f"{name}-{self._kind.format}"
        return name

    def given(self, url: str) -> Kept | None:
        """Return what an address gave last."""
        same = [kept for kept in self.kept.values() if kept.sidecar.url == url]
        return max(same, key=lambda kept: kept.sidecar.received or "", default=None)

    def lay_in(self, ask: Ask, name: str, number: int, url: str, reply: Reply) -> Arrival:
        """Keep a reply as it came, before anything reads it."""
        sidecar = Sidecar(
            name=page_name(name, number),
            date=ask.day or reply.received.date(),
            date_basis="the day asked for" if ask.day else "the day it was fetched",
            url=url,
            received=reply.received.isoformat(timespec="seconds"),
            format=self._kind.format,
            status=reply.status,
            etag=reply.etag,
            last_modified=reply.last_modified,
        )
        staged = arrivals.stage(
            self._content, self._source, self._kind.extension, reply.body, sidecar
        )
        return Arrival(ask=ask, name=name, number=number, url=url, reply=reply, staged=staged)

    # --- is it taken ----------------------------------------------------------------------------

    def read(self, arrival: Arrival) -> Reading:
        """Read a reply and look at what it says.

        Raises:
            NotTaken: it does not fit, and lies with the refused now.
        """
        entries = None
        try:
            reading = self._format.read(arrival.reply.body, self._where(arrival.staged))
            entries = len(reading.entries)
            if arrival.reply.status >= 400:
                raise ReadError("this is not what was asked for")
            if doubt := self._doubt(arrival, reading):
                raise ReadError(str(doubt))
        except ReadError as error:
            status = arrival.reply.status
            reason = f"status {status}: {error.message}" if status >= 400 else error.message
            raise NotTaken(self._refuse(arrival, reason, entries)) from None
        return reading

    def _where(self, kept: Kept) -> str:
        return f"content/{kept.path.relative_to(self._content).as_posix()}"

    def _refuse(self, arrival: Arrival, reason: str, entries: int | None) -> Refused:
        sidecar = replace(arrival.staged.sidecar, entries=entries)
        kept = arrivals.refuse(self._content, self._source, arrival.staged, sidecar, reason)
        return Refused(
            name=kept.name,
            path=kept.path.relative_to(self._content).as_posix(),
            reason=reason,
            since=kept.sidecar.received or "",
        )

    def _doubt(self, arrival: Arrival, reading: Reading) -> plausible.Doubt | None:
        ask = arrival.ask
        odd = plausible.shape(reading, day=ask.day if self._kind.of_day else None)
        last = self._kind.next_page(arrival.url, reading) is None
        if odd or self._accept or arrival.number > 1 or not (last or reading.total is not None):
            return odd
        this = Past(
            name=arrival.name,
            day=ask.day,
            entries=max(reading.total or 0, len(reading.entries)),
            received=arrival.reply.received,
        )
        return plausible.size(
            this,
            over=arrival.reply.received >= ask.settles,
            asked=ask.expected,
            taken=list(self._series(arrival)),
            refused=[
                _past(kept, kept.name)
                for kept in arrivals.refused(self._content, self._source, arrival.staged.name)
                if kept.sidecar.entries is not None
            ],
        )

    def _series(self, arrival: Arrival) -> Iterator[Past]:
        """Yield the listings like this one, each with the entries of all its pages; two categories
        of one source are two series."""
        like = _without_day(arrival.name, arrival.ask.day)
        whole: dict[str, Past] = {}
        for kept in self.kept.values():
            name = page_of(kept.name)[0]
            past = _past(kept, name)
            if _without_day(name, past.day) == like and kept.sidecar.entries is not None:
                before = whole[name].entries if name in whole else 0
                whole[name] = replace(past, entries=past.entries + before)
        yield from whole.values()

    # --- it is taken ----------------------------------------------------------------------------

    def take(self, arrival: Arrival, reading: Reading) -> tuple[str, bool | None]:
        """Put a reply among the listings.

        Returns:
            the listing's name, and whether it is new, or None where it says nothing new.
        """
        sidecar = self._described(arrival.staged.sidecar, reading)
        name = sidecar.name or arrival.staged.name
        old = self.kept.get(name)
        if old and self._says_the_same(old, arrival.staged, reading):
            arrivals.drop(arrival.staged)
            return name, None
        self.kept[name] = arrivals.accept(arrival.staged, sidecar)
        return name, old is None

    def _described(self, sidecar: Sidecar, reading: Reading) -> Sidecar:
        full = replace(sidecar, entries=len(reading.entries), remark=None)
        printed = reading.date
        if not (self._kind.names_itself and printed and printed.year and printed.month):
            return full
        day = date(printed.year, printed.month, printed.day or 1)
        name = self.own_name(day.isoformat())
        return replace(full, name=name, date=day, date_basis="printed on it")

    def _says_the_same(self, old: Kept, staged: Kept, reading: Reading) -> bool:
        data = files.read_bytes(old.path)
        if hashlib.sha256(data).hexdigest() == staged.sidecar.sha256:
            return True
        if not self._kind.restless:
            return False
        try:
            before = self._format.read(data, str(old.path))
        except ReadError:
            return False
        return (before.entries, before.rejected) == (reading.entries, reading.rejected)


def _past(kept: Kept, name: str) -> Past:
    sidecar = kept.sidecar
    return Past(name=name, day=sidecar.date, entries=sidecar.entries or 0, received=kept.received)


def _without_day(name: str, day: date | None) -> str:
    return name.replace(day.isoformat(), "") if day else name
