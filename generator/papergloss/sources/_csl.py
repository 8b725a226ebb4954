"""An item of CSL-JSON → an Entry, whoever sends it: a file of items, or Crossref in its envelope.

https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html; Crossref's own JSON, in which
title and venue are lists, is read too
(https://github.com/CrossRef/rest-api-doc/blob/master/api_format.md). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from papergloss import ids
from papergloss.model import Entry, Ids, Link, PartialDate, Rejected
from papergloss.sources import _arxiv, _dates, _json, _names, _refs, _tags, _values
from papergloss.text import links_in

Item = Mapping[str, object]

_VENUE = ("container-title", "event-title", "event", "institution", "publisher")
_NAMES = ("DOI", "doi", "number", "archive_location", "archiveID", "URL")
# How Crossref says that a later notice takes the paper back; a correction does not.
_TAKEN_BACK = ("retraction", "withdrawal", "removal")
# Publishers send the heading with the abstract.
_HEADING = re.compile(r"\A\s{0,9}<jats:title>\s{0,9}abstract\s{0,9}</jats:title>", re.IGNORECASE)


def entry(value: object, position: int, line: int | None = None) -> Entry | Rejected:
    """Make an entry of an item with a title or an id; anything else is rejected."""
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
        withdrawn=_is_taken_back(item),
    )


def _is_taken_back(item: Item) -> bool:
    notices = item.get("updated-by")
    return isinstance(notices, list) and any(
        isinstance(notice, dict) and notice.get("type") in _TAKEN_BACK for notice in notices
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
    text = _first(item, *keys)
    return _values.prose(_tags.without(_HEADING.sub("", text, count=1)))


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
