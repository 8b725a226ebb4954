"""The visible text of a Hugging Face Daily Papers page, as copied or saved from a browser.

In come the bytes, out goes a ``Reading``. The text is blocks between blank lines: page furniture,
the page's date (``Mar 14``), then for each paper a title, an abstract, and in later layouts a block
of ``  • 8 authors`` or ``stanfordnlp Stanford NLP``, ``·``, and ``Feb 26 2`` (26 February, 2
comments; a year stands only where it is not the page's own). Anything else is a ReadError.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from papergloss.errors import ReadError
from papergloss.model import Entry, Organisation, PartialDate, Reading
from papergloss.text import links_in, repair

NAME = "hf-text"
LABEL = "text of a Hugging Face Daily Papers page"

# Lines of the page around the papers; "Daily Papers" stands on some pages only.
FURNITURE = frozenset(
    {
        "new",
        "Daily Papers",
        "Get trending papers in your email inbox!",
        "Subscribe",
        "byAK and the research community",
    }
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEPARATOR = "·"

_DATE = re.compile(rf"({'|'.join(MONTHS)}) ([0-9]{{1,2}})(?:, ([0-9]{{4}}))?(?: ([0-9]{{1,9}}))?")
_AUTHORS = re.compile(r"\s*• ([0-9]{1,6}) authors?")

# The longest title in 409,333 papers of seven corpora has under 400 characters, while the shortest
# abstract in the five listings has 151: a longer "title" means that an abstract is missing above.
LONGEST_TITLE = 500


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines between blank lines, and the number of the first."""

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its lines as one."""
        return " ".join(part.strip() for part in self.lines)


def sniff(head: bytes) -> bool:
    """Tell a page by its furniture: at least two of its fixed lines among the first twenty."""
    lines = {line.strip() for line in head.decode("utf-8", "ignore").split("\n")[:20]}
    return len(lines & FURNITURE) >= 2


def read(data: bytes, where: str) -> Reading:
    """Read a page's text.

    Raises:
        ReadError: the bytes are not UTF-8, a block does not fit, or there is no entry at all.
    """
    blocks = list(_blocks(_decode(data, where)))
    start, day = _preamble(blocks, where)
    entries = tuple(_entries(blocks[start:], where))
    if not entries:
        raise ReadError(
            "the page holds no papers",
            where=where,
            line=blocks[-1].line if blocks else 1,
            remedy="save the page again once its papers are visible",
        )
    return Reading(entries=entries, date=day)


def _decode(data: bytes, where: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"byte {error.start} is not UTF-8",
            where=where,
            line=data.count(b"\n", 0, error.start) + 1,
            remedy="save the page's text as UTF-8",
        ) from None


def _blocks(text: str) -> Iterator[_Block]:
    # Not splitlines(): abstracts may hold Unicode line separators, which end no line here.
    held: list[str] = []
    number = 0
    for number, raw in enumerate(text.split("\n"), start=1):
        line = raw.rstrip("\r")
        if line.strip():
            held.append(line)
        elif held:
            yield _Block(number - len(held), tuple(held))
            held = []
    if held:
        yield _Block(number - len(held) + 1, tuple(held))


def _preamble(blocks: list[_Block], where: str) -> tuple[int, PartialDate | None]:
    """Pass over the furniture and the page's own date; tell where the papers start."""
    day = None
    for index, block in enumerate(blocks):
        if block.text in FURNITURE:
            continue
        if day is None and _DATE.fullmatch(block.text):
            day, _ = _date(block.text, where, block.line)
            continue
        return index, day
    return len(blocks), day


def _entries(blocks: list[_Block], where: str) -> Iterator[Entry]:
    pending: Entry | None = None
    index = 0
    position = 0
    while index < len(blocks):
        block = blocks[index]
        if block.text in FURNITURE:
            index += 1
        elif _is_meta(block):
            if pending is None:
                raise _misfit("an author and date block without a paper above it", where, block)
            yield _with_meta(pending, block, where)
            pending = None
            index += 1
        else:
            if pending is not None:
                yield pending
            position += 1
            abstract = blocks[index + 1] if index + 1 < len(blocks) else None
            pending = _paper(block, abstract, position, where)
            index += 2
    if pending is not None:
        yield pending


def _is_meta(block: _Block) -> bool:
    return len(block.lines) > 1 and block.lines[-2].strip() == SEPARATOR


def _paper(title: _Block, abstract: _Block | None, position: int, where: str) -> Entry:
    if len(title.text) > LONGEST_TITLE:
        raise _misfit(f"expected a title, found {len(title.text)} characters of text", where, title)
    if abstract is None or _is_meta(abstract) or abstract.text in FURNITURE:
        raise _misfit(f"the title “{title.text[:60]}” has no abstract below it", where, title)
    text = repair(abstract.text)
    return Entry(
        title=repair(title.text),
        abstract=text,
        position=position,
        line=title.line,
        links=links_in(text),
    )


def _with_meta(entry: Entry, block: _Block, where: str) -> Entry:
    if len(block.lines) != 3:
        raise _misfit("expected authors or an organisation, “·” and a date", where, block)
    published, comments = _date(block.lines[2].strip(), where, block.line + 2)
    who = block.lines[0]
    authors = _AUTHORS.fullmatch(who)
    return replace(
        entry,
        published=published,
        comments=comments,
        author_count=int(authors[1]) if authors else None,
        organisation=None if authors else _organisation(who.strip()),
    )


def _organisation(line: str) -> Organisation:
    """Take ``stanfordnlp Stanford NLP`` (handle, name) or ``OpenRubrics`` (both in one)."""
    handle, _, name = line.partition(" ")
    return Organisation(name=name.strip() or handle, handle=handle)


def _date(text: str, where: str, line: int) -> tuple[PartialDate, int | None]:
    found = _DATE.fullmatch(text)
    if not found:
        raise ReadError(
            f"expected a date such as “Feb 26” or “Feb 26, 2024 2”, found “{text[:60]}”",
            where=where,
            line=line,
        )
    month, day = MONTHS.index(found[1]) + 1, int(found[2])
    year = int(found[3]) if found[3] else None
    try:
        date(year or 2024, month, day)  # 2024: a leap year, so that Feb 29 may lack its year
    except ValueError:
        raise ReadError(f"there is no day “{text}”", where=where, line=line) from None
    comments = int(found[4]) if found[4] else None
    return PartialDate(month=month, day=day, year=year), comments


def _misfit(message: str, where: str, block: _Block) -> ReadError:
    return ReadError(
        message,
        where=where,
        line=block.line,
        remedy="compare the lines above with the page; the text may be cut or edited",
    )
