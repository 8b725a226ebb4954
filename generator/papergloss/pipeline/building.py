"""``build``: papers and notes → pages, search index, feeds and the site map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, TypeVar

from papergloss import letters, links, note_schema, pages, search, sitemap, webannotation
from papergloss.cache import Cache, Stamp
from papergloss.config import Site
from papergloss.errors import ArchiveError
from papergloss.model import Archive, Links, Mention, Related
from papergloss.output import SiteFolder
from papergloss.pipeline.exporting import put_exports, put_feeds, put_picture
from papergloss.pipeline.linking import with_concepts, with_people
from papergloss.pipeline.loading import applied, read
from papergloss.pipeline.progress import Progress, silent
from papergloss.render import Renderer, print_pages, redirect, theme_dir
from papergloss.views import Plan

T = TypeVar("T")

# So many pages are made before they are written.
_AT_ONCE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeOf:
    """What the pages were made of: the archive as it was read, as its notes made it, its links."""

    read: Archive
    archive: Archive
    links: Links


@dataclass(slots=True, kw_only=True)
class BuildReport:
    """What a build rendered and what it took from the cache, by kind of page.

    ``written``, ``kept`` and ``removed`` count files of the site: those whose bytes changed, those
    that held theirs already, those of pages that are no more. ``seconds`` says how long each stage
    took, and ``cpu`` for how long it kept this process at work.
    """

    rendered: Counter[str] = field(default_factory=Counter)
    reused: Counter[str] = field(default_factory=Counter)
    written: int = 0
    kept: int = 0
    removed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)
    problems: list[ArchiveError] = field(default_factory=list)
    made_of: MadeOf | None = None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage."""
        began, at_work = perf_counter(), process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began
        self.cpu[name] = self.cpu.get(name, 0.0) + process_time() - at_work


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
    with report.stage("load"):
        raw, found = read(site)
        archive, report.problems = applied(raw, found, site)
    with Cache(site.root / site.settings.cache) as cache:
        with report.stage("look"):
            known = cache.files(site_dir)
            folder = SiteFolder(site_dir, known)
        with report.stage("link"):
            by_text = _linked(archive, cache, report, site.settings.related)
            linked = with_people(with_concepts(by_text, archive, cache), archive, site)
        report.made_of = MadeOf(read=raw, archive=archive, links=linked)
        with report.stage("plan"):
            lists = pages.lists_of(archive, linked)
            planned = list(pages.plans(archive, linked, site, lists))
        with report.stage("render"):
            renderer = Renderer(site, len(archive.papers), shell)
            _render(planned, renderer, folder, report, progress)
            for alias, target in pages.redirects(archive):
                folder.put(f"{alias}index.html", redirect(alias, target))
        with report.stage("index"):
            folder.put_all(_searched(archive, site, cache, report))
        with report.stage("finish"):
            folder.put_all(_of_notes(archive, site))
            put_feeds(pages.feeds(archive, lists, site), site, folder)
            folder.put_all(letters.files(pages.letters(archive, site), site.url))
            put_exports(archive, pages.list_index(archive, lists, site), site, folder)
            put_picture(site, folder)
            folder.put_all(sitemap.files(site.url, [*(plan.url for plan in planned), *prose]))
            if staged:
                folder.adopt(staged)
            folder.finish()
            _remember(folder, site_dir, known, cache)
    report.written, report.kept, report.removed = folder.written, folder.kept, folder.removed
    return report


def _render(
    planned: Sequence[Plan],
    renderer: Renderer,
    folder: SiteFolder,
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
    for start in range(0, len(missing), _AT_ONCE):
        chunk = missing[start : start + _AT_ONCE]
        made = print_pages(renderer.stationery, [plan for plan, _ in chunk])
        for (plan, key), html in zip(chunk, made, strict=True):
            folder.put(_name(plan), html, key)
        progress("render", start + len(chunk), len(missing))


def _name(plan: Plan) -> str:
    return f"{plan.url}index.html"


def _remember(folder: SiteFolder, where: Path, known: Mapping[str, Stamp], cache: Cache) -> None:
    settled = folder.settled()
    new = {name: stamp for name, stamp in settled.items() if known.get(name) != stamp}
    cache.put_files(where, new, known.keys() - settled.keys())


def _linked(archive: Archive, cache: Cache, report: BuildReport, most: int) -> Links:
    shown = [(p.slug, p.title, p.abstract, p.tags, p.ids, p.date) for p in archive.papers]
    data, fresh = cache.remember(
        ("links", most, shown), lambda: links.link(archive.papers, most=most, memory=cache)
    )
    (report.rendered if fresh else report.reused)["link table"] += 1
    return Links(
        related=_each(
            data["related"], lambda item: Related(**item | {"terms": tuple(item["terms"])})
        ),
        mentions=_each(data["mentions"], lambda item: Mention(**item)),
        mentioned_by=_each(data["mentioned_by"], lambda item: Mention(**item)),
    )


def _each(
    data: dict[str, list[dict[str, Any]]], make: Callable[[Any], T]
) -> dict[str, tuple[T, ...]]:
    return {slug: tuple(make(item) for item in items) for slug, items in data.items()}


def _searched(
    archive: Archive, site: Site, cache: Cache, report: BuildReport
) -> Iterator[tuple[str, bytes]]:
    """The index, the scripts that read it, and a feed of what each saved query finds."""
    docs = pages.search_docs(archive)
    kept = search.Kept(cache)
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
