"""How far long work has come, for whoever shows it."""

from __future__ import annotations

from collections.abc import Callable

# Told (stage, done, total) as long work goes on.
Progress = Callable[[str, int, int], None]


def silent(stage: str, done: int, total: int) -> None:
    """Progress for callers that show none."""
