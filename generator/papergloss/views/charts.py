"""Small charts: a path to draw, and the same in words for who cannot see it."""

from __future__ import annotations

from msgspec import Struct


class ChartView(Struct, frozen=True, kw_only=True):
    """Columns over time, for the macro ``chart`` in ``papergloss/chart.html``.

    ``width`` and ``height`` are those of the drawing's own units, ``path`` are the columns in them
    (https://www.w3.org/TR/SVG2/paths.html#PathData). ``text`` says all that the columns show;
    ``first`` and ``last`` name the ends of the axis, ``peak`` the height of the highest column.
    """

    width: int
    height: int
    path: str
    text: str
    first: str
    last: str
    peak: str
