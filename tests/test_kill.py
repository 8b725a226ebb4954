"""Killed or starved at any moment, a run is finished or undone by the next one."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support import ROOT

KILL = "tests.tools.kill"
# A writer that anything may leave half done, in place of the one that we trust.
CARELESS = """
import sys
from papergloss import atomic

def write(path, data, *, sync=True):
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic.os.fdopen(atomic.os.open(path, 0o1101), "wb") as file:
        file.write(data)

atomic.write = write
from tests.tools import kill
sys.exit(kill.main(sys.argv[1:]))
"""


def disturb(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *command], cwd=ROOT, capture_output=True, text=True)


@pytest.mark.slow
def test_a_disturbed_run_is_mended_by_the_next() -> None:
    """50 kills, and a sample of the calls that fail: the same bytes, and nothing touched."""
    run = disturb("-m", KILL, "--kills", "50", "--every", "150", "--seed", "1")
    assert run.returncode == 0, run.stdout + run.stderr
    assert "0 things wrong" in run.stdout


@pytest.mark.slow
def test_careless_writes_would_be_noticed() -> None:
    """What writes in place leaves half files, and the tool says which."""
    few = ("--kills", "150", "--every", "0", "--seed", "1", "--scene", "next day")
    run = disturb("-c", CARELESS, *few)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "papers/" in run.stderr
