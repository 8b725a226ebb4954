"""A plain list of arXiv ids, DOIs, and addresses of papers, one on a line.

In come the bytes, out goes a ``Reading``: an entry for each id. What follows a ``#`` that starts
the line or stands after a space is a comment; several ids on a line are separated by spaces or
commas. Such an entry has nothing but its id: **its title is ""** and waits for enrichment, so the
merge may make no page of it until another source has named it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from papergloss import ids
from papergloss.errors import ReadError
from papergloss.model import Entry, Ids, Reading, Rejected
from papergloss.sources import _decode, _refs

NAME = "id-list"
LABEL = "list of arXiv ids, DOIs or links"

_COMMENT = re.compile(r"(?:^|\s)#.*")
_BULLET = re.compile(r"[-*•]\s+")
_BETWEEN = re.compile(r"[\s,;]+")
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LONGEST_LINE = 10_000


def sniff(head: bytes) -> bool:
    """Tell a list by its lines: the first names a paper, and so do more than half of them."""
    text = _decode.head_of(head)
    complete = text.rpartition("\n")[0] if len(head) >= 60_000 else text
    lines = [line for _, line in _lines(complete)][:200]
    good = [all(map(_is_name, _parts(line))) for line in lines]
    return bool(good) and good[0] and sum(good) * 2 > len(good)


def read(data: bytes, where: str) -> Reading:
    """Read all ids.

    Raises:
        ReadError: it is no text, or no line holds an id.
    """
    made = list(_entries(_decode.text_of(data, where)))
    entries = tuple(each for each in made if isinstance(each, Entry))
    if not entries:
        raise ReadError(
            "there is no id of a paper",
            where=where,
            line=1,
            remedy="put one arXiv id, DOI or link on each line, such as 2311.17911",
        )
    return Reading(
        entries=entries, rejected=tuple(each for each in made if isinstance(each, Rejected))
    )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, raw in enumerate(text.split("\n"), start=1):
        line = _BULLET.sub("", _COMMENT.sub("", raw[:_LONGEST_LINE], count=1).strip(), count=1)
        if line:
            yield number, line


def _parts(line: str) -> list[str]:
    """Split a line that is not one id as a whole ("arXiv: 2401.00001 [cs.CL]" is)."""
    if _refs.has_name(ids.ids_in(line)):
        return [line]
    return [part for part in _BETWEEN.split(line) if part]


def _entries(text: str) -> Iterator[Entry | Rejected]:
    position = 0
    for number, line in _lines(text):
        parts = _parts(line)
        for part in parts if any(map(_is_name, parts)) else [line]:
            position += 1
            yield _entry(part, position, number)


def _entry(part: str, position: int, line: int) -> Entry | Rejected:
    found = ids.ids_in(part)
    if found != Ids():
        return Entry(title="", abstract="", position=position, line=line, ids=found)
    shown = part[:80]
    known = "an address that names no paper" if _ADDRESS.fullmatch(part) else "not an id"
    return Rejected(reason=f"{known}: {shown}", position=position, line=line)


def _is_name(part: str) -> bool:
    return bool(_ADDRESS.fullmatch(part)) or _refs.has_name(ids.ids_in(part))
