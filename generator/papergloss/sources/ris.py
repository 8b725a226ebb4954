"""RIS files, as reference managers and publishers export them.

In come the bytes, out goes a ``Reading``: an entry for each record (``TY  - `` to ``ER  - ``). A
value may go on over several lines; a record without its ``ER`` ends where the next begins or the
file does. Tags as in https://en.wikipedia.org/wiki/RIS_(file_format). Not rispy (0.10): it joins
two records into one where an ``ER`` is missing, drops the last without a word, reads nothing after
a byte-order mark, and knows no lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from papergloss.errors import ReadError
from papergloss.model import Entry, Link, LinkKind, PartialDate, Reading, Rejected
from papergloss.sources import _arxiv, _dates, _decode, _names, _refs, _tags, _values
from papergloss.text import links_in

NAME = "ris"
LABEL = "RIS file of a reference manager"

_TAG = re.compile(r"[ \t]*([A-Z][A-Z0-9])[ \t]{1,2}-(?:[ \t]+(.*)|[ \t]*)")
_START = re.compile(r"[ \t]*TY[ \t]{1,2}-[ \t]+[A-Z]+[ \t]*")
# "Provider: …", "Database: …", "Content: …" and blank lines before the first record.
_MOST_BEFORE = 12

_TITLE = ("TI", "T1", "CT")
_VENUE = ("T2", "JO", "JF", "JA", "J2", "BT", "C3", "PB")
_ABSTRACT = ("AB", "N2")
_DATE = ("DA", "PY", "Y1")
_NAMES = ("DO", "M3", "AN", "C7", "M1", "UR", "ID")
_ADDRESSES = ("UR", "LK", "L1", "L2")
_PDF = "L1"


@dataclass(slots=True)
class _Record:
    """Tags and values of a record, and the line on which it starts."""

    line: int
    pairs: list[tuple[str, list[str]]] = field(default_factory=list)

    def values(self, *tags: str) -> Iterator[str]:
        """Yield the values of the first tag, then of the second …, each as one line."""
        for wanted in tags:
            for tag, lines in self.pairs:
                if tag == wanted and (value := " ".join(lines).strip()):
                    yield value

    def first(self, *tags: str) -> str:
        """Return the first value of any of the tags, in their order; "" without one."""
        return next(self.values(*tags), "")


def sniff(head: bytes) -> bool:
    """Tell RIS by its first tag, ``TY``, which some exports let a few lines precede."""
    lines = _decode.head_of(head).split("\n", _MOST_BEFORE)[:_MOST_BEFORE]
    return any(map(_START.fullmatch, lines))


def read(data: bytes, where: str) -> Reading:
    """Read all records.

    Raises:
        ReadError: it is no text, or holds no record at all.
    """
    records, strays = _records(_decode.text_of(data, where).split("\n"))
    if not records:
        raise ReadError(
            "there is no RIS record",
            where=where,
            line=1,
            remedy="a record begins with “TY  - ”; export the references again as RIS",
        )
    made = [_entry(record, position) for position, record in enumerate(records, start=1)]
    return Reading(
        entries=tuple(each for each in made if isinstance(each, Entry)),
        rejected=(*(each for each in made if isinstance(each, Rejected)), *strays),
    )


def _records(lines: Sequence[str]) -> tuple[list[_Record], list[Rejected]]:
    """Split lines into records and what stands between them after the first."""
    records: list[_Record] = []
    strays: list[Rejected] = []
    is_open = False
    for number, line in enumerate(lines, start=1):
        found = _TAG.fullmatch(line)
        tag = found[1] if found else ""
        if tag == "ER":
            is_open = False
        elif found and (tag == "TY" or not is_open):
            records.append(_Record(number, [(tag, [found[2] or ""])]))
            is_open = True
        elif found:
            records[-1].pairs.append((tag, [found[2] or ""]))
        elif is_open:
            records[-1].pairs[-1][1].append(line.strip())
        elif records and line.strip():
            reason = f"text between records: {line.strip()[:60]}"
            strays.append(Rejected(reason=reason, line=number))
    return records, strays


def _entry(record: _Record, position: int) -> Entry | Rejected:
    title = _prose(record.first(*_TITLE))
    abstract = _prose(record.first(*_ABSTRACT))
    comment = _prose(record.first("N1"))
    found, links = _refs.gather(record.values(*_NAMES), _links(record))
    if not title and not _refs.has_name(found):
        return Rejected(reason="no title", position=position, line=record.line)
    authors = _names.of_list(list(record.values("AU", "A1")))
    return Entry(
        title=title,
        abstract=abstract,
        position=position,
        line=record.line,
        ids=found,
        authors=authors.authors,
        et_al=authors.et_al,
        published=_date(record),
        links=_values.links(links, links_in(abstract)),
        keywords=tuple(dict.fromkeys(_keywords(record))),
        venue=_prose(record.first(*_VENUE)) or None,
        comment=comment or None,
        withdrawn=_arxiv.is_withdrawn(comment, abstract),
    )


def _prose(value: str) -> str:
    return _values.prose(_tags.without(value))


def _links(record: _Record) -> Iterator[Link]:
    for tag in _ADDRESSES:
        for value in record.values(tag):
            for address in value.split():
                yield from (
                    _refs.link(address, LinkKind.PAPER) if tag == _PDF else (_refs.address(address))
                )


def _date(record: _Record) -> PartialDate | None:
    """Take the fullest of the dates that the record gives."""
    dates = [found for value in record.values(*_DATE) if (found := _dates.partial(value))]
    return max(
        dates, key=lambda each: (each.month is not None) + (each.day is not None), default=None
    )


def _keywords(record: _Record) -> Iterator[str]:
    """EndNote puts each keyword on a line of its own below the first ``KW``; others repeat it."""
    for tag, lines in record.pairs:
        for line in lines if tag == "KW" else ():
            if word := _values.line(line):
                yield word
