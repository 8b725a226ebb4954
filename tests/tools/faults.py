"""Counts what a run asks of the file system below a folder, and makes one of these calls go wrong.

Installed in a forked child only. Python's own audit events (PEP 578) tell of opening, listing,
renaming and removing before it happens, and a hook that raises stops it; writing and ``fsync`` have
no event, so they are wrapped.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

TRESPASS = "trespass: "
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Call(StrEnum):
    """What is asked of the file system."""

    READ = "read"
    LIST = "list"
    CREATE = "create"
    FOLDER = "folder"
    WRITE = "write"
    SYNC = "sync"
    MODE = "mode"
    RENAME = "rename"
    REMOVE = "remove"


# Audit events (https://docs.python.org/3/library/audit_events.html) but "open", which is two calls.
EVENTS = {
    "os.listdir": Call.LIST,
    "os.scandir": Call.LIST,
    "os.mkdir": Call.FOLDER,
    "os.chmod": Call.MODE,
    "os.rename": Call.RENAME,
    "os.remove": Call.REMOVE,
}
CHANGING = frozenset(Call) - {Call.READ, Call.LIST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Which call goes wrong: the ``number``-th of ``calls``, from 1.

    ``error`` is what the system says (``errno``); without it the run is killed in that place.
    """

    number: int
    calls: frozenset[Call] = frozenset(Call)
    error: int | None = None


@dataclass(slots=True, kw_only=True)
class Watch:
    """Watches the calls below ``root``; nothing may change what lies below ``untouchable``."""

    root: Path
    untouchable: Sequence[Path] = ()
    fault: Fault | None = None
    counted: Counter[Call] = field(default_factory=Counter)

    def install(self) -> None:
        """Begin; there is no end but that of the process."""
        sys.addaudithook(self._heard)
        sync, fdopen = os.fsync, os.fdopen

        def watched_sync(descriptor: int) -> None:
            self.called(Call.SYNC)
            sync(descriptor)

        def watched_fdopen(descriptor: int, *rest: Any, **more: Any) -> Any:
            return _File(fdopen(descriptor, *rest, **more), self)

        os.fsync = watched_sync
        os.fdopen = watched_fdopen

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            call = Call.CREATE if flags & WRITING else Call.READ
        elif event in EVENTS:
            path, call = arguments[0], EVENTS[event]
        else:
            return
        if isinstance(path, str | bytes | os.PathLike):
            name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 (asks the system nothing)
            if name.startswith(f"{self.root}/"):
                self._trespass(call, name)
                self.called(call)

    def _trespass(self, call: Call, name: str) -> None:
        if call in CHANGING and any(name.startswith(f"{each}") for each in self.untouchable):
            # At once, since this process may be about to die.
            os.write(2, f"{TRESPASS}{call} {name}\n".encode())

    def called(self, call: Call) -> None:
        """Count a call, and make it go wrong if it is the one."""
        self.counted[call] += 1
        if self.is_due(call):
            self.go_wrong()

    def is_due(self, call: Call) -> bool:
        """Tell whether the call just counted is the one to go wrong."""
        fault = self.fault
        if fault is None or call not in fault.calls:
            return False
        return sum(self.counted[each] for each in fault.calls) == fault.number

    def go_wrong(self) -> None:
        """Do what the fault says."""
        assert self.fault is not None
        if self.fault.error is None:
            os.kill(os.getpid(), signal.SIGKILL)
        raise OSError(self.fault.error, os.strerror(self.fault.error or 0))


class _File:
    """A file that may be cut in the middle of a write."""

    def __init__(self, file: IO[bytes], watch: Watch) -> None:
        self._file = file
        self._watch = watch

    def __enter__(self) -> _File:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, data: bytes) -> int:
        self._watch.counted[Call.WRITE] += 1
        if self._watch.is_due(Call.WRITE):
            self._file.write(data[: len(data) // 2])
            self._file.flush()
            self._watch.go_wrong()
        return self._file.write(data)
