"""A note as ``note_reader`` read it → safe HTML.

HTML in a note is shown as text, links lead to http, https and mailto alone, images come from
``content/`` or from hosts that the archive's settings name. Addresses inside the site start with
``root``, the way from the page to the site's root.
"""

from __future__ import annotations

import html
import posixpath
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from papergloss.lookup import Target
from papergloss.markup import math_html
from papergloss.note_reader import MARKDOWN, Quote, Reading, scheme

IMAGES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
"""What a note may show from beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a note needs to know of where it is shown.

    ``target`` finds what ``[[name]]`` leads to; ``hosts`` may give images; ``id`` tells the
    footnotes of several notes on one page apart.
    """

    target: Callable[[str], Target | None]
    root: str = ""
    hosts: tuple[str, ...] = ()
    id: str = ""


def note_html(reading: Reading, around: Surroundings, beside: Sequence[Quote] = ()) -> str:
    """Show a note, without the quotes (and the comments under them) that stand ``beside`` it."""
    if not reading.tokens:
        return f"<pre>{html.escape(reading.prose)}</pre>\n" if reading.prose else ""
    left_out = {at for each in beside for span in (each.tokens, each.comment) for at in span}
    tokens = [token for at, token in enumerate(reading.tokens) if at not in left_out]
    return str(_RENDERER.render(tokens, MARKDOWN.options, _env(around))).strip()


def comment_html(reading: Reading, quoted: Quote, around: Surroundings) -> str:
    """Show the paragraph under a quote as a run of text.

    A margin note stands inside of a paragraph, where HTML allows no other block.
    """
    return _inline_html([reading.tokens[at] for at in quoted.comment], around)


def opening_html(reading: Reading, around: Surroundings) -> str:
    """Show the first paragraph of a note that is no comment on a quote; else the first of all."""
    comments = {
        at for each in reading.quotes for span in (each.tokens, each.comment) for at in span
    }
    at_top = [
        at + 1
        for at, token in enumerate(reading.tokens)
        if token.type == "paragraph_open" and token.level == 0
    ]
    best = [at for at in at_top if at not in comments] or at_top
    return _inline_html([_without_references(reading.tokens[best[0]])], around) if best else ""


def _without_references(token: Token) -> Token:
    """Leave out references to footnotes, which stand where the whole note does."""
    children = [child for child in token.children or [] if child.type != "footnote_ref"]
    return replace(token, children=children)


def _inline_html(tokens: Sequence[Token], around: Surroundings) -> str:
    shown = []
    for token in tokens:
        if token.type == "inline":
            children = token.children or []
            shown.append(_RENDERER.renderInline(children, MARKDOWN.options, _env(around)))
        elif token.type == "math_block":
            shown.append(math_html(token.content, block=True))
    return "".join(shown)


def image_path(address: str) -> str | None:
    """Return the path below ``content/`` of an image that a note names, relative to the note.

    None for an address on the web, and for one that leaves ``content/``.
    """
    if scheme(address) != "":
        return None
    path = posixpath.normpath(posixpath.join("notes", unquote(urlsplit(address).path)))
    return None if path.startswith(("..", "/")) else path


def _env(around: Surroundings) -> dict[str, Any]:
    return {"around": around, **({"docId": around.id} if around.id else {})}


# --- rules --------------------------------------------------------------------------------------


def _page_link(
    self: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: dict[str, Any]
) -> str:
    around: Surroundings = env["around"]
    name = str(tokens[place].meta["name"])
    target = around.target(name)
    if target is None:
        shown = html.escape(tokens[place].content or name)
        return f'<span class="pg-nowhere" title="Not in this archive">{shown}</span>'
    label = html.escape(tokens[place].content or target.label)
    if not target.url:
        return label
    return f'<a href="{html.escape(around.root + target.url)}">{label}</a>'


def _image(
    self: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: dict[str, Any]
) -> str:
    around: Surroundings = env["around"]
    token = tokens[place]
    address = str(token.attrGet("src") or "")
    said = self.renderInlineAsText(token.children or [], options, env)
    if path := image_path(address):
        source = around.root + quote(path)
    elif _host(address) in around.hosts:
        source = address
    else:
        shown = html.escape(said or address)
        web = scheme(address) in ("http", "https")
        return f'<a href="{html.escape(address)}" rel="noopener">{shown}</a>' if web else shown
    return f'<img src="{html.escape(source)}" alt="{html.escape(said)}" loading="lazy">'


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
        return parts.netloc.lower() if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _link_open(
    self: RendererHTML, tokens: Sequence[Token], place: int, options: Any, env: dict[str, Any]
) -> str:
    tokens[place].attrSet("rel", "noopener")
    return self.renderToken(tokens, place, options, env)


def _formula(block: bool) -> Callable[..., str]:
    def render(self: RendererHTML, tokens: Sequence[Token], place: int, *_: object) -> str:
        shown = math_html(tokens[place].content, block=block)
        return f"<p>{shown}</p>\n" if block else shown

    return render


_RULES = {
    "page_link": _page_link,
    "image": _image,
    "link_open": _link_open,
    # The plugin wraps a formula in <div> even inside a paragraph; <math> needs no wrapper.
    "math_inline": _formula(block=False),
    "math_inline_double": _formula(block=False),
    "math_block": _formula(block=True),
}
_RENDERER = cast(RendererHTML, MARKDOWN.renderer)
for _name, _rule in _RULES.items():
    MARKDOWN.add_render_rule(_name, _rule)
