"""One scene disturbed again and again, and what became of it each time."""

from __future__ import annotations

import errno
import random
import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from . import forks
from .faults import Call, Fault
from .forks import Outcome
from .scenes import Scene

KILLED = "killed"

# Name, the calls that fail one after the other, and what the system says.
FAULTS: tuple[tuple[str, frozenset[Call], int], ...] = (
    ("no space", frozenset({Call.CREATE, Call.FOLDER, Call.WRITE}), errno.ENOSPC),
    ("read error", frozenset({Call.READ, Call.LIST}), errno.EIO),
    ("write error", frozenset({Call.WRITE, Call.MODE, Call.REMOVE}), errno.EIO),
    ("fsync fails", frozenset({Call.SYNC}), errno.EIO),
    ("rename fails", frozenset({Call.RENAME}), errno.EIO),
)

# What tells when something ran: times, and nothing else.
_TIME = re.compile(rb"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[^\"\s]*")
_ENDINGS = ("error: ", "stopped: ", "refused ")


@dataclass(slots=True, kw_only=True)
class Tally:
    """What came of disturbing a scene in one way.

    ``runs`` were disturbed, ``passed`` ended well all the same; ``wrong`` says what must not be.
    """

    HEADER: ClassVar[str] = (
        "| scene | disturbance | runs | ended well all the same | wrong | seconds |\n"
        "|---|---|---:|---:|---:|---:|"
    )

    scene: str
    disturbance: str
    runs: int = 0
    passed: int = 0
    wrong: list[str] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def row(self) -> str:
        """Show it as a row of a Markdown table."""
        counts = self.runs, self.passed, len(self.wrong), round(time.monotonic() - self.began)
        return "| " + " | ".join([self.scene, self.disturbance, *map(str, counts)]) + " |"


class Trials:
    """Disturbs the runs of a scene.

    Args:
        root: where the archive is copied to, anew for each trial.
    """

    def __init__(self, scene: Scene, root: Path) -> None:
        self._scene = scene
        self._root = root
        self._untouchable = [root / "content" / name for name in scene.untouchable]
        self._restore()
        self._undisturbed = self._run()
        assert self._undisturbed.code == 0, self._undisturbed.said
        self._expected = self._bytes()

    def kill(self, count: int, chance: random.Random) -> Tally:
        """Kill ``count`` runs, some of them twice or thrice in a row before one gets to its end."""
        tally = Tally(scene=self._scene.name, disturbance=KILLED)
        while tally.runs < count:
            self._restore()
            for _ in range(chance.choice((1, 1, 1, 2, 3))):
                outcome = self._killed(chance)
                tally.wrong += outcome.trespasses
                tally.runs += outcome.killed
                tally.passed += not outcome.killed
            self._finish(tally)
        return tally

    def _killed(self, chance: random.Random) -> Outcome:
        if chance.random() < 0.4:
            return self._run(kill_after=chance.uniform(0, self._undisturbed.seconds))
        # Nearly all calls are of the phase that writes, and so are the kills here.
        return self._run(fault=Fault(number=chance.randint(1, self._undisturbed.calls.total())))

    def fail(self, fault: tuple[str, frozenset[Call], int], every: int) -> Tally:
        """Let one call fail after the other, every ``every``-th, each in a run of its own."""
        name, calls, error = fault
        tally = Tally(scene=self._scene.name, disturbance=name)
        most = sum(self._undisturbed.calls[call] for call in calls)
        for number in range(1, most + 1, every):
            self._restore()
            outcome = self._run(fault=Fault(number=number, calls=calls, error=error))
            tally.runs += 1
            tally.wrong += outcome.trespasses
            tally.passed += outcome.code == 0
            said = outcome.said.strip()
            if outcome.code == 0:
                tally.wrong += self._differing(f"{name} {number}, passed over")
            elif outcome.code != 1 or "Traceback" in said or not _tells(said):
                tally.wrong.append(f"{self._scene.name}: {name} {number}: {outcome.code} {said}")
            self._finish(tally)
        return tally

    # --- one trial ------------------------------------------------------------------------------

    def _restore(self) -> None:
        if self._root.exists():
            _protect(self._untouchable, folders=0o755, files=0o644)
            shutil.rmtree(self._root)
        shutil.copytree(self._scene.template, self._root)
        _protect(self._untouchable, folders=0o555, files=0o444)
        self._stamps = dict(_stamps(self._untouchable))

    def _run(self, *, fault: Fault | None = None, kill_after: float | None = None) -> Outcome:
        return forks.run(
            self._scene.command,
            self._root,
            untouchable=self._untouchable,
            fault=fault,
            kill_after=kill_after,
        )

    def _finish(self, tally: Tally) -> None:
        """Run undisturbed, and compare."""
        outcome = self._run()
        name = f"{self._scene.name}: {tally.disturbance}, run {tally.runs}"
        if outcome.code:
            tally.wrong.append(f"{name}: the next run ends with {outcome.code}: {outcome.said}")
        tally.wrong += outcome.trespasses
        if dict(_stamps(self._untouchable)) != self._stamps:
            tally.wrong.append(f"{name}: what must not be touched is not as it was")
        tally.wrong += self._differing(name)

    def _differing(self, name: str) -> list[str]:
        found = self._bytes()
        paths = sorted(found.keys() | self._expected.keys())
        return [
            f"{name}: {path} is {_difference(found.get(path), self._expected.get(path))}"
            for path in paths
            if found.get(path) != self._expected.get(path)
        ]

    def _bytes(self) -> dict[str, bytes]:
        content = self._root / "content"
        files = {
            path.relative_to(content).as_posix(): path.read_bytes()
            for path in sorted(content.rglob("*"))
            if path.is_file()
        }
        return {
            name: _TIME.sub(b"T", data) if name.endswith(".yml") else data
            for name, data in files.items()
            if name not in self._scene.restless
        }


def _tells(said: str) -> bool:
    return any(line.strip().startswith(_ENDINGS) for line in said.splitlines())


def _difference(found: bytes | None, expected: bytes | None) -> str:
    if found is None or expected is None:
        return "missing" if found is None else "too many"
    return f"{found[-300:]!r} in place of {expected[-300:]!r}"


def _protect(folders_: list[Path], *, folders: int, files: int) -> None:
    """Set who may write; for a user who may do everything, the watch sees what this lets pass."""
    for top in folders_:
        for path in [top, *top.rglob("*")]:
            path.chmod(folders if path.is_dir() else files)


def _stamps(folders: list[Path]) -> Iterator[tuple[str, tuple[int, int, bytes]]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                status = path.stat()
                yield str(path), (status.st_ino, status.st_mtime_ns, path.read_bytes())
