"""Two runs at once: the second says so and leaves."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from papergloss import lock

HOLD = """
import sys
from pathlib import Path
from papergloss import lock
with lock.held(Path(sys.argv[1]), "fetch"):
    print("held", flush=True)
    sys.stdin.read()
"""


def holder(root: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_run_is_told_of_the_first(tmp_path: Path) -> None:
    """What it does, as which process; when the first ends, another can begin."""
    first = holder(tmp_path)
    with (
        pytest.raises(lock.Busy, match=rf"another run .*fetch, process {first.pid}, since"),
        lock.held(tmp_path, "update"),
    ):
        pytest.fail("two runs at once")
    first.communicate("")
    with lock.held(tmp_path, "update"):
        pass


def test_a_killed_run_holds_nothing(tmp_path: Path) -> None:
    """The kernel lets go of the lock with the process, whatever file stays."""
    first = holder(tmp_path)
    first.kill()
    first.communicate()
    with lock.held(tmp_path, "update"):
        assert (tmp_path / lock.LOCK).read_text().startswith("update, process")
    with lock.held(tmp_path, "update"), pytest.raises(lock.Busy), lock.held(tmp_path, "fetch"):
        pytest.fail("two runs in one process")
