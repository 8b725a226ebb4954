"""Builds of archives of real papers, in rounds: ours clean and warm, and the same pages by others.

A round holds every build once, one after another, so that a noisy machine slows all of them alike.
Each writes into a folder of its own that never was: making files where some were just removed is
slower by far. So what the rounds made is removed when all are over.
"""

from __future__ import annotations

import re
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import corpus_archive
from peers import hugo, tuned_material
from results import Measured, Part, Results
from runs import Bench, Run

from papergloss import budget
from papergloss.store import papers

CLEAN = "clean"
PAGES_ALONE = "load, render, write"
PAPERS_ALONE = "load, render, write (papers alone)"
NOTHING = "nothing changed"
NOTE = "one note changed"
CHANGED = "50 papers changed"
NEW = "50 papers new"
MATERIAL = "tuned Material"
HUGO = "Hugo, the same pages"
BARE_HUGO = "Hugo, bare pages"
#: In the order of the tables.
OURS = (CLEAN, PAGES_ALONE, PAPERS_ALONE, NOTHING, NOTE, CHANGED, NEW)
PEERS = (HUGO, BARE_HUGO, MATERIAL)

_MANY = 50
_NEW_WORDS = "Said at"
_LISTED = re.compile(r'listing: "corpus/([0-9-]+)"')
_STAGE = re.compile(r"(\w+) ([\d.]+) \(([\d.]+)\)")
_PAPERS_ALONE = Path(__file__).parent / "papers_alone.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Where a size is measured: the archive, and the projects of the others if they take part."""

    size: int
    folder: Path
    archive: Path
    peers: bool


def measure(
    bench: Bench, results: Results, path: Path, size: int, rounds: int, peers: bool
) -> None:
    """Measure what rounds of a size are not measured yet, and keep each in the file ``path``."""
    wanted = [number for number in range(1, rounds + 1) if not results.has(size, number)]
    if not wanted:
        return
    _fill_bytecode_cache(bench)
    ground = prepared(bench, size, peers)
    for number in wanted:
        found = [*_round(bench, ground, number)]
        results.runs += [_measured(size, number, name, run) for name, run in found]
        results.parts = [each for each in results.parts if each.size != size]
        made = ground.folder / "made"
        results.parts += _weighed(size, max(made.iterdir()) / "site")
        results.write(path)
    shutil.rmtree(ground.folder / "made")


def _fill_bytecode_cache(bench: Bench) -> None:
    """Build a few pages, which is not counted: a program that ran before is compiled already."""
    folder = bench.folder / "warm-up"
    if not folder.exists():
        corpus_archive(folder / "ours", 5)
        bench.run(["papergloss", "build"], folder / "ours")
        known = list(papers.read_papers(folder / "ours" / "content" / "papers"))
        bench.run(["mkdocs", "build", "-q"], tuned_material(folder / "tuned", known))


def prepared(bench: Bench, size: int, peers: bool = False) -> Ground:
    """Write the archive and the others' projects, unless they are there from an earlier run."""
    folder = bench.folder / str(size)
    ground = Ground(size=size, folder=folder, archive=folder / "ours", peers=peers)
    whole = folder / "whole"
    if not whole.exists():
        print(f"{size}: writing the archive", flush=True)
        shutil.rmtree(folder, ignore_errors=True)
        corpus_archive(ground.archive, size)
        (ground.archive / "content" / "notes").mkdir()
        whole.touch()
    if peers and not (folder / "peers").exists():
        known = list(papers.read_papers(ground.archive / "content" / "papers"))
        hugo(folder / "hugo", known, whole=True)
        hugo(folder / "bare", known, whole=False)
        tuned_material(folder / "tuned", known)
        (folder / "peers").touch()
    return ground


def _round(bench: Bench, ground: Ground, number: int) -> Iterator[tuple[str, Run]]:
    for name, run in _builds(bench, ground):
        print(
            f"{ground.size} papers, round {number}: {name:34} {run.cpu:8.2f} s CPU "
            f"{run.wall:8.2f} s {run.memory:7.0f} MiB",
            flush=True,
        )
        yield name, run


