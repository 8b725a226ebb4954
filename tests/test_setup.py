"""``.ci/setup`` finds or gets uv, and where it cannot it says what a person can do.

Runs it on make-believe machines: a copy of ``.ci`` and a PATH that holds only what the test puts
there. Nothing is downloaded.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from support import ROOT


class Machine:
    """A checkout and the commands its machine has."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "checkout"
        self.bin = folder / "bin"
        self.bin.mkdir()
        shutil.copytree(ROOT / ".ci", self.checkout / ".ci")
        for name in ("bash", "cut", "dirname", "env", "id", "rm", "sed"):
            (self.bin / name).symlink_to(shutil.which(name) or pytest.fail(f"no {name}"))

    def has(self, command: str, script: str) -> None:
        path = self.bin / command
        path.write_text(f"#!/usr/bin/env bash\n{script}\n")
        path.chmod(0o755)

    def setup(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [self.bin / "bash", ".ci/setup", *arguments]
        return subprocess.run(
            command,
            cwd=self.checkout,
            env={"PATH": str(self.bin)},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_a_python_it_says_which_one_to_get(machine: Machine) -> None:
    run = machine.setup("site")
    assert run.returncode != 0
    assert "needs Python 3.11 or newer" in run.stderr
    assert "apt-get install python3 python3-venv" in run.stderr


def test_wrappers_of_missing_pythons_and_old_pythons_are_passed_over(machine: Machine) -> None:
    machine.has("python3.13", 'echo "pyenv: python3.13: command not found"; exit 127')
    machine.has("python3", "exit 1")  # answers the question for its version with no
    run = machine.setup("site")
    assert run.returncode != 0
    assert "needs Python 3.11 or newer" in run.stderr


def test_without_ensurepip_and_root_it_names_debians_package(machine: Machine) -> None:
    machine.has(
        "python3.12",
        'case "$2" in *ensurepip*) exit 1 ;; *version_info\\[1\\]*) echo python3.12-venv ;; esac',
    )
    run = machine.setup("site")
    assert run.returncode != 0
    assert "its module ensurepip is missing" in run.stderr
    assert "sudo apt-get install python3.12-venv" in run.stderr


def test_a_uv_on_path_is_used_with_the_lock_file(machine: Machine) -> None:
    machine.has("uv", 'echo "$UV_PROJECT_ENVIRONMENT: $*"')
    assert machine.setup("site").stdout.splitlines() == [
        ".venv: sync --quiet --frozen --no-dev --inexact"
    ]
    assert machine.setup("test").stdout.splitlines() == [".venv: sync --quiet --frozen"]
    assert machine.setup("uv", "lock", "--check").stdout.splitlines() == [".venv: lock --check"]


def test_a_uv_that_does_not_start_is_not_used(machine: Machine) -> None:
    machine.has("uv", "exit 127")
    assert "needs Python 3.11 or newer" in machine.setup("site").stderr


def test_our_own_uv_is_installed_once_and_used_with_its_python(machine: Machine) -> None:
    """pip is asked for the pinned version the first time only."""
    machine.has(
        "python3.12",
        """
        if [ "$2" = venv ]; then
          echo made >> made
          /bin/mkdir -p "$3/bin" && /bin/cp "$0" "$3/bin/python"
        elif [ "$2" = pip ]; then
          version=${@: -1}
          printf '#!/usr/bin/env bash\\nif [ "$1" = --version ]; then echo "uv %s"; else
          echo "$UV_PYTHON $*"; fi' "${version#uv==}" > .cache/uv/bin/uv
          /bin/chmod +x .cache/uv/bin/uv
        fi
        """,
    )
    for _ in range(2):
        run = machine.setup("test")
        assert run.returncode == 0, run.stderr
        python = machine.checkout / ".cache" / "uv" / "bin" / "python"
        assert run.stdout.splitlines() == [f"{python} sync --quiet --frozen"]
    assert (machine.checkout / "made").read_text().splitlines() == ["made"]


def test_an_environment_whose_python_is_gone_is_made_anew(machine: Machine) -> None:
    machine.has("uv", "")
    scripts = machine.checkout / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "papergloss").write_text("#!/bin/sh\n")
    machine.setup("site")
    assert scripts.exists()
    (scripts / "papergloss").write_text("#!/gone/.venv/bin/python\n")
    machine.setup("site")
    assert not scripts.exists()


def test_an_unknown_word_is_an_error(machine: Machine) -> None:
    run = machine.setup("everything")
    assert run.returncode != 0
    assert "usage" in run.stderr
