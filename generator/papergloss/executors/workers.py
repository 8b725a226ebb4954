"""Executors that know how much may wait in them, and the one way to spread work over them.

Results come in the order of what they were made of, wherever they were made and whoever was first.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from itertools import islice
from typing import Any, TypeVar

from papergloss.errors import ArchiveError

Item = TypeVar("Item")
Result = TypeVar("Result")


class Lost(ArchiveError):
    """Workers died, or the cluster is gone."""


class Workers(Executor):
    """An executor; ``ahead`` is how many chunks ``spread`` lets wait in it."""

    ahead = 0


class Here(Workers):
    """Runs each task at once, in this process and thread; nothing is pickled."""

    def submit(
        self, function: Callable[..., Result], /, *args: Any, **kwargs: Any
    ) -> Future[Result]:
        """Run the task and return its future, which is done."""
        future: Future[Result] = Future()
        try:
            future.set_result(function(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class Elsewhere(Workers):
    """Hands tasks on to another executor."""

    def __init__(self, executor: Executor, ahead: int) -> None:
        self._executor = executor
        self.ahead = ahead

    def submit(
        self, function: Callable[..., Result], /, *args: Any, **kwargs: Any
    ) -> Future[Result]:
        """Hand the task on."""
        return self._executor.submit(function, *args, **kwargs)


def spread(
    workers: Workers,
    function: Callable[[Sequence[Item]], Iterable[Result]],
    items: Iterable[Item],
    size: int,
) -> Iterator[Result]:
    """Yield what ``function`` makes of the items, in their order.

    Args:
        workers: from ``executor``; in this process a chunk is run when its results are asked for.
        function: takes a list of items and returns a list with the result of each; its errors come
            out here. What all chunks need goes in with ``functools.partial``.
        items: read as far as there are workers for them, so that few are in memory at a time.
        size: how many items a chunk has at most.

    Raises:
        Lost: workers died, or the cluster is gone.
    """
    waiting: deque[Future[Iterable[Result]]] = deque()
    rest = iter(items)
    try:
        while chunk := list(islice(rest, size)):
            waiting.append(workers.submit(function, chunk))
            if len(waiting) > workers.ahead:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except (BrokenExecutor, CancelledError) as error:
        raise Lost(
            "a worker died at its work, or the cluster is gone",
            remedy="see that there is memory enough for each worker, then build again",
        ) from error
    finally:
        for future in waiting:
            future.cancel()
