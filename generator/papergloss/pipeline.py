"""The whole story in two functions: ``update`` fills ``content/papers``, ``build`` fills the site.

Only this module knows all stages. ``update`` reads raw listings, merges their entries into papers
and writes those that changed; ``build`` reads the papers, links them, renders what changed and
writes the search index. Nothing here touches ``content/notes`` or ``content/listings``.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from papergloss import atomic, dates, links, merge, pages, search, sitemap, sources, tags
from papergloss.cache import Cache, code_fingerprint, digest
from papergloss.config import Site
from papergloss.errors import ArchiveError, ReadError
from papergloss.merge import Change, ChangeKind
from papergloss.model import Archive, Links, Listing, Mention, Paper, Related, Tag
from papergloss.render import Renderer, redirect
from papergloss.store import listings as raw_listings
from papergloss.store import notes, papers, yaml_text
from papergloss.views import SearchDoc

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
    """What a build rendered and what it took from the cache, by kind of page."""

    rendered: Counter[str] = field(default_factory=Counter)
    reused: Counter[str] = field(default_factory=Counter)
    problems: list[ArchiveError] = field(default_factory=list)


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
    progress: Progress = silent,
) -> BuildReport:
    """Write every data page, the search index and the site map into ``site_dir``.

    Args:
        site_dir: the folder of the finished site; what MkDocs has put there stays.
        shell: gives the HTML around a page of a kind at a depth, with slots to fill.
        prose: the addresses of MkDocs' own pages, for the site map.
    """
    archive, problems = load(site)
    report = BuildReport(problems=problems)
    with Cache(site.root / site.settings.cache) as cache:
        linked = _linked(archive, cache, report, site.settings.related)
        made = list(pages.pages(archive, linked, site))
        renderer = Renderer(site, len(archive.papers), shell, cache)
        for done, page in enumerate(made, start=1):
            html, fresh = renderer.render(page)
            _put(site_dir / page.url / "index.html", html)
            (report.rendered if fresh else report.reused)[page.kind] += 1
            progress("render", done, len(made))
        for alias, target in pages.redirects(archive):
            _put(site_dir / alias / "index.html", redirect(alias, target))
        docs = pages.search_docs(archive)
        for name, data in search.saved_feeds(site.settings.search.saved, docs, site.url, site.name):
            _put(site_dir / name, data)
        for name, data in _index(docs, site.settings.search.engine, cache, report):
            _put(site_dir / "search" / name, data)
    for name, data in sitemap.files(site.url, [*(page.url for page in made), *prose]):
        _put(site_dir / name, data)
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


def _index(
    docs: Sequence[SearchDoc], engine: str, cache: Cache, report: BuildReport
) -> Iterator[tuple[str, bytes]]:
    key = digest(code_fingerprint(), "search", engine, docs)
    packed = cache.get(key)
    if packed is None:
        packed = search.bundle(search.build_index(docs, engine))
        cache.put(key, packed)
        report.rendered["search index"] += 1
    else:
        report.reused["search index"] += 1
    yield from search.unbundle(packed)


def _put(path: Path, data: bytes) -> None:
    # The build can make these again, so none waits for the disk.
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
