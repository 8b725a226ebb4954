"""Ask our own engines: the index is built and queried in Node by the code that browsers run."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import orjson

from papergloss import atomic
from papergloss.errors import ArchiveError
from papergloss.render import theme_dir
from papergloss.search import build_index
from papergloss.views import SearchDoc

RUNNER = Path(__file__).parent / "run.mjs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an engine answered: for each query documents, best first; milliseconds a query.

    ``bytes`` are those fetched for a query by a reader who has nothing yet.
    """

    engine: str
    answers: list[list[int]]
    milliseconds: list[float]
    bytes: list[int]


def ask(engine: str, docs: Sequence[SearchDoc], texts: Sequence[str], cold: int = 50) -> Asked:
    """Build an engine's index of ``docs`` and ask it every text; answers are places in ``docs``."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in build_index(docs, engine):
            (Path(folder) / name).parent.mkdir(exist_ok=True)
            atomic.write(Path(folder) / name, data)
        asked = {
            "scripts": str(theme_dir() / "assets" / "papergloss"),
            "index": folder,
            "queries": texts,
            "limit": 10,
            "cold": cold,
        }
        found = orjson.loads(run_node(RUNNER, orjson.dumps(asked)))
    order = sorted(range(len(docs)), key=lambda place: (docs[place].date, docs[place].slug))
    answers = [[order[place] for place in answer] for answer in found["answers"]]
    return Asked(
        engine=f"ours: {engine}",
        answers=answers,
        milliseconds=found["milliseconds"],
        bytes=found["bytes"],
    )


def run_node(script: Path, stdin: bytes, *arguments: str) -> bytes:
    """Run a script in Node; its standard output.

    Raises:
        ArchiveError: there is no Node, or the script failed.
    """
    node = shutil.which("node")
    if node is None:
        raise ArchiveError(
            "search is evaluated in Node, and there is none", remedy="install Node 20 or newer"
        )
    run = subprocess.run([node, script, *arguments], input=stdin, capture_output=True)
    if run.returncode:
        message = run.stderr.decode(errors="replace").strip()
        raise ArchiveError(f"Node failed: {message[-800:]}", where=script.name)
    return run.stdout
