"""What a build publishes besides the search index: pages, feeds, exports, what is said of notes.

Each file, or group of files, has a key: the digest of all that shapes it. Where the site's folder
holds what an earlier build made of the same, nothing is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from papergloss import export, feeds, note_schema, pages, webannotation
from papergloss.cache import code_fingerprint, digest
from papergloss.config import Site
from papergloss.executors import Workers, spread
from papergloss.model import Archive
from papergloss.output import SiteFolder
from papergloss.pages import Cards, PaperList
from papergloss.pipeline.progress import Progress
from papergloss.pipeline.report import BuildReport
from papergloss.render import Renderer, print_pages
from papergloss.views import Plan

Files = Iterable[tuple[str, bytes]]

# So many pages are made before they are written, and go to another process together.
_AT_ONCE = 100


def publish_pages(
    planned: Sequence[Plan],
    renderer: Renderer,
    folder: SiteFolder,
    workers: Workers,
    report: BuildReport,
    progress: Progress,
) -> None:
    """Make the pages that do not lie in the folder already."""
    missing: list[tuple[Plan, bytes]] = []
    for plan in planned:
        key = renderer.key(plan)
        if folder.holds(_name(plan), key):
            report.reused[plan.kind] += 1
        else:
            missing.append((plan, key))
            report.rendered[plan.kind] += 1
    printed = spread(
        workers, partial(print_pages, renderer.stationery), [plan for plan, _ in missing], _AT_ONCE
    )
    for done, ((plan, key), html) in enumerate(zip(missing, printed, strict=True), start=1):
        folder.put(_name(plan), html, key)
        progress("render", done, len(missing))


def _name(plan: Plan) -> str:
    return f"{plan.url}index.html"


def publish_feeds(
    archive: Archive, lists: Sequence[PaperList], cards: Cards, site: Site, folder: SiteFolder
) -> None:
    """Write the feeds that changed."""
    changed, keys = [], {}
    for feed in pages.feeds(archive, lists, site, cards):
        key = digest(code_fingerprint(), "feed", feed, site.url, site.name)
        if not folder.holds_all(key):
            changed.append(feed)
            keys[feed.url] = key
    for name, data in feeds.files(changed, site.url, site.name):
        folder.put(name, data, keys[name.rpartition(".")[0]])


def publish_exports(
    archive: Archive, lists: Sequence[PaperList], cards: Cards, site: Site, folder: SiteFolder
) -> None:
    """Write the records and the bibliography, each if it changed."""
    papers = digest([cards.keyed(paper) for paper in archive.papers])
    sizes = _group(
        folder,
        digest(code_fingerprint(), "bibliography", papers, site.url),
        partial(export.bibliography_files, archive, site),
    )
    noted = {slug: (n.noted, n.status, n.rating) for slug, n in archive.notes.items()}
    index = pages.list_index(archive, lists, site)
    of_site = site.name, site.description, site.url
    _group(
        folder,
        digest(code_fingerprint(), "records", papers, noted, index, of_site, sizes),
        partial(export.record_files, archive, index, site, sizes),
    )


def publish_picture(site: Site, folder: SiteFolder) -> None:
    """Write the picture that stands for the site."""

    def draw() -> Files:
        # Importing Pillow takes longer than most builds take to draw nothing.
        from papergloss import social

        yield social.PATH, social.picture(site.name, site.description)

    _group(folder, digest(code_fingerprint(), "picture", site.name, site.description), draw)


def files_of_notes(archive: Archive, site: Site) -> Files:
    """Make what other programs read of the notes: annotations, and how to write more."""
    yield from webannotation.files(archive, site.url)
    yield note_schema.PATH, note_schema.schema(archive.tags, site.url)


def _group(folder: SiteFolder, key: bytes, make: Callable[[], Files]) -> dict[str, int]:
    """Make files unless they lie there; return their sizes."""
    return folder.holds_all(key) or folder.put_all(make(), key)
