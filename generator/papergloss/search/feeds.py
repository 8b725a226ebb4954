"""A saved query and its papers → an Atom feed (RFC 4287), the same bytes for the same papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote
from xml.etree import ElementTree as ET

from papergloss.ids import feed_address
from papergloss.search.saved import matching
from papergloss.views import SearchDoc

LATEST = 50
"""How many papers a feed holds."""

# What XML 1.0 has no place for, though a title may hold it (https://www.w3.org/TR/xml/#charsets).
_NO_CHARACTER = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATOM = "http://www.w3.org/2005/Atom"


def saved_feeds(
    saved: Mapping[str, str], docs: Sequence[SearchDoc], site_url: str, site_name: str
) -> Iterator[tuple[str, bytes]]:
    """Yield the address below the site and the bytes of each saved query's feed.

    A site whose own address is not known has none.

    Args:
        saved: queries by what people call them.
        site_url: where the site will be, ending in a slash: Atom wants addresses that are absolute.
    """
    for name, query in saved.items() if site_url else ():
        file = feed_address(name)
        yield file, _feed(name, query, matching(query, docs)[:LATEST], site_url, site_name, file)


def _feed(
    name: str, query: str, docs: Sequence[SearchDoc], site_url: str, site_name: str, file: str
) -> bytes:
    address = f"{site_url}search/?q={quote(query)}"
    feed = ET.Element("feed", xmlns=_ATOM)
    _add(feed, "id", site_url + file)
    _add(feed, "title", f"{name} · {site_name}")
    _add(feed, "updated", _time(docs[0].date if docs else ""))
    ET.SubElement(_add(feed, "author"), "name").text = site_name
    ET.SubElement(feed, "link", rel="self", href=site_url + file)
    ET.SubElement(feed, "link", rel="alternate", href=address, type="text/html")
    for doc in docs:
        entry = ET.SubElement(feed, "entry")
        _add(entry, "id", site_url + doc.url)
        _add(entry, "title", doc.title)
        _add(entry, "updated", _time(doc.date))
        ET.SubElement(entry, "link", href=site_url + doc.url)
        if doc.byline:
            ET.SubElement(_add(entry, "author"), "name").text = doc.byline
        _add(entry, "summary", doc.abstract)
    found: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return found


def _add(parent: ET.Element, name: str, text: str = "") -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = _NO_CHARACTER.sub("", text) or None
    return child


def _time(date: str) -> str:
    """A day, or the first of a month or year, as Atom wants it; papers without one are old."""
    return f"{(date + '-01-01'[len(date) - 4 :] if date else '1970-01-01')[:10]}T00:00:00Z"
