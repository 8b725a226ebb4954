"""The papers of this repository: our build beside stock Material's.

Stock Material gets each paper as a Markdown page of its title, tags, abstract and links, and does
what it does unasked: navigation in every page, a search index, tags. Ours is what `papergloss
build` does: also related papers, mentions, listings, a page for every tag and month.
"""

from __future__ import annotations

import shutil
import statistics
from collections import defaultdict
from pathlib import Path

from peers import stock_material
from runs import Bench, Run

from papergloss.store import papers
from support import copy_archive

STOCK = "stock Material"


def compare(bench: Bench, rounds: int) -> None:
    """Run every build in turn, and print medians and what one changed note costs."""
    ours = copy_archive(bench.folder / "ours")
    known = list(papers.read_papers(ours / "content" / "papers"))
    stock = stock_material(bench.folder / "stock", known)
    note = ours / "content" / "notes" / f"{known[0].slug}.md"
    _round(bench, ours, stock, note, 0)  # fills the bytecode cache; not counted
    runs = [_round(bench, ours, stock, note, number) for number in range(1, rounds + 1)]
    _report(runs, len(known))


def _round(bench: Bench, ours: Path, stock: Path, note: Path, number: int) -> dict[str, Run]:
    """Build both sites in turn, so that a noisy machine slows both alike.

    Ours clean (no cache, no site), again with nothing changed, and after one changed note.
    """
    shutil.rmtree(ours / ".cache", ignore_errors=True)
    site = bench.folder / f"site-{number}"
    build = ["papergloss", "build", "-d", str(site)]
    note.parent.mkdir(exist_ok=True)
    note.write_text("A first thought.", encoding="utf-8")
    found = {"clean": bench.run(build, ours), "nothing changed": bench.run(build, ours)}
    note.write_text(f"Thought {number}.", encoding="utf-8")
    found["one note changed"] = bench.run(build, ours)
    found[STOCK] = bench.run(["mkdocs", "build", "-q", "-d", f"{site}-stock"], stock)
    return found


def _report(runs: list[dict[str, Run]], count: int) -> None:
    """Print medians of CPU seconds, medians of each round's ratio to stock, and what was made."""
    print(f"{count} papers of this repository, medians of {len(runs)} rounds")
    ratios = defaultdict(list)
    for found in runs:
        for name, run in found.items():
            ratios[name].append(run.cpu / found[STOCK].cpu)
    for name in runs[0]:
        middle = statistics.median(found[name].cpu for found in runs)
        print(f"{name:18} {middle:6.2f} s CPU   {statistics.median(ratios[name]):5.2f} of stock")
    print("after one changed note:")
    print(runs[-1]["one note changed"].output)
