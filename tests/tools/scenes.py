"""What ``tests.tools.kill`` disturbs: archives to copy, and the command to run in each.

Made of the five listings of this repository, the invented ones in tests/fixtures/sources, days
invented here, and a few notes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from papergloss import sources
from papergloss.errors import ReadError
from papergloss.model import Sidecar
from papergloss.store import listings

from ..support import ROOT
from . import forks

FIXTURES = ROOT / "tests" / "fixtures" / "sources"
PAGE = "002_128118fcc83c8a40.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A command in an archive.

    ``share`` is how many of 100 kills it gets; ``untouchable`` are folders below content/ that no
    run may change; ``restless`` are files that tell of the runs themselves, and so may differ. Of
    the calls that can fail, only each ``stride``-th does: a large archive repeats itself.
    """

    name: str
    template: Path
    command: tuple[str, ...]
    share: int
    untouchable: tuple[str, ...] = ("notes", "listings")
    restless: tuple[str, ...] = ()
    stride: int = 1


def scenes(folder: Path, server: str) -> list[Scene]:
    """Make the archives below ``folder``; ``server`` is the address that fetch asks."""

    def made(name: str, make: Callable[[Path], None]) -> Path:
        root = folder / name.replace(" ", "-")
        _empty(root)
        make(root)
        return root

    own = {"untouchable": ("notes",)}
    update = ("update",)
    return [
        Scene(name="first update", template=made("first", _first), command=update, share=40),
        Scene(name="next day", template=made("next", _next), command=update, share=40),
        Scene(
            name="five listings",
            template=made("five", _five),
            command=update,
            share=4,
            stride=20,
        ),
        Scene(name="add", template=made("add", _add), command=_ADD, share=8, **own),
        Scene(
            name="fetch",
            template=made("fetch", lambda root: _fetch(root, server)),
            command=("fetch",),
            share=8,
            restless=("listings/health.yml",),
            **own,
        ),
    ]


def _empty(root: Path) -> None:
    (root / "content" / "notes").mkdir(parents=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    for name in ("about.md", "tags.yml"):
        shutil.copy(ROOT / "content" / name, root / "content")
    for slug in ("lamp-1", "no-paper-yet", "the-paper-of-a-person"):
        note = root / "content" / "notes" / f"{slug}.md"
        note.write_text(f"What I think of {slug}.\n", encoding="utf-8")


def _first(root: Path) -> None:
    """One listing of each format, and a page whose year must be inferred; no papers yet."""
    _keep_fixtures(root)
    data = (ROOT / "content" / "listings" / "hf-daily" / PAGE).read_bytes()
    _keep(root, "hf-daily", "page.txt", data, received="2025-08-01T06:00:00+00:00")
    # A day that bounds the page's year, by a paper that both show.
    shared = sources.by_name("hf-text").read(data, PAGE).entries[0].title
    _keep(root, "daily", "2025-11-05.json", day(range(1, 2), title=shared))


def _five(root: Path) -> None:
    """The five listings of this repository and the invented ones; no papers yet."""
    _keep_fixtures(root)
    shutil.copytree(
        ROOT / "content" / "listings", root / "content" / "listings", dirs_exist_ok=True
    )


def _next(root: Path) -> None:
    """Papers are there, and listings came that add some, change some, and join two to one."""
    _keep_fixtures(root)
    _keep(root, "mine", "a.bib", b"@misc{one, title = {One Name of the Invented}, year = {2025}}\n")
    _keep(root, "mine", "b.json", day(range(901, 902), title="Another Name of the Invented"))
    _keep(root, "daily", "2025-11-05.json", day(range(1, 16)))
    outcome = forks.run(["update"], root)
    assert outcome.code == 0, outcome.said
    _keep(root, "daily", "2025-11-06.json", day(range(8, 24), upvotes=40))
    # Without a time it counts as the first to arrive, so that it joins what the others kept apart.
    joiner = day(range(901, 902), title="One Name of the Invented")
    _keep(root, "mine", "c.json", joiner, received=None)


_ADD = ("add", "day.json", "list.md", "papers.bib", "ids.txt")


def _add(root: Path) -> None:
    """Four files beside an archive that has papers already."""
    _keep(root, "daily", "2025-11-05.json", day(range(1, 16)))
    outcome = forks.run(["update"], root)
    assert outcome.code == 0, outcome.said
    (root / "day.json").write_bytes(day(range(8, 24)))
    shutil.copy(FIXTURES / "markdown-list" / "daily.md", root / "list.md")
    shutil.copy(FIXTURES / "bibtex" / "homepage.bib", root / "papers.bib")
    shutil.copy(FIXTURES / "id-list" / "reading.txt", root / "ids.txt")


def _fetch(root: Path, server: str) -> None:
    """Two sources of which nothing is there; a day of the first has two pages."""
    block = f"""\
  - papergloss:
      contact: me@example.org
      sources:
        - {{name: daily, kind: hf-daily, url: "{server}", private: true, interval: 0, back: 3}}
        - {{name: trends, kind: hf-trending, url: "{server}", private: true, interval: 0}}
"""
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "  - papergloss\n" in text
    config.write_text(text.replace("  - papergloss\n", block), encoding="utf-8")


# --- what is kept -------------------------------------------------------------------------------


def _keep_fixtures(root: Path) -> None:
    for path in sorted(FIXTURES.glob("*/*")):
        if path.name.endswith(".expected.json"):
            continue
        data = path.read_bytes()
        try:
            reading = sources.by_name(path.parent.name).read(data, path.name)
        except ReadError:
            continue
        if reading.entries:
            _keep(root, path.parent.name, path.name, data, format=path.parent.name, day=True)


def _keep(
    root: Path,
    source: str,
    name: str,
    data: bytes,
    *,
    received: str | None = "2025-11-07T06:00:00+00:00",
    format: str | None = None,
    day: bool = False,
) -> None:
    # What has no time of arrival must say its day.
    told = date(2025, 11, 7) if day or not received else None
    sidecar = Sidecar(date=told, received=received, format=format)
    listings.add_raw(root / "content", source, name, data, sidecar)


def day(numbers: range, **given: object) -> bytes:
    """Invent a day of Daily Papers with a paper for each number."""
    return json.dumps([{"paper": _paper(number, given)} for number in numbers]).encode()


def _paper(number: int, given: dict[str, object]) -> dict[str, object]:
    return {
        "id": f"2511.{number:05}",
        "title": f"Paper {number} of the Invented",
        "summary": f"It shows what {number} language models do, and how they do it.",
        "authors": [{"_id": "a", "name": "Ada Author"}, {"_id": "b", "name": "Bo Writer"}],
        "publishedAt": "2025-11-05T00:00:00.000Z",
        "upvotes": number % 7,
        **given,
    }
