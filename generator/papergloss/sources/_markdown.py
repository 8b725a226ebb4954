"""Markdown text → its headings, list items, table rows and what else names papers, in order.

Its parser is markdown-it-py. Measured on hostile input (runs of brackets, stars, tables of 100,000
cells) it takes time linear in length; what is nested deeper than ``_DEEPEST`` it leaves out, and a
block says so. Mathematics is left alone, so that ``$x_i$ and $y_i$`` has no emphasis.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin

_DEEPEST = 40
_PARSER = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
dollarmath_plugin(_PARSER, allow_space=False, allow_digits=False, double_inline=False)

_ANCHOR = re.compile(r"""<a\s[^<>]{0,400}?href\s*=\s*["']?([^"'\s<>]{1,2000})""", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_CELL = re.compile(r"(?<!\\)\|")


class Kind(StrEnum):
    """What a block is."""

    HEADING = "heading"
    ITEM = "item"
    ROW = "row"
    TEXT = "text"
    HTML = "html"
    TOO_DEEP = "too deep"


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text of one kind: a link's, strong, an image's description, or none of these."""

    text: str
    url: str = ""
    strong: bool = False
    image: bool = False


Segments = tuple[Segment, ...]


@dataclass(slots=True)
class Block:
    """A piece of a document: its line from 1, and its text.

    ``level`` is a heading's (1 to 6); ``children`` are the items below an item; ``cells`` and
    ``header`` belong to a row, and ``raw`` is the row as it stands in the file.
    """

    kind: Kind
    line: int
    segments: list[Segment] = field(default_factory=list)
    level: int = 0
    children: list[Block] = field(default_factory=list)
    cells: tuple[Segments, ...] = ()
    header: tuple[str, ...] = ()
    raw: str = ""


def blocks(text: str) -> list[Block]:
    """Parse a document."""
    return list(_Walk(_PARSER.parse(text), text.split("\n")).blocks())


def inline(text: str) -> Segments:
    """Parse a line of text, such as a cell."""
    return _segments(_PARSER.parseInline(text)[0].children or [])


def shown(segments: Sequence[Segment]) -> str:
    """Return the text of segments as one line, without pictures."""
    return " ".join("".join(each.text for each in segments if not each.image).split())


def cells_of(row: str) -> list[str]:
    """Split a row at its bars; the parser keeps no more cells than the header has."""
    return _CELL.split(row.strip().removeprefix("|").removesuffix("|"))


class _Walk:
    """Goes through the tokens once; a stack holds the list items that are open."""

    def __init__(self, tokens: list[Token], lines: list[str]) -> None:
        self._tokens = tokens
        self._lines = lines
        self._open: list[Block] = []
        self._header: tuple[str, ...] = ()
        self._row: list[Segments] | None = None
        self._level = 0
        self._in_head = False

    def blocks(self) -> Iterator[Block]:
        line = 1
        for token in self._tokens:
            line = token.map[0] + 1 if token.map else line
            if token.level >= _DEEPEST - 1 and token.nesting == 1:
                yield Block(Kind.TOO_DEEP, line)
            yield from self._block(token, line)

    def _block(self, token: Token, line: int) -> Iterator[Block]:
        match token.type:
            case "list_item_open":
                self._open_item(line)
            case "list_item_close":
                yield from self._close_item()
            case "heading_open":
                self._level = int(token.tag[1])
            case "thead_open" | "thead_close":
                self._in_head = token.nesting == 1
            case "tr_open":
                self._row = []
            case "tr_close":
                yield from self._close_row(line)
            case "inline":
                yield from self._text(token, line)
            case "html_block":
                yield Block(Kind.HTML, line, _anchors(token.content))

    def _open_item(self, line: int) -> None:
        item = Block(Kind.ITEM, line)
        if self._open:
            self._open[-1].children.append(item)
        self._open.append(item)

    def _close_item(self) -> Iterator[Block]:
        item = self._open.pop()
        if not self._open:
            yield item

    def _close_row(self, line: int) -> Iterator[Block]:
        cells, self._row = tuple(self._row or ()), None
        if self._in_head:
            self._header = tuple(map(shown, cells))
        else:
            raw = self._lines[line - 1] if line <= len(self._lines) else ""
            yield Block(Kind.ROW, line, cells=cells, header=self._header, raw=raw)

    def _text(self, token: Token, line: int) -> Iterator[Block]:
        segments = _segments(token.children or [])
        if self._row is not None:
            self._row.append(segments)
        elif self._level:
            level, self._level = self._level, 0
            yield Block(Kind.HEADING, line, list(segments), level)
        elif self._open:
            item = self._open[-1]
            item.segments.extend([Segment("\n")] if item.segments else [])
            item.segments.extend(segments)
        else:
            yield Block(Kind.TEXT, line, list(segments))


def _segments(tokens: Sequence[Token]) -> Segments:
    """Join the texts of inline tokens that are of one kind."""
    made = []
    for (url, strong, picture), run in groupby(_pieces(tokens), key=lambda piece: piece[0]):
        text = "".join(text for _, text in run)
        if text or picture:
            made.append(Segment(text, url, strong, bool(picture)))
    return tuple(made)


def _pieces(tokens: Sequence[Token]) -> Iterator[tuple[tuple[str, bool, int], str]]:
    """Yield each token's text with its address, its weight, and the number of its picture or 0."""
    url, strong, pictures = "", 0, 0
    for token in tokens:
        if token.type in ("strong_open", "strong_close"):
            strong += token.nesting
        elif token.type in ("link_open", "link_close"):
            url = str(token.attrs.get("href", "")) if token.nesting == 1 else ""
        elif token.type == "html_inline" and (anchor := _ANCHOR.match(token.content)):
            url = html.unescape(anchor[1])
        elif token.type == "html_inline" and token.content.lower().startswith("</a"):
            url = ""
        pictures += token.type == "image"
        yield (url, strong > 0, pictures if token.type == "image" else 0), _text_of(token)


def _text_of(token: Token) -> str:
    if token.type in ("softbreak", "hardbreak"):
        return " " if token.type == "softbreak" else "\n"
    if token.type == "html_inline":
        return "\n" if token.content.lower().startswith("<br") else ""
    if token.type.startswith("math_inline"):
        return f"${token.content}$"
    return token.content if token.type in ("text", "code_inline", "image") else ""


def _anchors(content: str) -> list[Segment]:
    return [Segment("", html.unescape(found[1])) for found in _ANCHOR.finditer(content)]
