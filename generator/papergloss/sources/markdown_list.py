"""Markdown lists of papers: “awesome” lists, and the tables of arXiv-daily bots.

In come the bytes, out goes a ``Reading``: an entry for each list item and table row that names a
paper (by an id, or a link to one), a rejection with its line for every other, and for papers named
outside lists and tables. The headings above an entry, outermost first, are its keywords: people
chose them. The document's own title is none of them. “Updated on 2026.06.29” is the list's date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from papergloss import ids
from papergloss.errors import ReadError
from papergloss.model import Entry, PartialDate, Reading, Rejected
from papergloss.sources import (
    _dates,
    _decode,
    _markdown,
    _markdown_item,
    _markdown_table,
    _refs,
    _values,
)
from papergloss.sources._markdown import Block, Kind
from papergloss.sources._markdown_item import Draft

NAME = "markdown-list"
LABEL = "Markdown list or table of papers"

_ITEM = re.compile(r"^\s{0,12}(?:[-*+]|\d{1,9}[.)])\s.{0,2000}(?:\]\(|<?)https?://", re.MULTILINE)
_TABLE = re.compile(
    r"^[^\n|]{0,200}\|[^\n]{0,2000}\n\s{0,3}\|?\s*:?-{2,}:?\s*\|[\s|:-]*$", re.MULTILINE
)
_UPDATED = re.compile(
    r"^[#>*\s]{0,12}(?:last )?updated(?: on)?:?\s*([0-9]{4}[-./][0-9]{2}[-./][0-9]{2})", re.I | re.M
)


def sniff(head: bytes) -> bool:
    """Tell Markdown by a list item with a web address, or by a table."""
    text = _decode.head_of(head)
    if text.lstrip()[:1] in ("{", "<") and not _TABLE.search(text):
        return False
    return bool(_ITEM.search(text) or _TABLE.search(text))


def read(data: bytes, where: str) -> Reading:
    """Read all items and rows.

    Raises:
        ReadError: it is no text, or has neither a list nor a table.
    """
    text = _decode.text_of(data, where)
    blocks = _markdown.blocks(text)
    if not any(block.kind in (Kind.ITEM, Kind.ROW) for block in blocks):
        raise ReadError(
            "this Markdown has neither a list nor a table",
            where=where,
            line=1,
            remedy="write each paper as an item: - [Title](https://arxiv.org/abs/…)",
        )
    reader = _Reader(blocks)
    reader.run()
    return Reading(entries=tuple(reader.entries), rejected=tuple(reader.rejected), date=_date(text))


def _date(text: str) -> PartialDate | None:
    found = _UPDATED.search(text[:20_000])
    return _dates.partial(found[1]) if found else None


class _Reader:
    """Goes through the blocks once and knows under which headings it is."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.entries: list[Entry] = []
        self.rejected: list[Rejected] = []
        self._blocks = blocks
        self._path: list[tuple[int, str]] = []
        self._position = 0
        tops = [block for block in blocks if block.kind is Kind.HEADING and block.level == 1]
        self._title = tops[0] if len(tops) == 1 else None

    def run(self) -> None:
        for block in self._blocks:
            if block.kind is Kind.HEADING:
                self._head(block)
            if block.kind is Kind.ITEM:
                self._item(block, self._labels())
            elif block.kind is Kind.ROW:
                self._row(block)
            elif block.kind is Kind.TOO_DEEP:
                self._reject("nested too deeply", block)
            else:
                self._elsewhere(block)

    def _labels(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._path if text)

    def _head(self, block: Block) -> None:
        while self._path and self._path[-1][0] >= block.level:
            self._path.pop()
        text = _values.prose(_markdown.shown(block.segments))
        is_label = block is not self._title and not _UPDATED.match(text)
        self._path.append((block.level, text if is_label else ""))

    def _item(self, block: Block, labels: tuple[str, ...]) -> None:
        """Take an item; what stands below it says more of it, or is of its own."""
        own = _markdown_item.draft(block.segments)
        below = [(child, _markdown_item.draft(child.segments)) for child in block.children]
        details = [d for child, d in below if not d.is_titled and not child.children]
        whole = _markdown_item.with_details(own, details)
        if whole.is_paper and (own.is_paper or own.title):
            self._take(block, whole, labels)
            rest = [c for c, d in below if c.children or (d.is_titled and d.is_paper)]
        else:
            rest = block.children
            if not rest:
                self._reject(_why_not(block), block)
            labels = (*labels, whole.title) if whole.title else labels
        for child in rest:
            self._item(child, labels)

    def _take(self, block: Block, draft: Draft, labels: tuple[str, ...]) -> None:
        if not draft.title and not _refs.has_name(draft.ids):
            self._reject("no title", block)
            return
        self._position += 1
        self.entries.append(
            Entry(
                title=draft.title,
                abstract="",
                position=self._position,
                line=block.line,
                ids=draft.ids,
                authors=draft.names.authors,
                et_al=draft.names.et_al,
                published=draft.published,
                links=draft.links,
                keywords=tuple(dict.fromkeys(labels)),
                venue=draft.venue,
                comment=draft.comment,
            )
        )

    def _row(self, block: Block) -> None:
        self._position += 1
        made = _markdown_table.entry(block, self._position, self._labels())
        if isinstance(made, Entry):
            self.entries.append(made)
        else:
            self.rejected.append(made)

    def _elsewhere(self, block: Block) -> None:
        """Report papers that are named outside lists and tables."""
        named = sum(_refs.has_name(ids.ids_in_url(each.url)) for each in block.segments)
        if named:
            place = {Kind.HTML: "HTML", Kind.HEADING: "a heading"}.get(block.kind, "a paragraph")
            self._reject(f"address of a paper outside lists and tables: in {place}", block)

    def _reject(self, reason: str, block: Block) -> None:
        self._position += 1
        self.rejected.append(Rejected(reason=reason, position=self._position, line=block.line))


def _why_not(block: Block) -> str:
    urls = [segment.url for segment in block.segments if segment.url]
    if not _markdown.shown(block.segments):
        return "an item without text"
    if not urls:
        return "an item without a link"
    if not any(url.lower().startswith("http") for url in urls):
        return "an item that leads to a place in the list itself"
    return "an item without a link to a paper"
