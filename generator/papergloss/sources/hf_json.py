"""A reply of the Hugging Face papers API: ``/api/daily_papers``, ``/api/papers/search``, ``/{id}``.

In come the bytes, out goes a ``Reading``. The first two are lists of items, the last is one paper
object; ``{"error": …}`` is a ReadError in the API's own words, ``[]`` a day without papers.
"""

from __future__ import annotations

import re
from dataclasses import replace

from papergloss.errors import ReadError
from papergloss.model import Reading
from papergloss.sources import _hf, _json

NAME = "hf-json"
LABEL = "reply of the Hugging Face papers API"

# An item; the second form stands in files whose items are Python's notation in a string.
_ITEM = re.compile(rb"""["']paper\\?["']\s*:\s*["\\]*\{""")
# A paper object by itself: authors with "_id" are Hugging Face's, as are the other two keys.
_ID = re.compile(rb'"id"\s*:\s*"')
_OWN = re.compile(rb'"(?:authors"\s*:\s*\[\s*\{\s*"_id|upvotes"|discussionId")')
# One object after another, without a comma: JSON Lines, which is another format.
_NEXT_LINE = re.compile(rb"\}[ \t\r]*+\n\s*+\{")
# A list of nothing but missing values.
_HOLLOW = re.compile(rb"\[\s*(?:(?:NaN|null|\"nan\")\s*,?\s*)*+(?:\]|\Z)")


def sniff(head: bytes) -> bool:
    """Tell a reply by its items, or by being a list of none."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    paper = bool(_ID.search(start) and _OWN.search(start))
    if start[:1] == b"[":
        return paper or bool(_HOLLOW.match(start) or _ITEM.search(start))
    return paper and start[:1] == b"{" and not _NEXT_LINE.search(start)


def read(data: bytes, where: str) -> Reading:
    """Read a reply.

    Raises:
        ReadError: it is not JSON, says that something went wrong, or is no list and no paper.
    """
    document = _json.load(data, where)
    value = document.value
    if isinstance(value, list):
        return _hf.reading(value, lines=document.lines)
    if isinstance(value, dict):
        if _hf.looks_like_paper(value) or isinstance(value.get("paper"), dict):
            # When the paper was listed is no date of this reply.
            return replace(_hf.reading([value], lines=[1]), date=None)
        if error := _json.text(value, "error"):
            raise _misfit(f"Hugging Face answers “{error[:200]}”", where)
    raise _misfit(f"expected a list of papers or one paper, found {_json.describe(value)}", where)


def _misfit(message: str, where: str) -> ReadError:
    return ReadError(
        message, where=where, line=1, remedy="ask the API again, and compare the address asked for"
    )
