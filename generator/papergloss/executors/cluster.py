"""A Dask cluster as an executor: the only module that knows Dask, an optional dependency.

The scheduler gives the work of a worker that dies to another one. A worker with other versions than
this machine might give other bytes, so it is refused.
"""

from __future__ import annotations

import platform
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata
from typing import Any

from papergloss.cache import code_fingerprint
from papergloss.errors import ConfigError
from papergloss.executors.workers import Elsewhere, Workers

# Workers may join while others work, and the network takes its time.
_AHEAD = 64
_SECONDS_TO_ANSWER = 20

_Versions = tuple[tuple[str, str], ...]


@contextmanager
def cluster_at(address: str) -> Iterator[Workers]:
    """Give the cluster whose scheduler listens at ``address`` (HOST:PORT).

    Raises:
        ConfigError: Dask is not installed, no scheduler answers there, it has no workers, or one
            of them has other versions than this machine.
    """
    where = f"dask://{address}"
    try:
        import distributed
    except ImportError:
        raise ConfigError(
            "a cluster needs the package distributed",
            where=where,
            remedy="pip install 'papergloss[dask]'",
        ) from None
    try:
        client = distributed.Client(
            f"tcp://{address}", timeout=_SECONDS_TO_ANSWER, set_as_default=False
        )
    except OSError as error:
        raise ConfigError(
            f"no scheduler of Dask answers ({error})",
            where=where,
            remedy="start one with `dask scheduler`, or see whether the address is right",
        ) from error
    with client:
        _check_workers(client, where)
        yield Elsewhere(client.get_executor(pure=False), _AHEAD)


def _check_workers(client: Any, where: str) -> None:
    try:
        client.wait_for_workers(1, timeout=_SECONDS_TO_ANSWER)
    except TimeoutError:
        raise ConfigError(
            "this cluster has no workers",
            where=where,
            remedy="start some with `dask worker HOST:PORT --nworkers auto --nthreads 1`",
        ) from None
    here = _versions()
    for worker, there in client.run(_versions, on_error="return").items():
        if there != here:
            raise ConfigError(
                f"this worker differs from this machine: {_difference(there, here)}",
                where=worker,
                remedy="install there what is installed here",
            )


def _versions() -> _Versions:
    """Name what a result may depend on: our code, Python, and the packages that we need."""
    needed = metadata.requires("papergloss") or []
    names = {
        match[0]
        for requirement in needed
        if "extra ==" not in requirement and (match := re.match(r"[\w.-]+", requirement))
    }
    packages = ((name, metadata.version(name)) for name in sorted(names))
    python = ".".join(platform.python_version_tuple()[:2])
    return (("Papergloss", code_fingerprint().hex()), ("Python", python), *packages)


def _difference(there: object, here: _Versions) -> str:
    if not isinstance(there, tuple):  # what it raised, as where our package is not installed
        return str(there)
    return ", ".join(
        f"{name} {version[:12]}" for name, version in there if (name, version) not in here
    )
