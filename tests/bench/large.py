"""Archives of real papers, by the thousand: our builds beside tuned Material's and Hugo's.

"load, render, write" is our build after a change to every page that leaves links and search as they
are: what the other two do. All write into folders that do not exist.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from corpus import corpus_archive
from peers import hugo, tuned_material
from runs import Bench, Run

from papergloss.model import Paper
from papergloss.store import papers

CHANGED = 50


def compare(bench: Bench, sizes: list[int]) -> None:
    """Build sites of each size once, and print what it cost a page."""
    for size in sizes:
        folder = bench.folder / f"{size}"
        ours = corpus_archive(folder / "ours", size)
        known = list(papers.read_papers(ours / "content" / "papers"))
        runs = _ours(bench, ours, folder) | _theirs(bench, folder, known)
        print(f"{size} papers of the corpora")
        for name, run in runs.items():
            each = 1000 * run.cpu / size
            print(
                f"{name:22} {run.cpu:7.1f} s CPU {run.wall:7.1f} s {each:6.2f} ms CPU a paper"
                f" {run.memory:6.0f} MiB"
            )
        _weigh(folder / "site")
        shutil.rmtree(folder)


def _ours(bench: Bench, ours: Path, folder: Path) -> dict[str, Run]:
    build = ["papergloss", "build", "-d", str(folder / "site")]
    known = sorted((ours / "content" / "papers").glob("*/*.md"))
    runs = {"clean": bench.run(build, ours), "nothing changed": bench.run(build, ours)}
    note = ours / "content" / "notes" / known[0].name
    note.parent.mkdir()
    note.write_text("A first thought.", encoding="utf-8")
    bench.run(build, ours)
    note.write_text("A second thought.", encoding="utf-8")
    runs["one note changed"] = bench.run(build, ours)
    for path in known[:: len(known) // CHANGED][:CHANGED]:
        path.write_text(path.read_text("utf-8").rstrip() + " And more of it.\n", "utf-8")
    runs[f"{CHANGED} papers changed"] = bench.run(build, ours)
    settings = ours / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("site_name: ", "site_name: New "))
    fresh = ["papergloss", "build", "-d", str(folder / "fresh")]
    return runs | {"load, render, write": bench.run(fresh, ours)}


def _theirs(bench: Bench, folder: Path, known: list[Paper]) -> dict[str, Run]:
    tuned = tuned_material(folder / "tuned", known)
    runs = {"tuned Material": bench.run(["mkdocs", "build", "-q"], tuned)}
    if shutil.which("hugo"):
        theirs = hugo(folder / "hugo", known)
        runs["Hugo"] = bench.run(["hugo", "--quiet"], theirs)
    else:
        print("Hugo is not here: apt-get install hugo")
    return runs


def _weigh(site: Path) -> None:
    """Print what each kind of file weighs, by the first part of its address."""
    weights: dict[str, list[int]] = {}
    for path in site.rglob("*"):
        if path.is_file():
            parts = path.relative_to(site).parts
            weights.setdefault(parts[0] if parts[1:] else ".", []).append(path.stat().st_size)
    for name, sizes in sorted(weights.items()):
        total, count = sum(sizes) / 1e6, len(sizes)
        print(f"{name:22} {count:7} files {total:7.1f} MB {total / count * 1e3:8.1f} kB each")
