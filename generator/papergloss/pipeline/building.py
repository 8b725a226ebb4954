"""``build``: papers and notes → pages, search index, feeds and the site map."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from papergloss import letters, note_schema, pages, search, sitemap, webannotation
from papergloss.cache import Cache, Keyed, Stamp, digest
from papergloss.config import Site
from papergloss.executors import Workers, executor
from papergloss.model import Archive, Concepts
from papergloss.output import SiteFolder
from papergloss.pipeline.exporting import put_exports, put_feeds, put_picture
from papergloss.pipeline.linking import linked_papers
from papergloss.pipeline.loading import applied, read
from papergloss.pipeline.progress import Progress, silent
from papergloss.pipeline.publishing import publish_pages
from papergloss.pipeline.report import BuildReport, MadeOf
from papergloss.render import Renderer, redirect, theme_dir

# So many objects are made before Python looks for circles among the young ones, and seldom among
# all: papers, cards and pages are in none, and looking for them took a quarter of a build.
_YOUNG = (1_000_000, 50, 1000)


def build(
    site: Site,
    site_dir: Path,
    shell: Callable[[str, int], str],
    *,
    prose: Sequence[str] = (),
    staged: Path | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Bring ``site_dir`` up to date: every data page, the search index, the site map, the prose.

    Args:
        site_dir: the folder of the finished site; what is no part of it any more is removed.
        shell: gives the HTML around a page of a kind at a depth, with slots to fill.
        prose: the addresses of MkDocs' own pages, for the site map.
        staged: where MkDocs has put its files, for those that none of ours takes the place of.
    """
    report = BuildReport()
    with (
        _collecting_seldom(),
        Cache(site.root / site.settings.cache) as cache,
        executor(site.settings.executor) as workers,
    ):
        with report.stage("load"):
            raw, found = read(site, cache)
            archive, report.problems = applied(raw, found, site)
        with report.stage("look"):
            known = cache.files(site_dir)
            folder = SiteFolder(site_dir, known)
        with report.stage("link"):
            keyed = {paper.slug: Keyed(paper) for paper in archive.papers}
            papers = digest(*(each.key for each in keyed.values()))
            linked = linked_papers(archive, papers, site, cache, workers, report)
        report.made_of = MadeOf(read=raw, archive=archive, links=linked)
        with report.stage("plan"):
            cards = pages.Cards(archive, linked.concepts, keyed)
            lists = pages.lists_of(archive, linked, cards)
            weekly = pages.digests(archive, cards, site)
            planned = list(pages.plans(archive, linked, site, lists, cards, weekly))
        with report.stage("render"):
            renderer = Renderer(site, len(archive.papers), shell)
            publish_pages(planned, renderer, folder, workers, report, progress)
            folder.put_all(_redirects(archive))
        with report.stage("index"):
            folder.put_all(_searched(archive, linked.concepts, site, cache, workers, report))
        with report.stage("export"):
            folder.put_all(_of_notes(archive, site))
            put_feeds(pages.feeds(archive, lists, site, cards, weekly), site, folder)
            folder.put_all(letters.files(pages.letters(archive, site, weekly), site.url))
            put_exports(archive, papers, pages.list_index(archive, lists, site), site, folder)
            put_picture(site, folder)
        with report.stage("finish"):
            folder.put_all(sitemap.files(site.url, [*(plan.url for plan in planned), *prose]))
            _finish(folder, staged, report)
            _remember(folder, site_dir, known, cache)
    return report


def _redirects(archive: Archive) -> Iterator[tuple[str, bytes]]:
    for alias, target in pages.redirects(archive):
        yield f"{alias}index.html", redirect(alias, target)


def _finish(folder: SiteFolder, staged: Path | None, report: BuildReport) -> None:
    if staged:
        folder.adopt(staged)
    folder.finish()
    report.written, report.kept, report.removed = folder.written, folder.kept, folder.removed


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    before = gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(*_YOUNG)
    try:
        yield
    finally:
        # What is left stays for the next build or until the program ends, and neither the restored
        # thresholds nor the end need go through it all.
        gc.freeze()
        gc.set_threshold(*before)


def _remember(folder: SiteFolder, where: Path, known: Mapping[str, Stamp], cache: Cache) -> None:
    settled = folder.settled()
    new = {name: stamp for name, stamp in settled.items() if known.get(name) != stamp}
    cache.put_files(where, new, known.keys() - settled.keys())


def _searched(
    archive: Archive,
    concepts: Concepts,
    site: Site,
    cache: Cache,
    workers: Workers,
    report: BuildReport,
) -> Iterator[tuple[str, bytes]]:
    """The index, the scripts that read it, and a feed of what each saved query finds."""
    docs = pages.search_docs(archive, concepts)
    kept = search.Kept(cache, workers)
    engine = search.chosen(docs, site.settings.search.engine)
    scripts = search.joined_scripts(theme_dir() / "assets" / "papergloss", engine)
    for name, data in chain(scripts, search.build_index(docs, engine, kept)):
        yield f"search/{name}", data
    (report.rendered if kept.made else report.reused)["search index"] += 1
    yield from search.saved_feeds(site.settings.search.saved, docs, site.url, site.name)


def _of_notes(archive: Archive, site: Site) -> Iterator[tuple[str, bytes]]:
    """What other programs read of the notes: annotations, and how to write more."""
    yield from webannotation.files(archive, site.url)
    yield note_schema.PATH, note_schema.schema(archive.tags, site.url)
