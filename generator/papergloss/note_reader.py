"""A note's Markdown → what stands in it: its tokens, the passages it quotes, the pages it names.

CommonMark with tables, footnotes, task lists, mathematics and ``[[links]]``; HTML stays text.
``note_markup`` shows what this reads. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from papergloss.text import plain

MAX_NOTE = 50_000
"""Characters; a longer note is shown as it is, since Markdown can take quadratic time."""

SCHEMES = ("http", "https", "mailto")
_MAX_NAME = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A block quote: its plain words, its line in the body (from 0), and its tokens.

    ``tokens`` is the range of the quote, ``comment`` that of the paragraph under it. ``cited``
    quotes end with a line ``— where from``: they are not of the abstract.
    """

    text: str
    line: int
    tokens: range
    comment: range
    cited: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something that a note names, and on which line of the body (from 0)."""

    name: str
    line: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Reading:
    """What stands in a note.

    ``names`` are those in double brackets, ``images`` and ``refused`` the addresses of its images
    and of the links that are shown as text. ``prose`` is the whole as plain text.
    """

    tokens: Sequence[Token]
    quotes: tuple[Quote, ...]
    names: tuple[Named, ...]
    images: tuple[Named, ...]
    refused: tuple[Named, ...]
    prose: str


@lru_cache(maxsize=1024)
def read(body: str) -> Reading:
    """Read a note's body; one that is too long to be read comes back without tokens."""
    if len(body) > MAX_NOTE:
        return Reading(tokens=(), quotes=(), names=(), images=(), refused=(), prose=body)
    tokens = MARKDOWN.parse(body)
    refused = tuple(_without_strange_links(tokens))
    _below_the_page_s_headings(tokens)
    _aligned_by_class(tokens)
    return Reading(
        tokens=tokens,
        quotes=tuple(_quotes(tokens)),
        names=tuple(_named(tokens, "page_link", "name")),
        images=tuple(_named(tokens, "image", "src")),
        refused=refused,
        prose="\n".join(_words(token) for token in tokens if token.type in _WORDED).strip(),
    )


def scheme(address: str) -> str | None:
    """Return the scheme of an address in lower case, "" where it has none; None if malformed."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return parts.scheme or ("//" if parts.netloc else "")


# --- the Markdown we read -----------------------------------------------------------------------


def _page_link(state: StateInline, silent: bool) -> bool:
    """Read ``[[name]]`` and ``[[name|text]]``."""
    start = state.pos
    if not state.src.startswith("[[", start):
        return False
    end = state.src.find("]]", start + 2, start + _MAX_NAME)
    inner = state.src[start + 2 : end] if end > 0 else ""
    name, _, label = (part.strip() for part in inner.partition("|"))
    if not name or "\n" in inner or "[" in inner or end + 2 > state.posMax:
        return False
    if not silent:
        token = state.push("page_link", "", 0)
        token.content = label
        token.meta = {"name": name}
    state.pos = end + 2
    return True


class _Markdown(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Say what may become a link or an image; one without a scheme is looked at later."""
        return scheme(url) in (*SCHEMES, "")


def _markdown() -> MarkdownIt:
    reader = _Markdown("commonmark", {"html": False, "linkify": False, "maxNesting": 20})
    reader.enable(["table", "strikethrough"])
    reader.use(footnote_plugin).use(tasklists_plugin)
    reader.use(dollarmath_plugin, allow_space=False, double_inline=True)
    reader.inline.ruler.before("link", "page_link", _page_link)
    return reader


MARKDOWN = _markdown()
"""Reads notes; ``note_markup`` gives its renderer our rules."""


# --- what becomes of the tokens -----------------------------------------------------------------


def _inline(tokens: Sequence[Token]) -> Iterator[tuple[int, Token]]:
    """Yield every inline token, images' own too, with the line of its block."""
    line = 0
    for token in tokens:
        line = token.map[0] if token.map else line
        for child in token.children or ():
            yield line, child
            for inner in child.children or ():
                yield line, inner


def _without_strange_links(tokens: Sequence[Token]) -> Iterator[Named]:
    """Make text of links that are neither to the web nor mail: relative ones lead nowhere here."""
    strange = False  # of the link that is open: there are none in each other
    for line, token in _inline(tokens):
        if token.type == "link_open":
            href = str(token.attrGet("href") or "")
            strange = scheme(href) not in SCHEMES
            if strange:
                yield Named(name=href, line=line)
        if token.type in ("link_open", "link_close") and strange:
            token.type, token.content, token.nesting = "text", "", 0


def _below_the_page_s_headings(tokens: Sequence[Token]) -> None:
    """Give a note's headings the levels below that of the page's own “Note”, none left out."""
    used = sorted({token.tag for token in tokens if token.type == "heading_open"})
    levels = {tag: f"h{min(6, level)}" for level, tag in enumerate(used, start=3)}
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = levels[token.tag]


def _aligned_by_class(tokens: Sequence[Token]) -> None:
    """Align the cells of tables by a class: a site may forbid styles that stand in a page."""
    for token in tokens:
        if token.type in ("th_open", "td_open") and (style := token.attrs.pop("style", None)):
            token.attrs["class"] = f"pg-{str(style).rpartition(':')[2]}"


def _named(tokens: Sequence[Token], kind: str, key: str) -> Iterator[Named]:
    for line, token in _inline(tokens):
        if token.type == kind:
            yield Named(name=str(token.meta.get(key) or token.attrGet(key) or ""), line=line)


# --- quotes -------------------------------------------------------------------------------------


def _quotes(tokens: Sequence[Token]) -> Iterator[Quote]:
    place = 0
    while place < len(tokens):
        if tokens[place].type != "blockquote_open" or tokens[place].level:
            place += 1
            continue
        end = _end_of(tokens, place)
        yield _quote(tokens, range(place, end))
        place = end


def _end_of(tokens: Sequence[Token], place: int) -> int:
    """The place after the token that closes the one at ``place``."""
    depth = 0
    for at in range(place, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at + 1
    return len(tokens)


def _quote(tokens: Sequence[Token], inside: range) -> Quote:
    lines = [_words(tokens[at]) for at in inside if tokens[at].type in _WORDED]
    cited = bool(lines) and _is_source(lines[-1])
    end = inside.stop
    if end < len(tokens) and tokens[end].type in ("paragraph_open", "math_block"):
        end = _end_of(tokens, end)
    start = tokens[inside.start].map
    return Quote(
        text=" ".join(lines),
        line=start[0] if start else 0,
        tokens=inside,
        comment=range(inside.stop, end),
        cited=cited,
    )


def _is_source(line: str) -> bool:
    """Whether a quote's last line says where the quote is from: “— Section 3”."""
    return line.rpartition("\n")[2].lstrip().startswith(("— ", "– ", "-- "))


_WORDED = {"inline", "fence", "code_block", "math_block"}


def _words(token: Token) -> str:
    """The words of a token as people read them."""
    if token.type in ("math_inline", "math_inline_double", "math_block"):
        return plain(f"${token.content.strip()}$")
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    if token.type == "page_link":
        return token.content or str(token.meta["name"])
    if token.children is not None:
        return "".join(_words(child) for child in token.children)
    return "" if token.type == "html_inline" else token.content
