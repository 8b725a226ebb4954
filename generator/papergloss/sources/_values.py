"""What several readers make of single values: days, names, web addresses.

Text in, values out; a value that cannot be made sense of is None, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from papergloss.addresses import kind_of
from papergloss.model import Author, Link, LinkKind, PartialDate
from papergloss.text import repair

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")
# RFC 822, as RSS and OAI-PMH arXivRaw print it: "Tue, 02 Jan 2024 05:00:11 GMT".
_RFC822 = re.compile(rf"(?:[A-Z][a-z]{{2}}, )?([0-9]{{1,2}}) ({'|'.join(MONTHS)}) ([0-9]{{4}})\b")
_ADDRESS = re.compile(r"https?://[^\s<>\"\\^`{|}\x00-\x1f]{3,2000}", re.IGNORECASE)
# Control characters and separators of lines and paragraphs, which end no line of ours.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+")
_SPACE = re.compile(r"[ \t-\r]+")
_LETTER = re.compile(r"[^\W\d_]")
# What a name or a keyword needs repair for: LaTeX, entities, and bytes read in the wrong charset.
_UNPLAIN = re.compile(r"[^ A-Za-z0-9.'()/-]")


def prose(text: str) -> str:
    """Repair a title, abstract or comment: one line, without control characters."""
    # Other white space and control characters stay for the repair: "voil\xc3\xa0" is "voilà" in the
    # wrong charset, and a no-break space is what it makes of LaTeX's "~".
    flat = " ".join(text.split()) if text.isascii() else _SPACE.sub(" ", text)
    repaired = repair(flat.strip(" "))
    if not repaired.isprintable():
        repaired = _SPACE.sub(" ", _CONTROL.sub(" ", repaired))
    return repaired.strip()


def words(text: str) -> str:
    """Repair a name or a keyword: as ``prose``, but at once where there is nothing to repair."""
    return prose(text) if _UNPLAIN.search(text) else " ".join(text.split())


def line(text: str) -> str | None:
    """Repair a line that may be missing; None if it is empty."""
    return prose(text) or None


def day(text: str) -> PartialDate | None:
    """Read the day as printed (no time zone is applied) from an ISO or RFC 822 time."""
    text = text.strip()
    if iso := _ISO.match(text):
        return _day(int(iso[1]), int(iso[2]), int(iso[3]))
    if printed := _RFC822.match(text):
        return _day(int(printed[3]), MONTHS.index(printed[2]) + 1, int(printed[1]))
    return None


def _day(year: int, month: int, number: int) -> PartialDate | None:
    try:
        date(year, month, number)
    except ValueError:
        return None
    return PartialDate(year=year, month=month, day=number)


def as_date(value: PartialDate | None) -> date | None:
    """Return a date of which all is known."""
    if not (value and value.year and value.month and value.day):
        return None
    return date(value.year, value.month, value.day)


def common(days: Iterable[PartialDate | None]) -> PartialDate | None:
    """Return the day that all known days are; None if they differ."""
    known = {value for value in days if value}
    return known.pop() if len(known) == 1 else None


def author(name: str) -> Author | None:
    """Make an author of a name; None for "", ":" and other names without a letter."""
    name = words(name)
    return Author(name=name) if _LETTER.search(name) else None


def authors(names: Iterable[str]) -> tuple[Author, ...]:
    """Make authors of names, in order."""
    return tuple(found for found in map(author, names) if found)


def link(address: str, kind: LinkKind | None = None) -> tuple[Link, ...]:
    """Return the link to a web address, or none if it is not one; its host tells the kind."""
    address = address.strip()
    if not _ADDRESS.fullmatch(address):
        return ()
    return (Link(url=address, kind=kind or kind_of(address)),)


def links(*groups: Iterable[Link]) -> tuple[Link, ...]:
    """Join links in order; of several to the same address the first stays."""
    known: dict[str, Link] = {}
    for group in groups:
        for each in group:
            known.setdefault(_same(each.url), each)
    return tuple(known.values())


def _same(url: str) -> str:
    bare = url.casefold().partition("://")[2]
    return bare.rstrip("/").removesuffix(".git").removeprefix("www.")
