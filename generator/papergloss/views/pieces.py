"""What several kinds of page show: links, cards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A link inside the site; ``count`` is shown beside it where it is not None."""

    label: str
    url: str
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """A button that leads out: ``kind`` is a LinkKind value, ``label`` what the button says."""

    label: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A paper in a list. ``date`` is ISO or "", ``date_text`` is for people ("26 Feb 2025").

    ``title_tex`` is the title as TeX where it has formulas. ``byline`` says who wrote it as far as
    is known; where ``named`` it is the authors' names, of which a bibliography can be made. ``ref``
    is its arXiv id and its DOI, or else where it can be read. ``arrived`` is when it entered the
    archive: UTC, ISO 8601, to the second or the day; or "". ``status`` (for people: "to read") and
    ``rating`` (of 5) are what its note says.
    """

    url: str
    title_html: str
    date: str
    date_text: str
    byline: str
    teaser_html: str
    tags: tuple[Ref, ...]
    title_tex: str = ""
    named: bool = False
    ref: str = ""
    comments: int | None = None
    upvotes: int | None = None
    has_code: bool = False
    has_note: bool = False
    arrived: str = ""
    status: str = ""
    rating: int | None = None
    position: int | None = None
