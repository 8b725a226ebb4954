"""Runs a command and measures it: CPU seconds of its whole process tree, the memory it peaked at.

Bytecode is kept, as on any machine where a program has run before, below the bench's own folder.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_BIN = Path(sys.executable).parent
_CHILD = Path(__file__).parent / "child.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a command took, in CPU seconds (user and system), seconds and MiB; what it said."""

    cpu: float
    wall: float
    memory: float
    output: str


@dataclass(frozen=True, slots=True)
class Bench:
    """Runs commands; ``folder`` is for everything that they and the bench write."""

    folder: Path

    def run(self, command: list[str], where: Path) -> Run:
        """Run a command of this environment (or of the machine) in the folder ``where``."""
        own = _BIN / command[0]
        program = str(own) if own.exists() else command[0]
        used = self.folder / "used.json"
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-S", "-E", _CHILD, used, program, *command[1:]],
            cwd=where,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        wall = time.monotonic() - began
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout}")
        cpu, memory = json.loads(used.read_text(encoding="utf-8"))
        return Run(cpu=cpu, wall=wall, memory=memory, output=done.stdout.strip())

    def _environment(self) -> dict[str, str]:
        kept = {
            name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
        }
        return kept | {"PYTHONPYCACHEPREFIX": str(self.folder / "bytecode")}


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
