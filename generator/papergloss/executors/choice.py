"""What the setting ``executor`` may say, and the executor that it asks for."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext

from papergloss.errors import ConfigError
from papergloss.executors.workers import Elsewhere, Here, Workers

#: The forms that the setting has, for messages.
FORMS = "inline, processes, processes:N or dask://HOST:PORT"

_POOL = re.compile(r"processes(?::([1-9][0-9]{0,3}))?")
_CLUSTER = re.compile(r"dask://((?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5})")
# Who ends a chunk finds the next one waiting, and no more of them lie in memory.
_AHEAD = 2


def is_known(spec: str) -> bool:
    """Tell whether ``executor`` knows such a text."""
    return spec in ("", "inline") or bool(_POOL.fullmatch(spec) or _CLUSTER.fullmatch(spec))


def inline() -> Workers:
    """Give the executor that runs everything in this process; it needs no end."""
    return Here()


@contextmanager
def executor(spec: str = "") -> Iterator[Workers]:
    """Give the executor that ``spec`` asks for, until the end of the ``with`` block.

    Args:
        spec: empty or ``inline`` for this process; ``processes`` for as many processes as there are
            cores for this one, ``processes:N`` for N; ``dask://HOST:PORT`` for the cluster whose
            scheduler listens there.

    Raises:
        ConfigError: it asks for something else, Dask is not installed, no scheduler answers, or
            a worker there has other versions than this machine.
    """
    if not is_known(spec):
        raise ConfigError(f"there is no executor {spec!r}", remedy=f"say {FORMS}")
    if pool := _POOL.fullmatch(spec):
        with _pool(int(pool[1] or _cores())) as workers:
            yield workers
    elif cluster := _CLUSTER.fullmatch(spec):
        # Few builds need it, and it may not be installed.
        from papergloss.executors.cluster import cluster_at

        with cluster_at(cluster[1]) as workers:
            yield workers
    else:
        yield Here()


@contextmanager
def _pool(count: int) -> Iterator[Workers]:
    with ProcessPoolExecutor(count, mp_context=_start_method()) as pool:
        yield Elsewhere(pool, _AHEAD * count)


def _start_method() -> BaseContext:
    """Fork from a process that has nothing but our modules: safe beside the threads of this one."""
    if "forkserver" not in get_all_start_methods():
        return get_context("spawn")
    context = get_context("forkserver")
    context.set_forkserver_preload(["papergloss.pipeline"])
    return context


def _cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
