"""Feeds, exports and the picture as pieces: each made only if what shapes it changed.

Most builds change one note or a day's papers: no export, and the feeds of a few lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from papergloss import feeds
from papergloss.cache import code_fingerprint, digest
from papergloss.config import Site
from papergloss.pipeline.publishing import Files, Piece
from papergloss.views import Feed


def feed_pieces(found: Iterable[Feed], site: Site) -> Iterator[Piece]:
    """Make the two files of each feed."""
    writer = feeds.Writer(site.url, site.name)
    for feed in found:
        key = digest(code_fingerprint(), "feed", site.url, site.name, feed)
        yield Piece(names=feeds.names(feed), key=key, make=partial(writer.files, feed))


def picture(site: Site) -> Files:
    """Draw the picture that stands beside links to the site."""
    # It needs Pillow, whose import takes longer than many a build has to draw nothing.
    from papergloss import social

    yield social.PATH, social.picture(site.name, site.description)
