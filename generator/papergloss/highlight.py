"""An abstract with passages marked and names linked in it, and what stands beside, as HTML.

Passages are spans of the abstract as people read it (``shown``): formulas in their plain form, no
mark-up. A mark goes through links; a formula that it touches is marked whole. A name is linked
where no web address stands and no passage begins or ends within it. Pure.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from papergloss.addresses import addresses
from papergloss.anchors import Span
from papergloss.markup import math_html, paragraphs_html
from papergloss.text import MATH, plain

_BETWEEN = re.compile(r"\n[^\S\n]*\n")
_BREAK = "\n"
_CLOSING = re.compile(r"[.,;:!?)\]\"'”’]+")


class Passage(Struct, frozen=True, kw_only=True):
    """A span to mark, the ``id`` it can be reached by, and the HTML that stands beside it."""

    span: Span
    id: str
    beside_html: str = ""


class Reference(Struct, frozen=True, kw_only=True):
    """A span that leads to ``url``, an address from the page; ``said`` describes what is there."""

    span: Span
    url: str
    said: str


class _Piece(Struct, frozen=True):
    """A run of text that is shown in one way: as it is, as a link, or as a formula."""

    text: str
    url: str = ""
    formula: str = ""


# A page asks for its abstract's once for each name in it.
@lru_cache(maxsize=64)
def shown(abstract: str) -> str:
    """Return an abstract as people read and quote it: plain text, paragraphs on lines."""
    return _BREAK.join("".join(piece.text for piece in pieces) for pieces in _paragraphs(abstract))


def place_in_shown(abstract: str, start: int, end: int) -> Span | None:
    """Find the characters ``start:end`` of an abstract in what is shown; None inside a formula."""
    low = len(shown(f"{abstract[:start]}x")) - 1 if "$" in abstract or "\n" in abstract else start
    text = shown(abstract)
    found = text[low : low + end - start] == abstract[start:end]
    return Span(low, low + end - start) if found else None


def highlighted(
    abstract: str, passages: Sequence[Passage], references: Sequence[Reference] = ()
) -> str:
    """Show an abstract as HTML paragraphs with its passages in ``<mark>`` and its names linked."""
    if not passages and not references:
        return paragraphs_html(abstract)
    text = shown(abstract)
    links = [each for each in references if not (passages and _is_cut(each.span, passages))]
    beside = [(_after(text, p.span.end), p.beside_html) for p in passages if p.beside_html]
    done = []
    place = 0
    for pieces in _paragraphs(abstract):
        out = []
        for piece in pieces:
            out.append(_marked(piece, place, passages, beside, links))
            place += len(piece.text)
        done.append(f"<p>{''.join(out)}</p>")
        place += len(_BREAK)
    return "\n".join(done)


def _after(text: str, end: int) -> int:
    """Where what stands beside a passage goes: it must not part a word and its full stop."""
    found = _CLOSING.match(text, end)
    return found.end() if found else end


def _is_cut(span: Span, passages: Sequence[Passage]) -> bool:
    """Whether a passage begins or ends inside of ``span``."""
    ends = (end for passage in passages for end in (passage.span.start, passage.span.end))
    return any(span.start < end < span.end for end in ends)


@lru_cache(maxsize=64)
def _paragraphs(abstract: str) -> tuple[tuple[_Piece, ...], ...]:
    parted = _BETWEEN.split(abstract) if _BREAK in abstract else [abstract]
    parts = (part.strip() for part in parted)
    return tuple(tuple(_pieces(part)) for part in parts if part)


def _pieces(paragraph: str) -> Iterator[_Piece]:
    last = 0
    for found in MATH.finditer(paragraph) if "$" in paragraph else ():
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
    piece: _Piece,
    place: int,
    passages: Sequence[Passage],
    beside: Sequence[tuple[int, str]],
    links: Sequence[Reference],
) -> str:
    """Show a piece that starts at ``place``, cut where something starts, ends or is put in."""
    end = place + len(piece.text)
    if piece.formula and place == end:  # a formula that has no plain form
        return math_html(piece.formula)
    if not passages:  # as on most pages
        return _run(piece, place, place, end, links)
    cuts = {place, end}
    if not piece.formula:
        spots = {x for p in passages for x in (p.span.start, p.span.end)} | {x for x, _ in beside}
        cuts |= {x for x in spots if place < x < end}
    out = []
    bounds = sorted(cuts)
    for low, high in pairwise(bounds):
        within = [p for p in passages if p.span.start < high and p.span.end > low]
        inner = _run(piece, place, low, high, links)
        out.append(_mark(inner, low, high, within))
        out += [inserted for spot, inserted in beside if low < spot <= high]
    return "".join(out)


def _run(piece: _Piece, place: int, low: int, high: int, links: Sequence[Reference]) -> str:
    """Show the characters ``low:high`` of a piece that starts at ``place``."""
    if piece.formula:
        return math_html(piece.formula)
    text = piece.text[low - place : high - place]
    if piece.url:
        href = html.escape(piece.url)
        return f'<a href="{href}" rel="noopener nofollow">{html.escape(text)}</a>'
    out = []
    last = low
    for link in links:
        if last <= link.span.start and link.span.end <= high:
            out.append(html.escape(text[last - low : link.span.start - low]))
            name = text[link.span.start - low : link.span.end - low]
            out.append(_linked(name, link.url, link.said))
            last = link.span.end
    return "".join(out) + html.escape(text[last - low :])


# A name leads from many pages to the same place.
@lru_cache(maxsize=16384)
def _linked(text: str, url: str, said: str) -> str:
    described = "" if _says(text, said) else f' aria-description="{html.escape(said)}"'
    href = html.escape(url)
    return f'<a class="pg-concept" href="{href}"{described}>{html.escape(text)}</a>'


def _says(text: str, said: str) -> bool:
    """Whether words say themselves what would be said of them: one or several, hyphened or not."""
    one, other = (words.casefold().replace("-", " ").removesuffix("s") for words in (text, said))
    return one == other or not said


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
