"""Feeds, each as Atom and as JSON Feed. Pure; knows no clock.

A feed's time is that of its latest entry, so the same papers give the same bytes. Ids are the
addresses of the pages, which never change. Many feeds show the same paper: its entry is written
once and goes into each of them as it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from papergloss.feeds.atom import Atom
from papergloss.feeds.json_feed import JsonFeed
from papergloss.views import Feed

__all__ = ["Atom", "JsonFeed", "Writer", "names"]


def names(feed: Feed) -> tuple[str, str]:
    """Name the files of a feed, below the site's root: Atom's and JSON Feed's."""
    return f"{feed.url}.xml", f"{feed.url}.json"


class Writer:
    """Writes the feeds of a site in both formats."""

    def __init__(self, base: str, author: str) -> None:
        """Make the writer of a site's feeds.

        Args:
            base: the site's address, ending in a slash; feeds can do with no other.
            author: who answers for them, the site's name.
        """
        self._atom, self._json = Atom(base, author), JsonFeed(base, author)

    def files(self, feed: Feed) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the bytes of each file of a feed."""
        atom, json = names(feed)
        yield atom, self._atom.write(feed)
        yield json, self._json.write(feed)
