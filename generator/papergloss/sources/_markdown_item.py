"""A bullet of a paper list, as people write them → title, names, dates, links.

``[Title](link) - authors, venue, **date** [code](…)``, ``**Title**. A. Author. [[paper](…)]`` and
``(CVPR 2024) Title [[pdf](…)]``: the first link or bold text that is no label such as “paper” or
“code” is the title, else the words up to the first stop. Of the words after it, names that look
like names are authors, the rest the curator's comment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from papergloss import ids
from papergloss.model import Ids, Link, LinkKind, PartialDate
from papergloss.sources import _dates, _markdown, _names, _refs, _values
from papergloss.sources._markdown import Segment
from papergloss.text import links_in

# What people call their links, in letters and digits alone.
_LABELS: dict[str, LinkKind | None] = {
    **dict.fromkeys(
        (
            "paper",
            "pdf",
            "arxiv",
            "abs",
            "abstract",
            "preprint",
            "openreview",
            "acl",
            "doi",
            "ieee",
        ),
        LinkKind.PAPER,
    ),
    **dict.fromkeys(
        ("code", "github", "repo", "officialcode", "pytorch", "tensorflow", "jax"), LinkKind.CODE
    ),
    **dict.fromkeys(
        ("project", "projectpage", "page", "website", "homepage", "web"), LinkKind.PROJECT
    ),
    **dict.fromkeys(("data", "dataset", "datasets", "benchmark"), LinkKind.DATA),
    **dict.fromkeys(("model", "models", "weights", "checkpoint", "checkpoints"), LinkKind.MODEL),
    **dict.fromkeys(("demo", "colab", "space"), LinkKind.DEMO),
    **dict.fromkeys(
        (
            *("link", "here", "html", "video", "slides", "poster", "blog", "bibtex", "supp"),
            *("tweet", "supplementary", "review", "huggingface", "hf", "talk", "youtube"),
        ),
        None,
    ),
}
_LETTERS = re.compile(r"[^a-z0-9]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
# What may stand before a title: "2024-01-01, ", "(CVPR 2024) ", "[ICLR'23] ", an emoji.
_PREFIX = re.compile(
    r"^\s*(?:[\[(](?P<venue>[^\[\]()]{2,40})[\])]|\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|[^\w\"“‘$\[(]+)\s*[,:|-]?\s*"
)
_DATE_BEFORE = re.compile(r"\s*\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)")
_QUOTED = re.compile(r"^[\"“]([^\"“”]{5,400}?)[,.]?[\"”]")
_STOP = re.compile(r"(?<=[^\W\d_]{2})[.](?=\s|$)|(?<=[?!])(?=\s)|\s[-–—|]\s|\n|\s*[\[(]")
_PARTS = re.compile(r"\s+[-–—|]+\s+|\n|;|(?<=[\w)]{2})\.(?=\s|$)")
_DATE = re.compile(r"\(?(\d{4}[-./]\d{1,2}(?:[-./]\d{1,2})?|(?:19|20)\d\d)\)?")
_VENUE = re.compile(r"[\w@&:' -]{2,60}?[ '’]?(?:19|20)?\d\d\b(?: \([^()]{1,30}\))?")
_CAPITAL = r"[^\W\d_a-z][\w'’.-]*"
_NAME = re.compile(
    rf"{_CAPITAL}(?: (?:van|von|der|den|del|de|di|da|la|le|el|al|bin|ben|{_CAPITAL})){{1,4}}"
    rf"|{_CAPITAL}(?: {_CAPITAL}){{0,3}},? et\.? ?al\.?"
)
# No bullet of a paper has more; a bound keeps the time linear.
_MOST_SEGMENTS, _MOST_PREFIXES, _MOST_DETAILS = 50, 5, 20
_EDGES = " \t\n,.;:|-–—·•*[]()"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a bullet says."""

    title: str = ""
    ids: Ids = field(default_factory=Ids)
    links: tuple[Link, ...] = ()
    names: _names.Names = field(default_factory=_names.Names)
    published: PartialDate | None = None
    venue: str | None = None
    comment: str | None = None
    words: str = ""
    is_paper: bool = False
    is_titled: bool = False


def draft(segments: Sequence[Segment]) -> Draft:
    """Read a bullet's text."""
    links = tuple(_links(segments))
    found, kept = _refs.gather((), links)
    title, venue, rest = _title(segments)
    made = Draft(
        title=_values.prose(title.strip(" \t,;:|-–—*")),
        ids=found,
        links=kept,
        venue=venue,
        published=_dates.partial(lead[0])
        if (lead := _DATE_BEFORE.match(_words(segments)))
        else None,
        words=_words(segments),
        is_paper=_refs.has_name(found) or any(link.kind is LinkKind.PAPER for link in links),
        is_titled=_is_titled(segments),
    )
    return _with_rest(made, rest)


