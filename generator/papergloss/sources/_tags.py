"""Text with the HTML or JATS tags that publishers leave in titles and abstracts → text without.

``CO<sub>2</sub>`` becomes ``CO₂``, ``<i>Journal of Light</i>`` loses its tags; ``a < b`` stays.
"""

from __future__ import annotations

import re

from papergloss import latex

_SCRIPT = re.compile(r"<(sub|sup)>([^<>]{1,12})</\1>", re.IGNORECASE)
_BLOCK = re.compile(
    r"</?(?:p|br|div|li|ul|ol|h[1-6]|jats:(?:p|sec|title|list|list-item))\b[^<>]{0,300}>", re.I
)
_INLINE = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|sc|span|tt|code|a|small|scp|ns[0-9]:[a-z]+|jats:[a-z-]+"
    r"|mml:[a-z]+)\b[^<>]{0,300}>",
    re.IGNORECASE,
)


def without(text: str) -> str:
    """Drop the tags; a raised or lowered sign becomes its Unicode character where there is one."""
    if "<" not in text:
        return text
    text = _SCRIPT.sub(_small, text)
    return _INLINE.sub("", _BLOCK.sub(" ", text))


def _small(found: re.Match[str]) -> str:
    change = latex.subscript if found[1].lower() == "sub" else latex.superscript
    return change(found[2]) or found[2]
