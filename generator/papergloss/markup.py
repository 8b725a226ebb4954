"""Repaired text → safe HTML.

Takes plain Unicode with mathematics between ``$`` signs (see ``text``) and returns HTML in which
nothing of the input has become markup. Mathematics becomes MathML, which browsers show without
script. Only this module knows latex2mathml; ``note_markup`` shows people's notes.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import convert_to_element

from papergloss.addresses import addresses
from papergloss.text import MATH, plain

_MAX_FORMULA = 1000  # characters; the longest formula in the archive's sources has about 300

# latex2mathml passes \href, \style and \class on as attributes; only these are harmless.
_ATTRIBUTES = {
    "accent",
    "columnalign",
    "columnspacing",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "rowspacing",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
}
# latex2mathml leaves no gap in "\log n", which then reads "logn".
_FUNCTION = re.compile(r"(\\(?:log|ln|exp|min|max|sup|inf|sin|cos|tan|det|dim|Pr))(?=\s+[\w\\])")
_MATH_TAG = re.compile(r"m[a-z]{1,14}")


def inline_html(text: str) -> str:
    r"""Show one line or paragraph of repaired text as HTML.

    ``$…$`` becomes MathML, ``\$`` a dollar sign, web addresses become links; all else is escaped.
    """
    if "$" not in text:
        return _linked(text)
    out = []
    last = 0
    for found in MATH.finditer(text):
        out.append(_linked(_dollars(text[last : found.start()])))
        out.append(math_html(found.group(1)))
        last = found.end()
    out.append(_linked(_dollars(text[last:])))
    return "".join(out)


@lru_cache(maxsize=16384)
def title_html(title: str) -> str:
    """Show a title as ``inline_html`` does; each stands on many pages."""
    return inline_html(title)


def paragraphs_html(text: str) -> str:
    """Show a text as HTML paragraphs, parted at blank lines."""
    parts = re.split(r"\n[^\S\n]*\n", text)
    return "\n".join(f"<p>{inline_html(part.strip())}</p>" for part in parts if part.strip())


def teaser(text: str, limit: int) -> str:
    """Cut a text to at most ``limit`` characters of plain text, at a word, with "…" (not HTML)."""
    begun = text[: limit * 3]
    whole = "" if "$" in begun else " ".join(begun.split())
    if len(whole) <= limit + 1:  # much of that was space or formulas, or it is all there is
        # Cut the source first: a formula's plain form can be longer, never a tenth as long.
        whole = " ".join(plain(text[: limit * 10 + 1000]).split())
    if len(whole) <= limit and len(text) <= limit * 10 + 1000:
        return whole
    head = whole[:limit]
    cut = head.rfind(" ") if len(whole) > limit and whole[limit] != " " else len(head)
    return head[: cut if cut > 0 else limit - 1].rstrip(" ,;:–—-(") + "…"


def mark(sentence: str, start: int, end: int) -> str:
    """Show a sentence as HTML with ``<mark>`` round the characters from ``start`` to ``end``."""
    for found in MATH.finditer(sentence):  # a span that cuts into a formula grows to hold it
        if found.start() < start < found.end():
            start = found.start()
        if found.start() < end < found.end():
            end = found.end()
    before, named, after = sentence[:start], sentence[start:end], sentence[end:]
    return f"{inline_html(before)}<mark>{inline_html(named)}</mark>{inline_html(after)}"


@lru_cache(maxsize=4096)
def math_html(latex: str, *, block: bool = False) -> str:
    """Show a LaTeX formula as MathML; as escaped source when it cannot be read."""
    latex = latex.strip()
    if latex and len(latex) <= _MAX_FORMULA:
        try:
            spaced = _FUNCTION.sub(r"\1\\,", latex)
            tree = _safe(convert_to_element(spaced, display="block" if block else "inline"))
            tree.set("alttext", plain(f"${latex}$"))  # the words, for who quotes the formula
            return tostring(tree, encoding="unicode")
        except Exception:  # latex2mathml lets KeyError, IndexError, RecursionError and others out
            pass
    return f'<code class="math">{html.escape(latex)}</code>'


def _dollars(text: str) -> str:
    return text.replace("\\$", "$")


def _linked(text: str) -> str:
    if "/" not in text and ".io" not in text:
        return html.escape(text)
    out = []
    last = 0
    for start, end, url in addresses(text):
        out.append(html.escape(text[last:start]))
        shown = html.escape(text[start:end])
        out.append(f'<a href="{html.escape(url)}" rel="noopener nofollow">{shown}</a>')
        last = end
    out.append(html.escape(text[last:]))
    return "".join(out)


def _safe(tree: Element) -> Element:
    r"""Keep MathML's own tags and harmless attributes.

    latex2mathml writes signs as character references (``&#x02200;``) into the text of an element
    and un-escapes the whole when it prints, so that ``\text{<script>}`` would become a tag. We
    decode the references and let ElementTree escape.
    """
    for element in tree.iter():
        if not _MATH_TAG.fullmatch(element.tag):
            raise ValueError(f"no MathML element: {element.tag}")
        element.text = element.text and html.unescape(element.text)
        if element.text == "∞":  # it comes as an operator, with gaps on both sides
            element.tag = "mi"
        element.tail = element.tail and html.unescape(element.tail)
        for name in [name for name in element.attrib if name not in _ATTRIBUTES]:
            del element.attrib[name]
    tree.set("xmlns", "http://www.w3.org/1998/Math/MathML")
    return tree
