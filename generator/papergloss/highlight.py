"""An abstract with passages marked in it, and what belongs beside each of them, as HTML.

Passages are spans of the abstract as people read it (``shown``): formulas in their plain form, no
mark-up. A mark goes through links; a formula that it touches is marked whole. Pure.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from papergloss.addresses import addresses
from papergloss.anchors import Span
from papergloss.markup import math_html, paragraphs_html
from papergloss.text import MATH, plain

_BETWEEN = re.compile(r"\n[^\S\n]*\n")
_BREAK = "\n"
_CLOSING = re.compile(r"[.,;:!?)\]\"'”’]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A span to mark, the ``id`` it can be reached by, and the HTML that stands beside it."""

    span: Span
    id: str
    beside_html: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text that is shown in one way: as it is, as a link, or as a formula."""

    text: str
    url: str = ""
    formula: str = ""


def shown(abstract: str) -> str:
    """Return an abstract as people read and quote it: plain text, paragraphs on lines."""
    return _BREAK.join("".join(piece.text for piece in pieces) for pieces in _paragraphs(abstract))


def highlighted(abstract: str, passages: Sequence[Passage]) -> str:
    """Show an abstract as HTML paragraphs with its passages in ``<mark>``."""
    if not passages:
        return paragraphs_html(abstract)
    text = shown(abstract)
    beside = [(_after(text, p.span.end), p.beside_html) for p in passages if p.beside_html]
    done = []
    place = 0
    for pieces in _paragraphs(abstract):
        out = []
        for piece in pieces:
            out.append(_marked(piece, place, passages, beside))
            place += len(piece.text)
        done.append(f"<p>{''.join(out)}</p>")
        place += len(_BREAK)
    return "\n".join(done)


def _after(text: str, end: int) -> int:
    """Where what stands beside a passage goes: it must not part a word and its full stop."""
    found = _CLOSING.match(text, end)
    return found.end() if found else end


def _paragraphs(abstract: str) -> Iterator[list[_Piece]]:
    for part in _BETWEEN.split(abstract):
        if part.strip():
            yield list(_pieces(part.strip()))


def _pieces(paragraph: str) -> Iterator[_Piece]:
    last = 0
    for found in MATH.finditer(paragraph):
        yield from _text_pieces(paragraph[last : found.start()])
        yield _Piece(plain(found.group()), formula=found.group(1))
        last = found.end()
    yield from _text_pieces(paragraph[last:])


def _text_pieces(text: str) -> Iterator[_Piece]:
    text = text.replace("\\$", "$")
    last = 0
    for start, end, url in addresses(text):
        yield _Piece(text[last:start])
        yield _Piece(text[start:end], url=url)
        last = end
    yield _Piece(text[last:])


def _marked(
    piece: _Piece, place: int, passages: Sequence[Passage], beside: Sequence[tuple[int, str]]
) -> str:
    """Show a piece that starts at ``place``, cut where something starts, ends or is put in."""
    end = place + len(piece.text)
    cuts = {place, end}
    if not piece.formula:
        spots = {x for p in passages for x in (p.span.start, p.span.end)} | {x for x, _ in beside}
        cuts |= {x for x in spots if place < x < end}
    out = []
    bounds = sorted(cuts)
    for low, high in pairwise(bounds):
        within = [p for p in passages if p.span.start < high and p.span.end > low]
        inner = _run(piece, piece.text[low - place : high - place])
        out.append(_mark(inner, low, high, within))
        out += [inserted for spot, inserted in beside if low < spot <= high]
    return "".join(out)


def _run(piece: _Piece, text: str) -> str:
    if piece.formula:
        return math_html(piece.formula)
    if piece.url:
        href = html.escape(piece.url)
        return f'<a href="{href}" rel="noopener nofollow">{html.escape(text)}</a>'
    return html.escape(text)


def _mark(inner: str, low: int, high: int, within: Sequence[Passage]) -> str:
    if not within:
        return inner
    cited = any(p.beside_html and low < p.span.end <= high for p in within)
    # The part in which a passage starts carries its id; of two that start there, one inside.
    starts = [p.id for p in within if p.span.start >= low]
    for name in starts[1:]:
        inner = f'<span id="{name}">{inner}</span>'
    own = f' id="{starts[0]}"' if starts else ""
    noted = ' class="pg-cited"' if cited else ""
    return f"<mark{own}{noted}>{inner}</mark>"
