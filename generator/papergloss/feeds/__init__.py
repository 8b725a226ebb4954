"""Feeds, each as Atom and as JSON Feed. Pure; knows no clock.

A feed's time is that of its latest entry, so the same papers give the same bytes. Ids are the
addresses of the pages, which never change. Many feeds show the same paper: its entry is written
once and goes into each of them as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from papergloss.feeds.atom import Atom
from papergloss.feeds.json_feed import JsonFeed
from papergloss.views import Feed

__all__ = ["Atom", "JsonFeed", "files"]


def files(feeds: Iterable[Feed], base: str, author: str) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the bytes of each feed in both formats.

    Args:
        base: the site's address, ending in a slash; without one there are no feeds.
        author: who answers for them, the site's name.
    """
    atom, json_feed = Atom(base, author), JsonFeed(base, author)
    for feed in feeds if base else ():
        yield f"{feed.url}.xml", atom.write(feed)
        yield f"{feed.url}.json", json_feed.write(feed)
