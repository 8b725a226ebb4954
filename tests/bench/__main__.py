"""Measure Papergloss: the build beside stock Material for MkDocs, and the reading of listings.

    make bench    (or: python tests/bench [build|ingest] [--rounds 5])

``ingest`` takes the recorded data beside the checkout; see ``ingest.py``. ``build`` makes a site of
the papers of this repository twice. Stock Material gets each as a Markdown page of its title, tags,
abstract and links, and does what it does unasked: navigation in every page, a search index, tags.
Ours is what `papergloss build` does: also related papers, mentions, listings, a page for every tag
and month. Nothing here is a test: times depend on the machine.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import ingest
from runs import Bench, Run, machine
from stock import stock_project

from papergloss.store import papers
from support import copy_archive

STOCK = "stock Material"


def main() -> None:
    """Run every measurement and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("part", nargs="?", choices=("build", "ingest"), default="build")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each; medians are printed")
    arguments = parser.parse_args()
    if arguments.part == "ingest":
        print(f"{machine()}; medians of {arguments.rounds}")
        ingest.measure(arguments.rounds)
    else:
        build(arguments.rounds)


def build(rounds: int) -> None:
    """Build the site of the same papers with both, in rounds, and print what that took."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        ours = copy_archive(bench.folder / "ours")
        known = list(papers.read_papers(ours / "content" / "papers"))
        stock = stock_project(bench.folder / "stock", known)
        note = ours / "content" / "notes" / f"{known[0].slug}.md"
        one_round(bench, ours, stock, note, 0)  # fills the bytecode cache; not counted
        runs = [one_round(bench, ours, stock, note, number) for number in range(1, rounds + 1)]
    report(runs, len(known))


def one_round(bench: Bench, ours: Path, stock: Path, note: Path, number: int) -> dict[str, Run]:
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
    found[STOCK] = bench.run(["mkdocs", "build", "-q", "-d", str(site) + "-stock"], stock)
    return found


def report(runs: list[dict[str, Run]], count: int) -> None:
    """Print medians of CPU seconds, medians of each round's ratio to stock, and what was made."""
    print(f"{machine()}; {count} papers, medians of {len(runs)} rounds")
    ratios = defaultdict(list)
    for found in runs:
        for name, run in found.items():
            ratios[name].append(run.cpu / found[STOCK].cpu)
    for name in runs[0]:
        middle = statistics.median(found[name].cpu for found in runs)
        print(f"{name:18} {middle:6.2f} s CPU   {statistics.median(ratios[name]):5.2f} of stock")
    print("after one changed note:")
    print(runs[-1]["one note changed"].output)


if __name__ == "__main__":
    main()
