"""The site map: every address of the site, for search engines. Pure."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape


def files(base: str, urls: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Make the site map of ``urls`` below ``base``, plain and compressed, in MkDocs' places.

    Without a ``base`` both are empty maps: the protocol (https://www.sitemaps.org/protocol.html)
    knows only full addresses.
    """
    places = "".join(f"<url><loc>{escape(base + url)}</loc></url>\n" for url in urls if base)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    data = f'{head}<urlset xmlns="{space}">\n{places}</urlset>\n'.encode()
    yield "sitemap.xml", data
    yield "sitemap.xml.gz", gzip.compress(data, mtime=0)
