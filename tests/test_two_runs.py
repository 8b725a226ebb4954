"""Two runs at once: the second says so and leaves, whichever command it is."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import http_server as http
from papergloss import scaffold
from support import run_papergloss

SOURCES = """  - papergloss:
      contact: me@example.org
      sources:
        - {{name: daily, kind: hf-daily, url: "{url}", private: true, interval: 0, back: 0}}
"""


@pytest.fixture
def server() -> Iterator[http.Server]:
    with http.running() as running:
        yield running


@pytest.fixture
def fetching(tmp_path: Path, server: http.Server) -> Iterator[Path]:
    """An archive in which a fetch waits for a server that says nothing."""
    scaffold.create(tmp_path)
    config = tmp_path / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("  - papergloss\n", SOURCES.format(url=server.url)))
    server.on("/api/daily_papers", http.silence(60))
    command = [sys.executable, "-m", "papergloss", "fetch"]
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL) as first:
        waited = time.monotonic() + 60
        while not server.seen and time.monotonic() < waited:
            time.sleep(0.05)
        assert server.seen, "the first run has asked for nothing"
        yield tmp_path
        first.kill()


@pytest.mark.parametrize("command", [["update"], ["add", "mine.txt"], ["fetch"]])
def test_the_second_run_says_so_and_leaves(
    fetching: Path, server: http.Server, command: list[str]
) -> None:
    """It names the run that is at work, ends with 1, and has changed and asked for nothing."""
    (fetching / "mine.txt").write_text("2311.17911\n2401.10000\n")
    before = sorted(fetching.rglob("*"))
    run = run_papergloss(*command, cwd=fetching)
    assert run.returncode == 1
    assert "another run is at work here (fetch, process " in run.stderr
    assert "nothing was changed" in run.stderr
    assert sorted(fetching.rglob("*")) == before
    assert len(server.seen) == 1


def test_what_changes_nothing_may_run_beside(fetching: Path) -> None:
    """A dry run and a check are in nobody's way."""
    assert run_papergloss("update", "--dry-run", cwd=fetching).returncode == 0
    assert "another run" not in run_papergloss("check", cwd=fetching).stderr
