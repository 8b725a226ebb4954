"""Feeds, exports and the picture → the site's folder, each made only if what shapes it changed.

Most builds change one note or a day's papers: no export, and the feeds of a few lists.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from papergloss import export, feeds
from papergloss.cache import code_fingerprint, digest
from papergloss.config import Site
from papergloss.model import Archive
from papergloss.output import SiteFolder
from papergloss.views import Feed, ListEntry


def put_feeds(found: Iterable[Feed], site: Site, folder: SiteFolder) -> None:
    """Put in the two files of each feed."""
    writer = feeds.Writer(site.url, site.name)
    for feed in found:
        key = digest(code_fingerprint(), "feed", site.url, site.name, feed)
        if not all(folder.holds(name, key) for name in feeds.names(feed)):
            for name, data in writer.files(feed):
                folder.put(name, data, key)


def put_exports(
    archive: Archive, papers: bytes, lists: Sequence[ListEntry], site: Site, folder: SiteFolder
) -> None:
    """Put in what the archive is as a whole, and the records of its papers.

    Args:
        papers: a digest of the archive's papers.
    """
    words = {slug: (note.noted, note.status, note.rating) for slug, note in archive.notes.items()}
    about = (site.url, site.name, site.description)
    key = digest(code_fingerprint(), "exports", about, papers, words, lists)
    # Of what was made together the first is missing already if any is.
    if not all(any(folder.holds(name, key) for name in each) for each in export.names(archive)):
        for name, data in export.files(archive, lists, site):
            folder.put(name, data, key)


def put_picture(site: Site, folder: SiteFolder) -> None:
    """Put in the picture that stands beside links to the site."""
    # It needs Pillow, whose import takes longer than many a build has to draw nothing.
    from papergloss import social

    key = digest(code_fingerprint(), "picture", site.name, site.description)
    if not folder.holds(social.PATH, key):
        folder.put(social.PATH, social.picture(site.name, site.description), key)
