"""Where the time of a command goes, sampled a thousand times a second.

What is written opens at https://www.speedscope.app, in the browser and without an upload. The only
module that knows pyinstrument, which is an optional dependency.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from papergloss import atomic
from papergloss.errors import ConfigError


@contextmanager
def profiled(path: Path | None) -> Iterator[None]:
    """Write a profile of what runs inside to ``path``; do nothing where that is None.

    Raises:
        ConfigError: pyinstrument is not installed.
    """
    if path is None:
        yield
        return
    try:
        from pyinstrument import Profiler
        from pyinstrument.renderers import SpeedscopeRenderer
    except ImportError:
        raise ConfigError(
            "a profile needs the package pyinstrument",
            where="--profile",
            remedy="pip install 'papergloss[profile]'",
        ) from None
    profiler = Profiler()
    with profiler:
        yield
    # Unasked, it leaves out what is short; a page takes a millisecond, and there are thousands.
    renderer = SpeedscopeRenderer(show_all=True, processor_options={"filter_threshold": 0})
    atomic.write(path, profiler.output(renderer).encode())
