"""The site map: every address of the site, for search engines. Pure."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape

_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
#: The most addresses that one map may hold (https://www.sitemaps.org/protocol.html).
MOST = 50_000


def files(base: str, urls: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Make the site map of ``urls`` below ``base``, plain and compressed, in MkDocs' places.

    One that would hold too many addresses becomes an index of several, which are compressed.
    Without a ``base`` it is an empty map: the protocol knows only full addresses.
    """
    places = [base + url for url in urls if base]
    if len(places) <= MOST:
        data = _map("urlset", "url", places)
    else:
        parts = {
            f"sitemap-{number}.xml.gz": _packed(_map("urlset", "url", part))
            for number, part in enumerate(_parts(places), start=1)
        }
        yield from parts.items()
        data = _map("sitemapindex", "sitemap", [base + name for name in parts])
    yield "sitemap.xml", data
    yield "sitemap.xml.gz", _packed(data)


def _parts(places: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(places), MOST):
        yield places[start : start + MOST]


def _map(kind: str, element: str, places: Sequence[str]) -> bytes:
    lines = "".join(f"<{element}><loc>{escape(place)}</loc></{element}>\n" for place in places)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f'{head}<{kind} xmlns="{_SPACE}">\n{lines}</{kind}>\n'.encode()


def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
