"""The whole story in two functions: ``update`` fills ``content/papers``, ``build`` fills the site.

Only this module knows all stages. ``update`` reads raw listings, merges their entries into papers
and writes those that changed; ``build`` reads the papers, links them, renders what changed and
writes the search index. Nothing here touches ``content/notes`` or ``content/listings``.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from papergloss import (
    annotate,
    atomic,
    dates,
    feeds,
    links,
    merge,
    note_schema,
    pages,
    proofread,
    search,
    sitemap,
    tags,
    webannotation,
)
from papergloss.cache import Cache
from papergloss.config import Site
from papergloss.errors import ArchiveError
from papergloss.merge import Change, ChangeKind, Choice
from papergloss.model import (
    Archive,
    LeftOut,
    Links,
    Listing,
    Mention,
    Paper,
    Related,
    Tag,
    Trouble,
)
from papergloss.render import Renderer, redirect
from papergloss.store import health, left_out, notes, papers, yaml_text

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
    left_out: tuple[LeftOut, ...]
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

    A listing that cannot be read is reported and changes nothing; the others proceed. Every entry
    ends up on a page or in the report, with the reason.
    """
    # A build reads no listing, and importing every reader takes longer than starting MkDocs.
    from papergloss import reading

    folder = site.content / "papers"
    known = list(papers.read_papers(folder))
    unsettled, failures = reading.read_listings(site.content, progress)
    before = papers.read_listings(folder / papers.LISTINGS)
    settled = dates.settle(reading.dated_before(unsettled, before), known)
    merged = merge.merge(settled, known)
    chosen, unwanted = _chosen(merged.papers, known, settled, site, progress)
    changes = tuple(merge.changes(known, chosen))
    lost = (*reading.lost(unsettled, failures), *merged.left_out)
    if not dry_run:
        _write(folder, changes, _all_listings(before, settled), progress)
        left_out.write(folder, lost)
    return UpdateReport(
        listings=tuple(settled),
        papers=len(chosen),
        changes=changes,
        left_out=(*lost, *unwanted),
        failures=tuple(failures),
    )


def _chosen(
    found: Sequence[Paper],
    known: Sequence[Paper],
    listings: Sequence[Listing],
    site: Site,
    progress: Progress,
) -> tuple[list[Paper], list[LeftOut]]:
    """Tag the papers, and leave out the new ones that the settings do not want."""
    vocabulary = _vocabulary(site)
    tagger, choice = tags.Tagger(vocabulary), Choice(site.settings)
    by_hand = {listing.id for listing in listings if not listing.fetched}
    paths = {listing.id: listing.path for listing in listings}
    stay = {paper.slug for paper in known}
    chosen: list[Paper] = []
    unwanted: list[LeftOut] = []
    for number, bare in enumerate(found, start=1):
        paper = replace(bare, tags=tagger.tags(bare.title, bare.abstract))
        added = any(seen.listing in by_hand for seen in paper.appearances)
        reason = choice.against(paper, tags.closure(paper.tags, vocabulary))
        if reason is None or added or paper.slug in stay:
            chosen.append(paper)
        else:
            unwanted += [
                LeftOut(
                    path=paths[seen.listing],
                    position=seen.position,
                    title=paper.title,
                    reason=reason,
                )
                for seen in paper.appearances
            ]
        progress("tag", number, len(found))
    return chosen, unwanted


def _vocabulary(site: Site) -> dict[str, Tag]:
    path = site.content / "tags.yml"
    return tags.vocabulary(yaml_text.read_file(path) or [], str(path))


def _all_listings(before: Iterable[Listing], settled: Sequence[Listing]) -> list[Listing]:
    """Those read now, and those of earlier runs whose files are gone: their pages stay."""
    known = {listing.id: listing for listing in before}
    known.update({listing.id: listing for listing in settled})
    return sorted(known.values(), key=lambda item: (str(item.date or ""), item.id))


def _write(
    folder: Path, changes: Sequence[Change], listings: Sequence[Listing], progress: Progress
) -> None:
    atomic.sweep(folder)
    if listings:
        # First, so that a run which is stopped among the papers leaves the dates it worked with.
        atomic.write(folder / papers.LISTINGS, papers.listings_text(listings).encode())
    stay = [change.paper for change in changes if change.kind is not ChangeKind.REMOVED]
    files = ((folder / papers.path_of(p), papers.paper_text(p).encode()) for p in stay)
    for done, _ in enumerate(atomic.write_all(files), start=1):
        progress("write", done, len(stay))
    # Only now: what a removed page said stands in another by now.
    for change in changes:
        if change.kind is ChangeKind.REMOVED:
            atomic.remove(folder / papers.path_of(change.paper))
    touched = {(folder / papers.path_of(change.paper)).parent for change in changes}
    if listings or changes:
        touched.add(folder)
    atomic.sync_folders(touched)


# --- build --------------------------------------------------------------------------------------


def load(site: Site) -> tuple[Archive, list[ArchiveError]]:
    """Read everything under ``content/`` that the build shows."""
    found, problems = notes.read_notes(site.content / "notes")
    listings = papers.read_listings(site.content / "papers" / papers.LISTINGS)
    raw = Archive(
        papers=tuple(papers.read_papers(site.content / "papers")),
        listings=tuple(listing for listing in listings if not listing.lookup),
        lookups=tuple(listing for listing in listings if listing.lookup),
        notes=found,
        tags=_vocabulary(site),
        health=health.read(site.content),
        left_out=left_out.read(site.content / "papers"),
    )
    annotated = annotate.annotate(raw)
    archive = annotated.archive
    problems += annotated.problems
    problems += proofread.proofread(archive, lambda path: (site.content / path).is_file())
    troubles = tuple(_trouble(problem, site) for problem in problems)
    return replace(archive, troubles=troubles), list(problems)


def _trouble(error: ArchiveError, site: Site) -> Trouble:
    where = error.where.removeprefix(f"{site.root}/")
    return Trouble(message=error.message, where=where, line=error.line, remedy=error.remedy)


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
        for name, data in _index(archive, cache, report):
            _put(site_dir / "search" / name, data)
    for name, data in _of_notes(archive, site):
        _put(site_dir / name, data)
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


def _index(archive: Archive, cache: Cache, report: BuildReport) -> Iterator[tuple[str, bytes]]:
    docs = pages.search_docs(archive)
    files, fresh = cache.remember(
        ("search", docs),
        lambda: {name: data.decode() for name, data in search.build_index(docs).items()},
    )
    (report.rendered if fresh else report.reused)["search index"] += 1
    for name, text in files.items():
        yield name, text.encode()


def _of_notes(archive: Archive, site: Site) -> Iterator[tuple[str, bytes]]:
    """What other programs read of the notes: annotations, a feed, and how to write more."""
    yield from webannotation.files(archive, site.url)
    yield note_schema.PATH, note_schema.schema(archive.tags, site.url)
    if site.url:
        feed = pages.notes_feed(archive, site)
        yield feed.url, feeds.atom(feed, site.url, site.name)


def _put(path: Path, data: bytes) -> None:
    # The build can make these again, so none waits for the disk.
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