def with_details(main: Draft, details: Sequence[Draft]) -> Draft:
    """Add what bullets below a paper's bullet say of it: links, authors, a date."""
    said = [main, *(_with_rest(Draft(), detail.words) for detail in details[:_MOST_DETAILS])]
    return replace(
        main,
        ids=ids.joined([main.ids, *(detail.ids for detail in details)]),
        links=_values.links(main.links, *(detail.links for detail in details)),
        names=next((each.names for each in said if each.names.authors), main.names),
        published=next((each.published for each in said if each.published), None),
        venue=next((each.venue for each in said if each.venue), None),
        is_paper=main.is_paper or any(detail.is_paper for detail in details),
    )


def kind_of_label(text: str) -> LinkKind | None:
    """Tell what a link's label says that it leads to; None if it says nothing."""
    return _LABELS.get(_LETTERS.sub("", text.lower()))


def is_label(text: str) -> bool:
    """Tell a label ("paper", "[2401.00001]", "https://…") from a title."""
    bare = text.strip(_EDGES)
    return (
        _LETTERS.sub("", bare.lower()) in _LABELS
        or not _WORD.search(bare)
        or bool(ids.arxiv_in(bare))
        or bare.lower().startswith(("http://", "https://", "arxiv:"))
    )


def _links(segments: Sequence[Segment]) -> Iterator[Link]:
    for segment in segments:
        if segment.url:
            kind = kind_of_label(segment.text)
            if segment.url.lower().split("?")[0].endswith(".pdf"):
                kind = kind or LinkKind.PAPER
            yield from _refs.link(segment.url, kind)
        else:
            yield from links_in(segment.text)


def _is_titled(segments: Sequence[Segment]) -> bool:
    return any(_may_be_title(segment) for segment in segments)


def _may_be_title(segment: Segment) -> bool:
    if segment.image or not (segment.url or segment.strong) or is_label(segment.text):
        return False
    return not _VENUE.fullmatch(segment.text.strip(_EDGES))


def _title(segments: Sequence[Segment]) -> tuple[str, str | None, str]:
    """Return the title, the venue that stands before it, and the words after it."""
    before: list[Segment] = []
    for index, segment in enumerate(segments[:_MOST_SEGMENTS]):
        lead, venue = _without_prefix(_markdown.shown(before))
        if segment.url and is_label(segment.text) and _WORD.search(lead):
            break
        if _may_be_title(segment) and len(_WORD.findall(lead)) < 3:
            return _of_segment(segments, index, venue)
        before.append(segment)
    text = _words(segments)
    lead, venue = _without_prefix(text)
    quoted = _QUOTED.match(lead)
    if quoted:
        return quoted[1], venue, lead[quoted.end() :]
    stop = _STOP.search(lead)
    return (lead[: stop.start()], venue, lead[stop.end() :]) if stop else (lead, venue, "")


def _of_segment(
    segments: Sequence[Segment], index: int, venue: str | None
) -> tuple[str, str | None, str]:
    """Take a title's own segment; the name in "**SAM**: Segment Anything" is not yet all of it."""
    title, rest = segments[index].text, _words(segments[index + 1 :])
    name = title.strip(_EDGES)
    if " " not in name and rest.startswith(":"):
        stop = _STOP.search(rest)
        end = stop.start() if stop else len(rest)
        return f"{name}{rest[:end]}", venue, rest[end:]
    inner, own_venue = _without_prefix(title)
    return (inner if _WORD.search(inner) else title), venue or own_venue, rest


def _words(segments: Sequence[Segment]) -> str:
    """Return the text without labels, pictures and addresses."""
    kept = (s.text for s in segments if not s.image and not (s.url and is_label(s.text)))
    return re.sub(r"https?://\S+", " ", "".join(kept))


def _without_prefix(text: str) -> tuple[str, str | None]:
    venue = None
    for _ in range(_MOST_PREFIXES):
        found = _PREFIX.match(text)
        if not found or not found.end():
            break
        venue = venue or found["venue"]
        text = text[found.end() :]
    return text, venue if venue and any(map(str.isdigit, venue)) else None


def _with_rest(made: Draft, rest: str) -> Draft:
    """Sort the words after the title into authors, venue, date and comment."""
    names: list[str] = []
    others: list[str] = []
    published, venue = made.published, made.venue
    for part in filter(None, (part.strip(_EDGES) for part in _PARTS.split(rest[:5000]))):
        pieces = [piece.strip() for piece in re.split(r",|\band\b|&", part)]
        named = _leading_names(pieces) if not names else []
        names += named
        left = ", ".join(piece for piece in pieces[len(named) :] if piece)
        for piece in left.split(", ") if named else [left]:
            date = _DATE.fullmatch(piece)
            if date:
                published = published or _dates.partial(date[1])
            elif _VENUE.fullmatch(piece) and not venue:
                venue = piece
            elif not is_label(piece):
                others.append(piece)
    return replace(
        made,
        names=_names.in_order(names),
        published=published or _dates.partial(venue or ""),
        venue=_values.line(venue or ""),
        comment=_values.line(". ".join(others)),
    )


def _leading_names(pieces: Sequence[str]) -> list[str]:
    found: list[str] = []
    for piece in pieces:
        if not _NAME.fullmatch(piece) and not (
            found and re.fullmatch(r"et\.? ?al\.?|others", piece)
        ):
            break
        found.append(piece)
    return found
