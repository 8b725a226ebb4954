"""Makes the pages of all papers once more, and says what CPU time that took, stage by stage.

    papers_alone.py SITE OTHER      in an archive whose site is built in SITE; OTHER does not exist

These are the pages that the other generators make, without lists, feeds and all else that a build
makes of an archive: read from the files under ``content/``, and written where no file is. What is
counted begins after the start of Python and MkDocs; how papers are related is known before, as it
stands in the others' files.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time

from papergloss import pages
from papergloss.output import SiteFolder
from papergloss.pipeline import loading
from papergloss.plugin.project import read_project
from papergloss.render import Renderer, print_pages

_AT_ONCE = 100
_taken: dict[str, float] = {}


def main(site_dir: str, other: str) -> None:
    """Build the site, which should change nothing, then make the pages and print the line."""
    project = read_project(Path("mkdocs.yml"), site_dir=site_dir)
    project.plugin.keeps = True
    project.run()
    project.plugin.close()
    made_of, shell = project.plugin.made_of, project.plugin.shell
    assert made_of is not None
    # As in a build: what it made first is not looked through for circles again and again.
    gc.freeze()
    gc.set_threshold(20_000_000, 50, 1000)
    with _counted("load"):
        loaded = loading.read(project.site)
    with _counted("plan"):
        archive, links = loaded.archive, made_of.links
        keyed = {each.value.slug: each for each in loaded.papers.papers}
        cards = pages.Cards(archive, links.concepts, keyed)
        gatherer = pages.Gatherer(archive, links, cards, project.site)
        plans = [plan for said in pages.said(archive) for plan in pages.month_plans(said, gatherer)]
        renderer = Renderer(project.site, len(archive.papers), shell)
        keys = [renderer.key(plan) for plan in plans]
    folder = SiteFolder(Path(other))
    for start in range(0, len(plans), _AT_ONCE):
        chunk = plans[start : start + _AT_ONCE]
        with _counted("render"):
            made = print_pages(renderer.stationery, chunk)
        with _counted("write"):
            for plan, key, html in zip(chunk, keys[start:], made, strict=False):
                folder.put(f"{plan.url}index.html", html, key)
    stages = ", ".join(f"{name} {seconds:.2f} ({seconds:.2f})" for name, seconds in _taken.items())
    print(f"seconds (of CPU): {stages}")


@contextmanager
def _counted(name: str) -> Iterator[None]:
    began = process_time()
    yield
    _taken[name] = _taken.get(name, 0.0) + process_time() - began


if __name__ == "__main__":
    main(*sys.argv[1:])
