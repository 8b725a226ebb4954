"""``update``: raw listings → papers, and those that changed are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec import structs

from papergloss import atomic, dates, merge, tags
from papergloss.config import Site
from papergloss.errors import ArchiveError
from papergloss.merge import Change, ChangeKind, Choice
from papergloss.model import LeftOut, Listing, Paper
from papergloss.pipeline.loading import vocabulary
from papergloss.pipeline.progress import Progress, silent
from papergloss.store import left_out, papers


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateReport:
    """What an update read, decided and wrote."""

    listings: tuple[Listing, ...]
    papers: int
    changes: tuple[Change, ...]
    left_out: tuple[LeftOut, ...]
    failures: tuple[ArchiveError, ...]


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
    known_tags = vocabulary(site)
    tagger, choice = tags.Tagger(known_tags), Choice(site.settings)
    by_hand = {listing.id for listing in listings if not listing.fetched}
    paths = {listing.id: listing.path for listing in listings}
    stay = {paper.slug for paper in known}
    chosen: list[Paper] = []
    unwanted: list[LeftOut] = []
    for number, bare in enumerate(found, start=1):
        made = tagger.tags(bare.title, bare.abstract, bare.keywords, bare.categories)
        paper = structs.replace(bare, tags=made)
        added = any(seen.listing in by_hand for seen in paper.appearances)
        reason = choice.against(paper, tags.closure(paper.tags, known_tags))
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
