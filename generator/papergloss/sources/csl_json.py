"""CSL-JSON: what citation processors, Zotero, Pandoc and DOI resolvers exchange.

In come the bytes (a list of items, an object that holds one under ``items``, or a single item), out
goes a ``Reading``: an entry for each item with a title or an id. The format is
https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html; Crossref's own JSON, in which
title and venue are lists, is read too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from papergloss import ids
from papergloss.errors import ReadError
from papergloss.model import Entry, Ids, Link, PartialDate, Reading, Rejected
from papergloss.sources import _arxiv, _dates, _decode, _json, _names, _refs, _tags, _values
from papergloss.text import links_in

NAME = "csl-json"
LABEL = "CSL-JSON bibliography"

Item = Mapping[str, object]

_TYPES = (
    "article|article-journal|article-magazine|article-newspaper|bill|book|broadcast|chapter"
    "|classic|collection|dataset|document|entry|entry-dictionary|entry-encyclopedia|event|figure"
    "|graphic|hearing|interview|legal_case|legislation|manuscript|map|motion_picture"
    "|musical_score|pamphlet|paper-conference|patent|performance|periodical"
    "|personal_communication|post|post-weblog|preprint|regulation|report|review|review-book"
    "|software|song|speech|standard|thesis|treaty|video|webpage"
    "|journal-article|proceedings-article|posted-content|book-chapter|monograph"
)
_TYPE = re.compile(rf'"type"\s*:\s*"(?:{_TYPES})"')
_KEY = re.compile(
    r'"(?:date-parts|citation-key|container-title|title|author|editor|issued|DOI)"\s*:'
)
# Another object on a line of its own: JSON Lines.
_SECOND_LINE = re.compile(r"\}[ \t]*\n[ \t\n]*\{")

_VENUE = ("container-title", "event-title", "event", "institution", "publisher")
_NAMES = ("DOI", "doi", "number", "archive_location", "archiveID", "URL")


def sniff(head: bytes) -> bool:
    """Tell CSL-JSON by an item's type from its closed list beside one of its own keys."""
    text = _decode.head_of(head).lstrip()
    if text[:1] not in ("[", "{") or (text[0] == "{" and _SECOND_LINE.search(text)):
        return False
    return bool(_TYPE.search(text) and _KEY.search(text))


def read(data: bytes, where: str) -> Reading:
    """Read all items.

    Raises:
        ReadError: it is not JSON in UTF-8, or not a list of items.
    """
    document = _json.load(data, where)
    items = _items(document.value)
    if not items:
        raise ReadError(
            "this JSON holds no items of CSL-JSON",
            where=where,
            line=1,
            remedy="export the references again as CSL-JSON, a list of objects with “title”",
        )
    made = [
        _entry(item, position, document.lines[position - 1] if document.lines else None)
        for position, item in enumerate(items, start=1)
    ]
    return Reading(
        entries=tuple(each for each in made if isinstance(each, Entry)),
        rejected=tuple(each for each in made if isinstance(each, Rejected)),
    )


def _items(value: object) -> list[object]:
    if isinstance(value, dict):
        inner = value.get("items")
        return inner if isinstance(inner, list) else [value]
    return value if isinstance(value, list) else []


def _entry(value: object, position: int, line: int | None) -> Entry | Rejected:
    if not isinstance(value, dict):
        reason = f"not an item: {_json.describe(value)}"
        return Rejected(reason=reason, position=position, line=line)
    item: Item = value
    title, abstract = _title(item), _prose(item, "abstract")
    found, links = _refs.gather(_texts(item, *_NAMES), _links(item), [_noted(item)])
    if not title and not _refs.has_name(found):
        reason = f"no title: {_first(item, 'citation-key', 'id')[:80]}"
        return Rejected(reason=reason, position=position, line=line)
    authors = _names.of_value(item.get("author"))
    return Entry(
        title=title,
        abstract=abstract,
        position=position,
        line=line,
        ids=found,
        authors=authors.authors,
        et_al=authors.et_al,
        published=_date(item.get("issued")),
        links=_values.links(links, links_in(abstract)),
        categories=_arxiv.categories(_json.texts(item, "categories")),
        keywords=_keywords(item),
        venue=_venue(item),
    )


def _texts(item: Item, *keys: str) -> Iterator[str]:
    """Yield the texts at the keys; of a list, as Crossref has it, the first."""
    for key in keys:
        value = item.get(key)
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, str):
            yield _json.clean(value)


def _first(item: Item, *keys: str) -> str:
    return next((value for value in _texts(item, *keys) if value.strip()), "")


def _prose(item: Item, *keys: str) -> str:
    return _values.prose(_tags.without(_first(item, *keys)))


def _title(item: Item) -> str:
    title, subtitle = _prose(item, "title"), _prose(item, "subtitle")
    return f"{title}: {subtitle}" if title and subtitle else title


def _noted(item: Item) -> Ids:
    """Zotero keeps what its form has no field for in the note: "arXiv: 2301.00001"."""
    return Ids(arxiv=ids.arxiv_named_in(_first(item, "note")))


def _links(item: Item) -> Iterator[Link]:
    for address in _texts(item, "URL", "url"):
        yield from _refs.address(address)
    short = _first(item, "DOI")
    if short.startswith("10/"):  # "10/fq9zz9", a short name that only the resolver knows
        yield from _refs.address(f"https://doi.org/{short}")


def _venue(item: Item) -> str | None:
    venue = _prose(item, *_VENUE)
    return None if venue.lower() in ("", "arxiv") else venue


def _keywords(item: Item) -> tuple[str, ...]:
    stated = _json.texts(item, "keyword") or re.split(r"[,;]", _first(item, "keyword"))
    words = (_values.line(word) for word in stated)
    return tuple(dict.fromkeys(word for word in words if word))


def _date(issued: object) -> PartialDate | None:
    """Read ``{"date-parts": [["2017", 5, 1]]}``, or a date in words; of a range, the start."""
    if isinstance(issued, str):
        return _dates.partial(issued)
    if not isinstance(issued, dict):
        return None
    ranges = issued.get("date-parts")
    first = ranges[0] if isinstance(ranges, list) and ranges else None
    numbers = [_number(part) for part in first[:3]] if isinstance(first, list) else []
    stated = _dates.of_parts(*numbers) if numbers else None
    return stated or next(filter(None, map(_dates.partial, _texts(issued, "raw", "literal"))), None)


def _number(part: object) -> int:
    if isinstance(part, str) and part.isascii() and part.isdigit() and len(part) <= 4:
        return int(part)
    return part if isinstance(part, int) else 0
