"""Measure Papergloss: the build beside stock Material for MkDocs, and the reading of listings.

    make bench    (or: python tests/bench [build|ingest] [--rounds 5])

``build`` takes the papers of this repository and prints CPU seconds (user and system, of the whole
process tree) and their ratio, taken in turn so that a noisy machine slows both alike. ``ingest``
takes the recorded data beside the checkout; see ``ingest.py``. Nothing here is a test: times depend
on the machine.
"""

from __future__ import annotations

import argparse
import html
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import ingest

from papergloss.model import Paper
from papergloss.store import papers
from support import ROOT, copy_archive

STOCK = """\
site_name: Stock
site_url: https://example.org/
theme: {name: material, font: false}
plugins: [search, tags]
"""


def main() -> None:
    """Run the measurements asked for and print their table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("part", nargs="?", choices=("build", "ingest"), default="build")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each; medians are printed")
    arguments = parser.parse_args()
    print(f"{machine()}; medians of {arguments.rounds}")
    if arguments.part == "ingest":
        ingest.measure(arguments.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        ours = copy_archive(Path(folder) / "ours")
        stock = stock_project(Path(folder) / "stock")
        measure(ours, stock, arguments.rounds)


def machine() -> str:
    """Name the machine."""
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n")
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    return f"{cpu}, {os.cpu_count()} cores, Python {platform.python_version()}"


def measure(ours: Path, stock: Path, rounds: int) -> None:
    """Build both sites in turn, ours clean, unchanged, and after one changed note."""
    times: dict[str, list[float]] = {}
    note = (
        ours / "content" / "notes" / f"{next(papers.read_papers(ours / 'content/papers')).slug}.md"
    )
    for number in range(rounds):
        shutil.rmtree(ours / ".cache", ignore_errors=True)
        note.parent.mkdir(exist_ok=True)
        note.write_text("A first thought.", encoding="utf-8")
        times.setdefault("clean build", []).append(cpu(["papergloss", "build"], ours))
        times.setdefault("nothing changed", []).append(cpu(["papergloss", "build"], ours))
        note.write_text(f"Thought {number}.", encoding="utf-8")
        times.setdefault("one note changed", []).append(cpu(["papergloss", "build"], ours))
        times.setdefault("stock Material", []).append(cpu(["mkdocs", "build", "-q"], stock))
    base = statistics.median(times["stock Material"])
    for name, found in times.items():
        middle = statistics.median(found)
        print(f"{name:18} {middle:6.2f} s CPU   {middle / base:5.2f} of stock")


def cpu(command: list[str], folder: Path) -> float:
    """Run a command of this environment; return its user and system seconds."""
    program = Path(sys.executable).parent / command[0]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, *command[1:]], cwd=folder, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def stock_project(folder: Path) -> Path:
    """Make a plain Material project of the same papers: title, tags, abstract, links."""
    (folder / "docs" / "papers").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    (folder / "docs" / "index.md").write_text("# Papers\n", encoding="utf-8")
    for paper in papers.read_papers(ROOT / "content" / "papers"):
        page = folder / "docs" / "papers" / f"{paper.slug}.md"
        page.write_text(stock_page(paper), encoding="utf-8")
    return folder


def stock_page(paper: Paper) -> str:
    """Write a paper as a person would by hand, its text made harmless for Markdown."""
    tags = "".join(f"  - {tag}\n" for tag in paper.tags)
    links = "".join(f"- <{link.url}>\n" for link in paper.links)
    front = f"---\ntags:\n{tags}---\n" if tags else ""
    return f"{front}# {html.escape(paper.title)}\n\n{html.escape(paper.abstract)}\n\n{links}"


if __name__ == "__main__":
    main()
