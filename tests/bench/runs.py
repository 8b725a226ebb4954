"""Runs a command and measures it: CPU seconds of its whole process tree, the memory it peaked at.

Bytecode is kept, as on any machine where a program has run before, below the bench's own folder.
"""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_BIN = Path(sys.executable).parent


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
        began = time.monotonic()
        with subprocess.Popen(
            [program, *command[1:]],
            cwd=where,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            assert process.stdout
            output = process.stdout.read()
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{' '.join(command)} failed:\n{output}")
        return Run(
            cpu=used.ru_utime + used.ru_stime,
            wall=time.monotonic() - began,
            memory=used.ru_maxrss / 1024,
            output=output.strip(),
        )

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
