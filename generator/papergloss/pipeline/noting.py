"""The pages of papers whose notes were just saved, before all else is brought up to date.

What the last build had in memory serves again, so this takes a fraction of a second where a build
takes seconds. The next build gives these pages the same bytes, and lists, feeds and the search
index what belongs to them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from pathlib import Path

from papergloss import annotate, atomic, pages
from papergloss.config import Site
from papergloss.errors import ReadError
from papergloss.model import Archive, Note
from papergloss.pipeline.report import MadeOf
from papergloss.render import Renderer, print_pages
from papergloss.store import notes


def show_notes(
    site: Site,
    site_dir: Path,
    before: MadeOf,
    saved: Collection[Path],
    shell: Callable[[str, int], str],
) -> MadeOf:
    """Write the pages of the papers whose notes were saved; return what they were made of.

    Args:
        site_dir: the folder of the finished site, which holds what was made of ``before``.
        saved: files of ``content/notes``; some may be there no more.
        shell: as for ``build``.
    """
    raw = replace(before.read, notes=dict(_read_again(before.read, saved)))
    archive = annotate.annotate(raw).archive
    papers = [paper for paper in archive.papers if _differs(paper.slug, before.archive, archive)]
    renderer = Renderer(site, len(archive.papers), shell)
    plans = list(pages.paper_plans(papers, archive, before.links, site))
    for plan in plans:
        renderer.key(plan)  # asks for the shell
    for plan, html in zip(plans, print_pages(renderer.stationery, plans), strict=True):
        atomic.write(site_dir / plan.url / "index.html", html, sync=False)
    return MadeOf(read=raw, archive=archive, links=before.links)


def _read_again(archive: Archive, saved: Collection[Path]) -> Iterator[tuple[str, Note]]:
    names = {path.stem for path in saved}
    yield from ((name, note) for name, note in archive.notes.items() if name not in names)
    problems: list[ReadError] = []  # the build that follows tells of them
    for path in sorted(saved):
        if path.exists() and (note := notes.read_note(path, problems)):
            yield path.stem, note


def _differs(slug: str, before: Archive, after: Archive) -> bool:
    return before.notes.get(slug) != after.notes.get(slug) or before.relations.get(
        slug
    ) != after.relations.get(slug)
