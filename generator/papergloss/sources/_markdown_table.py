"""A row of a table of papers → an entry.

``|Publish Date|Title|Authors|PDF|Code|`` is what arXiv-daily bots write; other tables name their
columns much alike. A title with a bar in it (``p(x|y)``) gives a row more cells than the header
has: they are joined again where the title is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from papergloss.model import Entry, Link, LinkKind, Rejected
from papergloss.sources import _dates, _markdown, _markdown_item, _names, _refs, _values
from papergloss.sources._markdown import Block, Segment, Segments
from papergloss.text import links_in

_ROLES = (
    ("title", re.compile(r"title|paper name|paper title", re.I)),
    ("date", re.compile(r"date|year|time|published", re.I)),
    ("authors", re.compile(r"authors?\b|first author", re.I)),
    ("venue", re.compile(r"venue|conference|journal|publication|\bpub\b", re.I)),
    ("code", re.compile(r"code|github|repo", re.I)),
    ("project", re.compile(r"project|website|homepage|\bpage\b", re.I)),
    ("data", re.compile(r"dataset|\bdata\b", re.I)),
    ("abstract", re.compile(r"abstract|summary|tl;?dr", re.I)),
    ("keywords", re.compile(r"keywords?|tags?\b", re.I)),
    ("paper", re.compile(r"pdf|paper|link|arxiv|url|doi|\bid\b", re.I)),
)
_KINDS = {
    "code": LinkKind.CODE,
    "project": LinkKind.PROJECT,
    "data": LinkKind.DATA,
    "paper": LinkKind.PAPER,
}
_NOTHING = re.compile(r"(?:null|none|n/?a|-+|–|—|✗|❌|x|\s)*", re.IGNORECASE)

Cells = Mapping[str, Segments]


def entry(block: Block, position: int, keywords: tuple[str, ...]) -> Entry | Rejected:
    """Make an entry of a row; ``keywords`` are the headings above the table."""
    roles = _roles(block.header)
    cells = _cells(block, roles)
    title = _title(cells.get("title", ()))
    found, links = _refs.gather((_shown(cells, "paper"),), _links(cells))
    says_paper = bool({"authors", "date", "venue", "paper", "abstract"} & cells.keys())
    named = _refs.has_name(found) or any(link.kind is LinkKind.PAPER for link in links)
    if not (title and says_paper) and not named:
        reason = "a row without title" if "title" in roles else "a row of a table without titles"
        return Rejected(reason=reason, position=position, line=block.line)
    if not title and not _refs.has_name(found):
        return Rejected(reason="a row without title", position=position, line=block.line)
    authors = _names.of_text(_shown(cells, "authors"))
    abstract = _values.prose(_shown(cells, "abstract"))
    own_words = (_values.line(word) for word in re.split(r"[,;]", _shown(cells, "keywords")))
    return Entry(
        title=title,
        abstract=abstract,
        position=position,
        line=block.line,
        ids=found,
        authors=authors.authors,
        et_al=authors.et_al,
        published=_dates.partial(_shown(cells, "date") or _shown(cells, "venue")),
        links=_values.links(links, links_in(abstract)),
        keywords=tuple(dict.fromkeys([*keywords, *filter(None, own_words)])),
        venue=_values.line(_shown(cells, "venue")),
    )


def _cells(block: Block, roles: list[str]) -> dict[str, Segments]:
    """Give each cell the role of its column; cells of the same role are joined."""
    cells = list(block.cells)
    raw = _markdown.cells_of(block.raw)
    surplus = len(raw) - len(block.header)
    if surplus > 0 and "title" in roles:
        at = roles.index("title")
        joined = "|".join(raw[at : at + surplus + 1])
        raw[at : at + surplus + 1] = [joined]
        cells = [_markdown.inline(cell) for cell in raw]
    made: dict[str, Segments] = {}
    for role, cell in zip(roles, cells, strict=False):
        if role and not _NOTHING.fullmatch(_markdown.shown(cell)):
            made[role] = (*made[role], Segment(" "), *cell) if role in made else cell
    return made


def _roles(header: tuple[str, ...]) -> list[str]:
    roles = [next((role for role, name in _ROLES if name.search(cell)), "") for cell in header]
    if "title" not in roles:
        # "|Paper|Code|" and "|Name|Paper|": the column that is called so holds the titles.
        for index, cell in enumerate(header):
            if cell.strip().lower() in ("paper", "papers", "name", "method", "model", "article"):
                roles[index] = "title"
                break
    return roles


def _shown(cells: Cells, role: str) -> str:
    return _markdown.shown(cells.get(role, ()))


def _title(segments: Segments) -> str:
    """Return the text up to a line break, without labels ("[paper]") and pictures."""
    kept = "".join(
        segment.text
        for segment in segments
        if not segment.image and not (segment.url and _markdown_item.is_label(segment.text))
    )
    first = next((line for line in kept.split("\n") if line.strip(" *")), "")
    return _values.prose(first.strip(" *|"))


def _links(cells: Cells) -> Iterator[Link]:
    for role, segments in cells.items():
        for segment in segments:
            kind = _markdown_item.kind_of_label(segment.text) or _KINDS.get(role)
            if segment.url:
                yield from _refs.link(segment.url, kind)
            elif role in _KINDS or role == "title":
                yield from (
                    Link(url=link.url, kind=kind or link.kind) for link in links_in(segment.text)
                )
