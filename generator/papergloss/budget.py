"""What a built site weighs, by kind of file, beside what its host allows.

In comes the site's folder, which is only read, and the settings' limits; out go values. Kinds are
the site's folders, and in each its pages apart from everything else.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from papergloss.config import Budget
from papergloss.errors import ConfigError

#: The part of a limit from which on a person should know.
NEAR = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How many files of a kind there are, and their bytes together."""

    kind: str
    files: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A whole site: its kinds, the heaviest first, and its largest file (bytes)."""

    kinds: tuple[Weight, ...]
    files: int
    size: int
    largest: int
    largest_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One limit of the host: what it is of, how much is there and how much may be."""

    what: str
    found: int
    allowed: int
    in_bytes: bool = True

    @property
    def used(self) -> float:
        """How much of the limit is used: 1.0 is all of it."""
        return self.found / self.allowed


def weigh(folder: Path) -> Weighed:
    """Weigh every file below ``folder``.

    Raises:
        ConfigError: there is no site.
    """
    files: dict[str, int] = {}
    sizes: dict[str, int] = {}
    largest, largest_name = 0, ""
    for name, size in _files(folder):
        kind = _kind(name)
        files[kind] = files.get(kind, 0) + 1
        sizes[kind] = sizes.get(kind, 0) + size
        largest, largest_name = max((largest, largest_name), (size, name))
    if not files:
        raise ConfigError(
            "there is no site here", where=str(folder), remedy="build it with `papergloss build`"
        )
    kinds = [Weight(kind=kind, files=files[kind], size=sizes[kind]) for kind in files]
    return Weighed(
        kinds=tuple(sorted(kinds, key=lambda each: (-each.size, each.kind))),
        files=sum(files.values()),
        size=sum(sizes.values()),
        largest=largest,
        largest_name=largest_name,
    )


def limits(found: Weighed, budget: Budget) -> list[Limit]:
    """Set what was found beside each limit that there is."""
    every = [
        Limit(what="the site", found=found.size, allowed=budget.size),
        Limit(what="its files", found=found.files, allowed=budget.files, in_bytes=False),
        Limit(what=found.largest_name, found=found.largest, allowed=budget.largest),
    ]
    return [limit for limit in every if limit.allowed]


def _files(folder: Path) -> Iterator[tuple[str, int]]:
    """Yield the name below ``folder`` and the size of each file; a link is no file of the site."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if not path.is_symlink():
                yield path.relative_to(folder).as_posix(), path.stat().st_size


def _kind(name: str) -> str:
    above = name.split("/")[:-1]
    part = f"{above[0]}/" if above else "top"
    return f"{part} pages" if name.endswith(".html") else f"{part} other files"
