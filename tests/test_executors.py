"""Work gives the same wherever it runs: here, in processes, on a cluster that loses a worker."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import distributed
import pytest

import cluster
from papergloss import config, executors
from papergloss.errors import ConfigError
from papergloss.executors import cluster as dask_cluster
from support import copy_archive, run_papergloss
from test_build_warm import contents
from test_serve import wait_for


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def slow_squares(note: Path, numbers: Sequence[int]) -> list[int]:
    """Say who is at work, and be at it for a while."""
    (note / str(os.getpid())).touch()
    time.sleep(0.05)
    return squares(numbers)


def refuse(numbers: Sequence[int]) -> list[int]:
    raise LookupError(f"not {numbers[0]}")


def die(numbers: Sequence[int]) -> list[int]:
    os.kill(os.getpid(), signal.SIGKILL)
    return list(numbers)


@pytest.mark.parametrize("spec", ["", "inline", "processes:2"])
def test_results_come_in_the_order_of_the_items(spec: str) -> None:
    with executors.executor(spec) as workers:
        assert list(executors.spread(workers, squares, range(100), 7)) == squares(range(100))
        assert list(executors.spread(workers, squares, [], 7)) == []


@pytest.mark.parametrize("spec", ["inline", "processes:2"])
def test_an_error_comes_out_where_results_are_asked_for(spec: str) -> None:
    """Those of the chunks before it come first."""
    with executors.executor(spec) as workers, pytest.raises(LookupError, match="not 0"):
        list(executors.spread(workers, refuse, range(9), 3))


def test_here_nothing_runs_before_it_is_asked_for() -> None:
    """And no more items are read than there are in the chunk."""
    read: list[int] = []
    numbers = (read.append(number) or number for number in range(100))
    with executors.executor() as workers:
        found = executors.spread(workers, squares, numbers, 5)
        assert read == []
        assert next(found) == 0
    assert read == [0, 1, 2, 3, 4]


def test_processes_read_ahead_by_a_few_chunks_only() -> None:
    """So that few of the items and results are in memory at a time."""
    read: list[int] = []
    numbers = (read.append(number) or number for number in range(1000))
    with executors.executor("processes:2") as workers:
        assert next(executors.spread(workers, squares, numbers, 5)) == 0
    assert 5 <= len(read) <= 5 * 6


def test_processes_are_others() -> None:
    with executors.executor("processes:1") as workers:
        assert workers.submit(os.getpid).result() != os.getpid()
    with executors.executor("inline") as workers:
        assert workers.submit(os.getpid).result() == os.getpid()


def test_a_killed_process_is_reported() -> None:
    """Whoever reads it learns what to do."""
    with (
        executors.executor("processes:1") as workers,
        pytest.raises(executors.Lost, match="a worker died"),
    ):
        list(executors.spread(workers, die, [1], 1))


@pytest.mark.parametrize(
    "spec", ["threads", "processes:0", "processes:", "dask://", "dask://host", "dask://h:1/x", " "]
)
def test_what_is_unknown_is_refused(spec: str) -> None:
    with pytest.raises(ConfigError, match=r"say inline, processes"), executors.executor(spec):
        pytest.fail("it is known")


# --- on a cluster --------------------------------------------------------------------------------


@pytest.fixture
def dask() -> Iterator[cluster.Cluster]:
    """A scheduler, with no workers yet."""
    with cluster.started() as found:
        yield found


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_gives_the_same(
    dask: cluster.Cluster, tmp_path: Path
) -> None:
    """One of two is killed while both are at work; the other one does it all."""
    processes = [dask.start_worker(), dask.start_worker()]
    with executors.executor(dask.spec) as workers:
        found = executors.spread(workers, partial(slow_squares, tmp_path), range(400), 4)
        first = [next(found) for _ in range(80)]
        processes[0].kill()
        assert first + list(found) == squares(range(400))
    assert {path.name for path in tmp_path.iterdir()} <= {str(each.pid) for each in processes}
    assert str(processes[1].pid) in {path.name for path in tmp_path.iterdir()}


@pytest.mark.slow
def test_errors_come_back_from_a_cluster(dask: cluster.Cluster) -> None:
    dask.start_worker()
    with executors.executor(dask.spec) as workers, pytest.raises(LookupError):
        list(executors.spread(workers, refuse, range(9), 3))


def test_no_scheduler_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the address, and what to do."""
    monkeypatch.setattr("papergloss.executors.cluster._SECONDS_TO_ANSWER", 0.2)
    address = f"127.0.0.1:{cluster.free_port()}"
    with (
        pytest.raises(ConfigError, match=rf"dask://{address}.*\n.*dask scheduler"),
        executors.executor(f"dask://{address}"),
    ):
        pytest.fail("there is one")


