"""The whole story in two functions: ``update`` fills ``content/papers``, ``build`` fills the site.

Only this module knows all stages. ``update`` reads raw listings, merges their entries into papers
and writes those that changed; ``build`` reads the papers, links them, renders what changed and
writes the search index. Nothing here touches ``content/notes`` or ``content/listings``.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any, TypeVar

from papergloss import atomic, dates, links, merge, pages, search, sitemap, tags
from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.errors import ArchiveError, ReadError
from papergloss.merge import Change, ChangeKind
from papergloss.model import Archive, Links, Listing, Mention, Paper, Related, Tag
from papergloss.output import SiteFolder
from papergloss.render import Renderer, redirect
from papergloss.store import listings as raw_listings
from papergloss.store import notes, papers, yaml_text

log = logging.getLogger(__name__)

T = TypeVar("T")

# Told (stage, done, total) as long work goes on.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What an update read, decided and wrote."""

    listings: tuple[Listing, ...]
    papers: int
    changes: tuple[Change, ...]
    failures: tuple[ArchiveError, ...]


@dataclass(slots=True, kw_only=True)
class BuildReport:
    """What a build rendered and what it took from the cache, by kind of page.

    ``written``, ``kept`` and ``removed`` count files of the site: those whose bytes changed, those
    that held theirs already, those of pages that are no more. ``seconds`` says how long each stage
    took.
    """

    rendered: Counter[str] = field(default_factory=Counter)
    reused: Counter[str] = field(default_factory=Counter)
    written: int = 0
    kept: int = 0
    removed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    problems: list[ArchiveError] = field(default_factory=list)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure a stage."""
        began = perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - began


def silent(stage: str, done: int, total: int) -> None:
    """Progress for callers that show none."""


# --- update -------------------------------------------------------------------------------------


def update(site: Site, *, dry_run: bool = False, progress: Progress = silent) -> UpdateReport:
    """Bring ``content/papers`` up to date with ``content/listings``.

    A listing that cannot be read is reported and changes nothing; the others proceed.
    """
    folder = site.content / "papers"
    known = list(papers.read_papers(folder))
    unsettled, failures = _read_listings(site.content, progress)
    settled = dates.settle(unsettled, known)
    merged = _tagged(merge.merge(settled, known), site, progress)
    changes = tuple(merge.changes(known, merged))
    if not dry_run:
        _write(folder, changes, _all_listings(folder, settled), progress)
    return UpdateReport(
        listings=tuple(settled), papers=len(merged), changes=changes, failures=tuple(failures)
    )


def _read_listings(
    content: Path, progress: Progress
) -> tuple[list[dates.Unsettled], list[ArchiveError]]:
    raws = list(raw_listings.read_raw(content))
    unsettled: list[dates.Unsettled] = []
    failures: list[ArchiveError] = []
    for done, raw in enumerate(raws, start=1):
        try:
            unsettled.append(read_listing(raw))
        except ReadError as error:
            failures.append(error)
        progress("read", done, len(raws))
    return unsettled, failures


def read_listing(raw: raw_listings.RawListing) -> dates.Unsettled:
    """Read one raw listing; ReadError when it does not fit its format."""
    # A build reads no listing, and importing every reader takes longer than starting MkDocs.
    from papergloss import sources

    where = f"content/{raw.path}"
    name = raw.sidecar.format
    known = sources.by_name(name) if name else sources.recognise(raw.data, where)
    reading = known.read(raw.data, where)
    return dates.Unsettled(id=raw.id, path=raw.path, reading=reading, sidecar=raw.sidecar)


def _tagged(found: Sequence[Paper], site: Site, progress: Progress) -> list[Paper]:
    tagger = tags.Tagger(_vocabulary(site))
    done = []
    for number, paper in enumerate(found, start=1):
        done.append(replace(paper, tags=tagger.tags(paper.title, paper.abstract)))
        progress("tag", number, len(found))
    return done


def _vocabulary(site: Site) -> dict[str, Tag]:
    path = site.content / "tags.yml"
    return tags.vocabulary(yaml_text.read_file(path) or [], str(path))


def _all_listings(folder: Path, settled: Sequence[Listing]) -> list[Listing]:
    """Those read now, and those of earlier runs whose files are gone: their pages stay."""
    known = {listing.id: listing for listing in papers.read_listings(folder / papers.LISTINGS)}
    known.update({listing.id: listing for listing in settled})
    return sorted(known.values(), key=lambda item: (str(item.date or ""), item.id))


def _write(
    folder: Path, changes: Sequence[Change], listings: Sequence[Listing], progress: Progress
) -> None:
    atomic.sweep(folder)
    touched = set()
    for done, change in enumerate(changes, start=1):
        path = folder / papers.path_of(change.paper)
        if change.kind is ChangeKind.REMOVED:
            path.unlink(missing_ok=True)
        else:
            atomic.write(path, papers.paper_text(change.paper).encode())
        touched.add(path.parent)
        progress("write", done, len(changes))
    if listings:
        atomic.write(folder / papers.LISTINGS, papers.listings_text(listings).encode())
    atomic.sync_folders(touched)


# --- build --------------------------------------------------------------------------------------


def load(site: Site) -> tuple[Archive, list[ArchiveError]]:
    """Read everything under ``content/`` that the build shows."""
    found, problems = notes.read_notes(site.content / "notes")
    archive = Archive(
        papers=tuple(papers.read_papers(site.content / "papers")),
        listings=papers.read_listings(site.content / "papers" / papers.LISTINGS),
        notes=found,
        tags=_vocabulary(site),
    )
    slugs = {paper.slug for paper in archive.papers}
    for slug in sorted(found.keys() - slugs):
        message = "this note has no paper (yet); it is kept and joins when the paper arrives"
        problems.append(ReadError(message, where=f"content/notes/{slug}.md"))
    return archive, list(problems)


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
        archive, report.problems = load(site)
        folder = SiteFolder(site_dir)
    with Cache(site.root / site.settings.cache) as cache:
        with report.stage("link"):
            linked = _linked(archive, cache, report, site.settings.related)
        with report.stage("pages"):
            made = list(pages.pages(archive, linked, site))
        with report.stage("render"):
            renderer = Renderer(site, len(archive.papers), shell, cache)
            for done, page in enumerate(made, start=1):
                html, fresh = renderer.render(page)
                folder.put(f"{page.url}index.html", html)
                (report.rendered if fresh else report.reused)[page.kind] += 1
                progress("render", done, len(made))
            for alias, target in pages.redirects(archive):
                folder.put(f"{alias}index.html", redirect(alias, target))
        with report.stage("index"):
            for name, data in _index(archive, cache, report):
                folder.put(f"search/{name}", data)
    with report.stage("finish"):
        for name, data in sitemap.files(site.url, [*(page.url for page in made), *prose]):
            folder.put(name, data)
        if staged:
            folder.adopt(staged)
        folder.finish()
    report.written, report.kept, report.removed = folder.written, folder.kept, folder.removed
    return report


def _linked(archive: Archive, cache: Cache, report: BuildReport, most: int) -> Links:
    shown = [(p.slug, p.title, p.abstract, p.tags, p.ids, p.date) for p in archive.papers]
    data, fresh = cache.remember(
        ("links", most, shown), lambda: links.link(archive.papers, most=most)
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


def _index(archive: Archive, cache: Cache, report: BuildReport) -> Iterator[tuple[str, bytes]]:
    docs = pages.search_docs(archive)
    files, fresh = cache.remember(
        ("search", docs),
        lambda: {name: data.decode() for name, data in search.build_index(docs).items()},
    )
    (report.rendered if fresh else report.reused)["search index"] += 1
    for name, text in files.items():
        yield name, text.encode()
