"""A reply of the Crossref API: works found by title, works asked for by DOI, or one work.

In come the bytes, out goes a ``Reading`` with ``total``. The envelope is
``{"status": "ok", "message-type": "work-list", "message": {"items": [...]}}``, the items are
CSL-JSON as Crossref writes it; a failure is ``{"status": "failed", "message": [{...}]}``, or plain
words (https://api.crossref.org/swagger-ui/index.html).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from papergloss.errors import ReadError
from papergloss.model import Entry, Reading, Rejected
from papergloss.sources import _csl, _json

NAME = "crossref"
LABEL = "reply of the Crossref API"

NOTHING_FOUND = "Crossref has no works for this query"

_START = re.compile(rb"\s*+\{")
_ENVELOPE = re.compile(rb'"message-type"\s*:\s*"(?:work|work-list|validation-failure)"')


def sniff(head: bytes) -> bool:
    """Tell a reply by the envelope."""
    start = head.removeprefix(b"\xef\xbb\xbf")
    return bool(_START.match(start) and _ENVELOPE.search(start))


def read(data: bytes, where: str) -> Reading:
    """Read a reply.

    Raises:
        ReadError: it is not JSON, says that something went wrong, or holds no works.
    """
    envelope = _json.mapping(_json.load(data, where).value) or {}
    message = envelope.get("message")
    kind = _json.text(envelope, "message-type")
    if kind == "work" and isinstance(message, dict):
        return _reading([message], total=1)
    items = message.get("items") if isinstance(message, dict) else None
    if kind == "work-list" and isinstance(message, dict) and isinstance(items, list):
        return _reading(items, total=_json.count(message, "total-results"))
    raise ReadError(
        f"Crossref answers “{said}”" if (said := _said(message)) else "this holds no works",
        where=where,
        line=1,
        remedy="ask the API again, and compare the address asked for",
    )


def _reading(items: list[object], total: int | None) -> Reading:
    made = [_csl.entry(item, position) for position, item in enumerate(items, start=1)]
    return Reading(
        entries=tuple(each for each in made if isinstance(each, Entry)),
        rejected=tuple(each for each in made if isinstance(each, Rejected)),
        empty_reason=None if items else NOTHING_FOUND,
        total=total,
    )


def _said(message: object) -> str:
    """Return the words of a failure, ``[{"type": …, "message": "…"}]``."""
    first = message[0] if isinstance(message, list) and message else message
    if isinstance(first, str):
        return _json.clean(first)[:200]
    return _json.text(first, "message")[:200] if isinstance(first, Mapping) else ""