def test_a_cluster_without_the_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ConfigError, match=r"pip install 'papergloss\[dask\]'"),
        executors.executor("dask://127.0.0.1:8786"),
    ):
        pytest.fail("it is installed")


class OtherWorkers:
    """A client whose workers answer what they are told to."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def wait_for_workers(self, count: int, timeout: float) -> None:
        if self.answer is None:
            raise TimeoutError

    def run(self, function: object, on_error: str) -> dict[str, object]:
        return {"tcp://far:1": self.answer}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ((("Papergloss", "f" * 40),), "tcp://far:1: this worker differs .*Papergloss ffffffffffff"),
        (ImportError("No module named 'papergloss'"), "tcp://far:1: .*No module named"),
        (None, "this cluster has no workers"),
    ],
)
def test_workers_that_might_give_other_bytes_are_refused(answer: object, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        dask_cluster._check_workers(OtherWorkers(answer), "dask://near:1")


def test_the_command_line_refuses_what_is_unknown(archive_dir: Path) -> None:
    """Before it builds anything."""
    run = run_papergloss("build", "--executor", "threads", cwd=archive_dir)
    assert run.returncode == 1
    assert "executor must be inline, processes" in run.stderr
    assert not (archive_dir / "site").exists()


def test_the_setting_is_checked() -> None:
    assert config.settings({"executor": "processes:4"}, "mkdocs.yml").executor == "processes:4"
    with pytest.raises(ConfigError, match="executor must be inline, processes"):
        config.settings({"executor": "threads"}, "mkdocs.yml")


@pytest.mark.slow
def test_a_build_that_loses_a_worker_gives_the_same_site(
    dask: cluster.Cluster, tmp_path: Path
) -> None:
    """Byte for byte what one process builds, though one of two workers dies while it is made."""
    root = copy_archive(tmp_path / "archive")
    assert run_papergloss("build", "-d", tmp_path / "here", cwd=root).returncode == 0
    shutil.rmtree(root / ".cache")
    first, second = dask.start_worker(), dask.start_worker()
    command = ["-m", "papergloss", "build", "--executor", dask.spec, "-d", str(tmp_path / "there")]
    with subprocess.Popen([sys.executable, *command], cwd=root, stdout=subprocess.PIPE) as build:
        pages = tmp_path / "there" / "papers"
        assert wait_for(lambda: len(list(pages.glob("*"))) > 10 or build.poll() is not None)
        first.kill()
        assert build.wait() == 0
    with distributed.Client(f"tcp://{dask.address}", set_as_default=False) as client:
        assert list(client.run(done_by).values()) > [0]
    assert second.poll() is None
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def done_by(dask_worker: distributed.Worker) -> int:
    """Count the tasks that a worker has done."""
    return int(dask_worker.state.executed_count)


@pytest.mark.parametrize("spec", ["processes:2"])
def test_a_build_in_processes_gives_the_same_site(spec: str, archive_dir: Path) -> None:
    for name, where in (("here", "inline"), ("there", spec)):
        run = run_papergloss("build", "--executor", where, "-d", name, cwd=archive_dir)
        assert run.returncode == 0, run.stderr
        shutil.rmtree(archive_dir / ".cache")
    assert contents(archive_dir / "there") == contents(archive_dir / "here")
