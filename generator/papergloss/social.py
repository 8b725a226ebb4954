"""The archive's name as a picture, which chats and social networks show beside a link to it.

One picture serves every page: one a paper would weigh as much as the papers. It is drawn with the
font that Pillow brings, so it is the same on every machine; that font has Latin letters alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

#: Where it lies below the site's root.
PATH = "social.png"
# What the networks ask for: 1.91 : 1, at least 1200 wide (https://ogp.me, their own manuals).
SIZE = (1200, 630)
_EDGE, _MARGIN = 90, SIZE[0] - 230
# As in the theme's light scheme.
_PAPER, _INK, _SOFT, _RULE, _RUBRIC = "#fdfcf9", "#211e1a", "#4d4841", "#e3ddd2", "#9a2f1e"


def picture(name: str, description: str) -> bytes:
    """Draw the picture as PNG: a name in at most two lines, a description in at most four."""
    canvas = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((_EDGE, _EDGE, _EDGE + 120, _EDGE + 8), fill=_RUBRIC)
    below = _write(draw, _EDGE + 70, name, 92, 2, _INK)
    _write(draw, below + 30, description, 40, 4, _SOFT)
    draw.line((_MARGIN, _EDGE, _MARGIN, SIZE[1] - _EDGE), fill=_RULE, width=4)
    for at in range(6):  # notes in the margin
        top = _EDGE + 30 + at * 74
        draw.line((_MARGIN + 40, top, SIZE[0] - _EDGE, top), fill=_RULE, width=6)
    out = BytesIO()
    canvas.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def _write(
    draw: ImageDraw.ImageDraw, top: int, text: str, size: int, most: int, colour: str
) -> int:
    """Write a text in at most so many lines; return where the next would start."""
    font = ImageFont.load_default(size)
    lines = list(_broken(text, font))
    for line in lines[:most]:
        last = line if len(lines) <= most or line != lines[most - 1] else f"{line}…"
        draw.text((_EDGE, top), last, font=font, fill=colour)
        top += round(size * 1.25)
    return top


def _broken(text: str, font: ImageFont.FreeTypeFont | ImageFont.ImageFont) -> Iterator[str]:
    """Break a text into lines that fit beside the margin."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if line and font.getlength(longer) > _MARGIN - _EDGE - 40:
            yield line
            longer = word
        line = longer
    if line:
        yield line
