"""Runs a command of papergloss in a fork, which is quicker than an interpreter and dies as really.

The parent must have no threads; it imports what the commands need, so that a child begins at once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

# Imported here so that no child has to.
import papergloss.commands.listings  # noqa: F401
from papergloss.__main__ import main

from .faults import TRESPASS, Fault, Watch

#: A child that takes longer hangs.
LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended.

    ``code`` is its exit code, or minus the signal that ended it; ``said`` is what it printed;
    ``calls`` counts its calls of the file system, empty if it was killed.
    """

    code: int
    seconds: float
    said: str
    calls: Counter[str]

    @property
    def killed(self) -> bool:
        """Tell whether it was killed before its end."""
        return self.code == -signal.SIGKILL

    @property
    def trespasses(self) -> list[str]:
        """The calls that it must not make."""
        return [line for line in self.said.splitlines() if line.startswith(TRESPASS)]


def run(
    arguments: Sequence[str],
    root: Path,
    *,
    untouchable: Sequence[Path] = (),
    fault: Fault | None = None,
    kill_after: float | None = None,
) -> Outcome:
    """Run ``papergloss`` with ``arguments`` in the archive ``root``.

    Args:
        untouchable: the files and folders that it must not change.
        fault: what goes wrong with which call of the file system.
        kill_after: seconds after which it is killed.
    """
    log = root.with_name(f"{root.name}.log")
    watch = Watch(root=root, untouchable=untouchable, fault=fault)
    began = time.monotonic()
    pid = fork(lambda: _command(arguments, root, log, watch))
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    seconds = time.monotonic() - began
    said, _, told = log.read_text(encoding="utf-8", errors="replace").partition("\0")
    return Outcome(
        code=code, seconds=seconds, said=said, calls=Counter(json.loads(told) if told else {})
    )


def fork(work: Callable[[], NoReturn]) -> int:
    """Do ``work`` in a child; return its process id."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    try:
        work()
    finally:
        os._exit(70)


def _command(arguments: Sequence[str], root: Path, log: Path, watch: Watch) -> NoReturn:
    signal.alarm(LONGEST)
    os.chdir(root)
    handle = os.open(log, os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    for descriptor in (1, 2):
        os.dup2(handle, descriptor)
    watch.install()
    code = _exit_code(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    os.write(handle, b"\0" + json.dumps(watch.counted).encode())
    os._exit(code)


def _exit_code(arguments: Sequence[str]) -> int:
    try:
        main(list(arguments), prog_name="papergloss")
    except SystemExit as ended:
        return int(ended.code or 0)
    except BaseException:
        traceback.print_exc()
        return 70
    return 0
