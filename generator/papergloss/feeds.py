"""A feed as Atom (https://www.rfc-editor.org/rfc/rfc4287). Pure; knows no clock.

Its time is that of its latest entry, at noon UTC of the day, so that the same notes give the same
bytes. Ids are the addresses of the pages, which never change.
"""

from __future__ import annotations

import re
from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from papergloss.note_views import Feed, FeedEntry

ATOM = "http://www.w3.org/2005/Atom"
# What XML cannot hold (https://www.w3.org/TR/xml/#charsets).
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# An empty feed needs a time as well.
_BEGINNING = date(1970, 1, 1)


def atom(feed: Feed, base: str, author: str) -> bytes:
    """Write a feed.

    Args:
        base: the site's address, ending in a slash; a feed can do with no other.
        author: who answers for it, the site's name.
    """
    root = Element("feed", {"xmlns": ATOM})
    _text(root, "title", feed.title)
    _text(root, "id", base + feed.page_url)
    _text(root, "updated", _time(max((e.updated for e in feed.entries), default=_BEGINNING)))
    SubElement(root, "link", {"rel": "self", "href": base + feed.url})
    SubElement(root, "link", {"rel": "alternate", "href": base + feed.page_url})
    _text(SubElement(root, "author"), "name", author)
    for entry in feed.entries:
        _add(root, entry, base)
    indent(root)
    text: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def _add(root: Element, entry: FeedEntry, base: str) -> None:
    element = SubElement(root, "entry")
    _text(element, "title", entry.title)
    _text(element, "id", f"{base}{entry.url}#note")
    _text(element, "updated", _time(entry.updated))
    SubElement(element, "link", {"rel": "alternate", "href": base + entry.url})
    for term in entry.terms:
        SubElement(element, "category", {"term": _NO_XML.sub("", term)})
    _text(element, "content", entry.content_html).set("type", "html")


def _text(parent: Element, name: str, text: str) -> Element:
    element = SubElement(parent, name)
    element.text = _NO_XML.sub("", text)
    return element


def _time(day: date) -> str:
    return f"{day.isoformat()}T12:00:00Z"