def _builds(bench: Bench, ground: Ground) -> Iterator[tuple[str, Run]]:
    made = ground.folder / "made" / f"{time.time_ns()}"
    site = made / "site"
    yield from _warm_builds(bench, ground, site)
    # Other words in every page's frame; links and index stay as they are.
    settings = ground.archive / "mkdocs.yml"
    text = re.sub(r"site_name: .*", f"site_name: {_new_words()}", settings.read_text("utf-8"))
    settings.write_text(text, encoding="utf-8")
    fresh = made / "fresh"
    yield PAGES_ALONE, bench.run(["papergloss", "build", "-d", str(fresh)], ground.archive)
    command = [sys.executable, str(_PAPERS_ALONE), str(fresh), str(made / "alone")]
    yield PAPERS_ALONE, _of_stages(bench.run(command, ground.archive))
    if not ground.peers:
        return
    for name, project, command in (
        (HUGO, "hugo", ["hugo", "--quiet"]),
        (BARE_HUGO, "bare", ["hugo", "--quiet"]),
        (MATERIAL, "tuned", ["mkdocs", "build", "-q"]),
    ):
        command += ["-d", str(made / project)]
        yield name, bench.run(command, ground.folder / project)


def _warm_builds(bench: Bench, ground: Ground, site: Path) -> Iterator[tuple[str, Run]]:
    """Build from nothing, then after changes that grow."""
    shutil.rmtree(ground.archive / ".cache", ignore_errors=True)
    build = ["papergloss", "build", "-d", str(site)]
    known = sorted((ground.archive / "content" / "papers").glob("*/*.md"))
    note = ground.archive / "content" / "notes" / known[0].name
    note.write_text(_new_words(), encoding="utf-8")
    yield CLEAN, bench.run(build, ground.archive)
    yield NOTHING, bench.run(build, ground.archive)
    note.write_text(_new_words(), encoding="utf-8")
    yield NOTE, bench.run(build, ground.archive)
    for path in known[:: max(1, len(known) // _MANY)][:_MANY]:
        text = re.sub(rf" {_NEW_WORDS} \d+$", "", path.read_text("utf-8").rstrip())
        path.write_text(f"{text} {_new_words()}\n", encoding="utf-8")
    yield CHANGED, bench.run(build, ground.archive)
    texts = {path: path.read_text("utf-8") for path in sorted(known, key=_listed)[-_MANY:]}
    for path in texts:
        path.unlink()
    bench.run(build, ground.archive)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8")
    yield NEW, bench.run(build, ground.archive)


def _listed(path: Path) -> str:
    """Say when a paper entered the archive: the newest are those that a day's update brings."""
    found = _LISTED.search(path.read_text("utf-8"))
    return found[1] if found else ""


def _new_words() -> str:
    """Say what no round before has said, nor this one before it was stopped."""
    return f"{_NEW_WORDS} {time.time_ns()}"


def _measured(size: int, number: int, name: str, run: Run) -> Measured:
    return Measured(
        size=size,
        round=number,
        name=name,
        cpu=run.cpu,
        wall=run.wall,
        memory=run.memory,
        stages=_stages(run),
    )


def _of_stages(run: Run) -> Run:
    """Count only what the run says of its stages; it has done other work before."""
    return replace(run, cpu=sum(_stages(run).values()), wall=0)


def _stages(run: Run) -> dict[str, float]:
    line = next((line for line in run.output.split("\n") if line.startswith("seconds")), "")
    return {stage: float(cpu) for stage, _, cpu in _STAGE.findall(line)}


def _weighed(size: int, site: Path) -> list[Part]:
    kinds = budget.weigh(site).kinds
    return [Part(size=size, kind=each.kind, files=each.files, weight=each.size) for each in kinds]
