"""A feed as Atom (https://www.rfc-editor.org/rfc/rfc4287)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from papergloss.views import Feed, FeedEntry

ATOM = "http://www.w3.org/2005/Atom"
# What XML cannot hold (https://www.w3.org/TR/xml/#charsets).
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: An empty feed needs a time as well.
BEGINNING = "1970-01-01T12:00:00Z"


class Atom:
    """Writes the feeds of a site; see ``Writer`` for what it is made with."""

    def __init__(self, base: str, author: str) -> None:
        self._base = base
        self._author = author
        self._written: dict[FeedEntry, str] = {}

    def write(self, feed: Feed) -> bytes:
        """Write a feed."""
        lines = [
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="{ATOM}">',
            *_elements(title=feed.title, id=self._base + feed.page_url, updated=latest(feed)),
            *_elements(subtitle=feed.description),
            _link("self", f"{self._base}{feed.url}.xml"),
            _link("alternate", self._base + feed.page_url),
            f"<author><name>{_text(self._author)}</name></author>",
            *map(self._entry, feed.entries),
            "</feed>\n",
        ]
        return "\n".join(lines).encode()

    def _entry(self, entry: FeedEntry) -> str:
        if entry not in self._written:
            self._written[entry] = "\n".join(["<entry>", *self._lines(entry), "</entry>"])
        return self._written[entry]

    def _lines(self, entry: FeedEntry) -> Iterator[str]:
        address = self._base + entry.url
        yield from _elements(title=entry.title, id=address + entry.mark, updated=entry.updated)
        yield _link("alternate", address)
        if entry.related:
            yield _link("related", entry.related)
        for name in entry.authors:
            yield f"<author><name>{_text(name)}</name></author>"
        for term in entry.terms:
            yield f"<category term={quoteattr(_NO_XML.sub('', term))}/>"
        yield from _elements(summary=entry.text)
        if entry.content_html:
            yield f'<content type="html">{_text(entry.content_html)}</content>'


def latest(feed: Feed) -> str:
    """The time of a feed: that of its latest entry."""
    return max((entry.updated for entry in feed.entries), default=BEGINNING)


def _elements(**texts: str) -> Iterator[str]:
    for name, text in texts.items():
        if text:
            yield f"<{name}>{_text(text)}</{name}>"


def _link(rel: str, address: str) -> str:
    return f"<link rel={quoteattr(rel)} href={quoteattr(_NO_XML.sub('', address))}/>"


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text))
