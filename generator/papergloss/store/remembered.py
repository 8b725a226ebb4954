"""Papers as an earlier build read them, a month at a time, while their files lie as they did.

A file is known by its name, size, time and inode, as git knows those of a working tree; one that
was written a moment ago is read, since its time may not tell whether somebody has written it since
(https://git-scm.com/docs/racy-git).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from papergloss.cache import Cache
from papergloss.model import (
    Appearance,
    Author,
    Ids,
    Link,
    LinkKind,
    Organisation,
    Paper,
    PartialDate,
    Variant,
    Version,
)
from papergloss.store import papers

JUST_NOW = 2_000_000_000
"""Nanoseconds: file systems count time in steps of up to two seconds."""


def read_papers(folder: Path, cache: Cache) -> Iterator[Paper]:
    """Read every paper below ``folder`` as ``papers.read_papers`` does, from the cache if it can.

    Raises:
        ReadError: a file is not what a paper's file is.
    """
    months = sorted(folder.iterdir()) if folder.is_dir() else ()
    for month in months:
        if month.is_dir():
            yield from _read_month(month, cache)


def _read_month(month: Path, cache: Cache) -> list[Paper]:
    with os.scandir(month) as entries:
        lies = sorted(
            (entry.name, stat.st_size, stat.st_mtime_ns, stat.st_ino)
            for entry in entries
            if entry.name.endswith(".md")
            for stat in (entry.stat(),)
        )
    key = f"papers of {month.name}: {lies}"
    known = cache.recall(key)
    if known is not None:
        return [restored(data) for data in known]
    latest = time.time_ns() - JUST_NOW
    found = [papers.read_paper(month / name) for name, *_ in lies]
    if all(mtime < latest for _, _, mtime, _ in lies):
        cache.retain(key, found)
    return found


def restored(data: Mapping[str, Any]) -> Paper:
    """Make a paper of the JSON that it was written as."""
    day, who = data["date"], data["organisation"]
    return Paper(
        **{
            **data,
            "appearances": tuple(_dated(Appearance, each) for each in data["appearances"]),
            "ids": Ids(**data["ids"]),
            "date": day and PartialDate(**day),
            "authors": tuple(Author(**each) for each in data["authors"]),
            "organisation": who and Organisation(**who),
            "categories": tuple(data["categories"]),
            "keywords": tuple(data["keywords"]),
            "versions": tuple(_dated(Version, each) for each in data["versions"]),
            "links": tuple(
                Link(url=each["url"], kind=LinkKind(each["kind"])) for each in data["links"]
            ),
            "tags": tuple(data["tags"]),
            "aliases": tuple(data["aliases"]),
            "variants": tuple(Variant(**each) for each in data["variants"]),
        }
    )


def _dated(kind: type[Any], data: dict[str, Any]) -> Any:
    day = data["date"]
    return kind(**{**data, "date": date.fromisoformat(day) if day else None})
