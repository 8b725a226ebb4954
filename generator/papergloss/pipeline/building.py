"""``build``: papers and notes → pages, search index, feeds and the site map."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from papergloss.cache import Cache, digest
from papergloss.config import Site
from papergloss.executors import Workers, executor
from papergloss.model import Links
from papergloss.output import SiteFolder
from papergloss.pipeline.groups import plan_pages, put_exports, put_search, put_site_map
from papergloss.pipeline.inputs import Input
from papergloss.pipeline.linking import linked_papers
from papergloss.pipeline.loading import Loaded, read
from papergloss.pipeline.progress import Progress, silent
from papergloss.pipeline.publishing import Publisher
from papergloss.pipeline.report import BuildReport, MadeOf
from papergloss.pipeline.sources import Sources, papers_alone
from papergloss.render import Renderer

# So many objects are made before Python looks for circles among the young ones, and seldom among
# all: papers, cards and pages are in none, and looking for them took a quarter of a build.
_YOUNG = (20_000_000, 50, 1000)


def build(
    site: Site,
    site_dir: Path,
    shell: Callable[[str, int], str],
    *,
    prose: Sequence[str] = (),
    staged: Path | None = None,
    progress: Progress = silent,
    keeps: bool = True,
) -> BuildReport:
    """Bring ``site_dir`` up to date: every data page, the search index, the site map, the prose.

    Args:
        site_dir: the folder of the finished site; what is no part of it any more is removed.
        shell: gives the HTML around a page of a kind at a depth, with slots to fill.
        prose: the addresses of MkDocs' own pages, for the site map.
        staged: where MkDocs has put its files, for those that none of ours takes the place of.
        keeps: the report keeps what the pages were made of, for ``show_notes``.
    """
    report = BuildReport()
    with (
        _collecting_seldom(),
        Cache(site.root / site.settings.cache) as cache,
        executor(site.settings.executor) as workers,
    ):
        with report.stage("load"):
            loaded = read(site, cache, workers)
            report.problems = loaded.problems
        with report.stage("look"):
            before = cache.left(site_dir)
            folder = SiteFolder(site_dir, before)
        sources = _sources(loaded, site, cache, workers, report)
        renderer = Renderer(site, len(loaded.archive.papers), shell)
        publisher = Publisher(folder, renderer, cache, workers, report)
        with report.stage("plan"):
            plan_pages(sources, publisher)
        with report.stage("render"):
            publisher.render(progress)
        with report.stage("index"):
            made = put_search(sources, publisher)
            (report.rendered if made else report.reused)["search index"] += 1
        with report.stage("export"):
            put_exports(sources, publisher)
        with report.stage("finish"):
            put_site_map(sources, [*folder.urls(), *prose], publisher)
            _finish(folder, staged, report)
            cache.leave(site_dir, folder.left(), before)
        if keeps:
            report.made_of = _made_of(loaded, sources)
    return report


def _sources(
    loaded: Loaded, site: Site, cache: Cache, workers: Workers, report: BuildReport
) -> Sources:
    """Say what the site is made of; papers are linked if anything asks for it."""
    settings, papers = site.settings, papers_alone(loaded)
    archive = replace(papers.value, rulings=loaded.raw.rulings)
    key = digest(papers.key, archive.rulings, settings.related, settings.people)

    def links() -> Links:
        with report.stage("link"):
            return linked_papers(archive, papers.key, site, cache, workers, report)

    return Sources(loaded, site, papers, Input(key, cache.lasting(key, links)))


def _made_of(loaded: Loaded, sources: Sources) -> MadeOf:
    return MadeOf(read=loaded.raw, archive=loaded.archive, links=sources.links.value)


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
