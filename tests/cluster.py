"""A real Dask cluster on this machine: a scheduler and worker processes that a test may kill."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass(frozen=True)
class Cluster:
    """A cluster; its processes end with ``started``."""

    address: str
    stack: ExitStack

    @property
    def spec(self) -> str:
        """What the setting ``executor`` says to use it."""
        return f"dask://{self.address}"

    def start_worker(self) -> subprocess.Popen[bytes]:
        """Start a worker in one process, without a nanny that would start it again."""
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
        return _started(self.stack, "worker", f"tcp://{self.address}", *options)


@contextmanager
def started() -> Iterator[Cluster]:
    """Give a scheduler without workers, and end all processes at the end."""
    with ExitStack() as stack:
        port = str(free_port())
        _started(stack, "scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard")
        yield Cluster(f"127.0.0.1:{port}", stack)


def _started(stack: ExitStack, part: str, *arguments: str) -> subprocess.Popen[bytes]:
    # What tests send to workers stands in their own modules.
    paths = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{part}", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    stack.callback(process.wait)
    stack.callback(process.kill)
    return process
