"""A feed as JSON Feed (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from typing import Any

import orjson

from papergloss.views import Feed, FeedEntry

VERSION = "https://jsonfeed.org/version/1.1"


class JsonFeed:
    """Writes the feeds of a site; see ``Writer`` for what it is made with."""

    def __init__(self, base: str, author: str) -> None:
        self._base = base
        self._author = author
        self._written: dict[FeedEntry, orjson.Fragment] = {}

    def write(self, feed: Feed) -> bytes:
        """Write a feed."""
        data = _without_gaps(
            version=VERSION,
            title=feed.title,
            description=feed.description,
            home_page_url=self._base + feed.page_url,
            feed_url=f"{self._base}{feed.url}.json",
            authors=[{"name": self._author}],
        )
        return orjson.dumps(data | {"items": [self._item(entry) for entry in feed.entries]})

    def _item(self, entry: FeedEntry) -> orjson.Fragment:
        if entry not in self._written:
            self._written[entry] = orjson.Fragment(orjson.dumps(self._data(entry)))
        return self._written[entry]

    def _data(self, entry: FeedEntry) -> dict[str, Any]:
        address = self._base + entry.url
        return _without_gaps(
            id=address + entry.mark,
            url=address,
            external_url=entry.related,
            title=entry.title,
            content_html=entry.content_html,
            # An item needs one of the two, be it empty.
            **({} if entry.content_html else {"content_text": entry.text or " "}),
            date_published=entry.updated,
            authors=[{"name": name} for name in entry.authors],
            tags=list(entry.terms),
        )


def _without_gaps(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}
