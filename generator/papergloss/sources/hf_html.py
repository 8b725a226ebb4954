"""A saved Hugging Face page of papers (a day, week, month, trending or search page), as HTML.

In come the bytes, out goes a ``Reading``. The page's own data stand as JSON, escaped, in the
``data-props`` attribute of the element that its script hydrates (``data-target="DailyPapers"``).
The element is known by its content, not its name or place, both of which have changed.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from papergloss.errors import ReadError
from papergloss.model import PartialDate, Reading
from papergloss.sources import _hf, _json, _values

NAME = "hf-html"
LABEL = "saved Hugging Face page of papers"

_PROPS = re.compile(r"""data-props\s*=\s*(?:"([^"]*+)"|'([^']*+)')""")
_LISTS = ("searchResults", "dailyPapers")
_KEY = re.compile(rf"""(?:"|&quot;|&\#34;|&\#x22;)(?:{"|".join(_LISTS)})(?:"|&)""", re.VERBOSE)
_HTML = re.compile(rb"\s*+(?><!--.*?-->\s*+)*+<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
_MARKS = (b"DailyPapers", b"Daily Papers - Hugging Face", b"dailyPapers", b"searchResults")


def sniff(head: bytes) -> bool:
    """Tell a page by being HTML and naming the list of papers."""
    start = head.removeprefix(b"\xef\xbb\xbf")
    return bool(_HTML.match(start)) and any(mark in start for mark in _MARKS)


def read(data: bytes, where: str) -> Reading:
    """Read a page.

    Raises:
        ReadError: the page holds no list of papers, or it is not JSON.
    """
    page = data.decode("utf-8-sig", "replace")
    for found in _PROPS.finditer(page):
        escaped = found[1] or found[2] or ""
        if not _KEY.search(escaped):
            continue
        line = page.count("\n", 0, found.start()) + 1
        document = _json.load_text(_unescape(escaped, where, line), where, line)
        props = _json.mapping(document.value) or {}
        lists = [value for key in _LISTS if isinstance(value := props.get(key), list)]
        if lists:
            return _hf.reading([item for items in lists for item in items], day=_day(props))
    raise ReadError(
        "the page holds no list of papers",
        where=where,
        line=1,
        remedy="save the page as it was loaded (“HTML only”), or take the reply of its API",
    )


def _unescape(escaped: str, where: str, line: int) -> str:
    try:
        return html.unescape(escaped)
    except ValueError:  # a character reference of more digits than int() takes
        raise ReadError("a character reference is out of range", where=where, line=line) from None


def _day(props: Mapping[str, object]) -> PartialDate | None:
    """Return the day of a day's page; a week or a month (``2025-W07``, ``2025-02``) is none."""
    return _values.day(_json.text(props, "dateString"))
