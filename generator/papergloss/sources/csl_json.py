"""CSL-JSON: what citation processors, Zotero, Pandoc and DOI resolvers exchange.

In come the bytes (a list of items, an object that holds one under ``items``, or a single item), out
goes a ``Reading``: an entry for each item with a title or an id. The format is
https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html; Crossref's own JSON, in which
title and venue are lists, is read too.
"""

from __future__ import annotations

import re

from papergloss.errors import ReadError
from papergloss.model import Entry, Reading, Rejected
from papergloss.sources import _csl, _decode, _json

NAME = "csl-json"
LABEL = "CSL-JSON bibliography"

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
# Replies of Crossref's and OpenAlex' APIs have items like these, and formats of their own.
_OTHERS = re.compile(r'"message-type"\s*:|"https://openalex\.org/')


def sniff(head: bytes) -> bool:
    """Tell CSL-JSON by an item's type from its closed list beside one of its own keys."""
    text = _decode.head_of(head).lstrip()
    if text[:1] not in ("[", "{") or (text[0] == "{" and _SECOND_LINE.search(text)):
        return False
    return bool(_TYPE.search(text) and _KEY.search(text) and not _OTHERS.search(text))


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
        _csl.entry(item, position, document.lines[position - 1] if document.lines else None)
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
