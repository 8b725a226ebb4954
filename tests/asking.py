"""Fixtures of tests that ask services: archives whose services are all on one local server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import http_server as http
import replay
from papergloss import enrich
from papergloss.config import Enrich, Settings, Site
from papergloss.fetch import Clock, Limits
from papergloss.model import LOOKUP, Appearance, Entry, Paper, Sidecar
from papergloss.reading import read_listing
from papergloss.store import listings
from papergloss.store import papers as paper_files
from replay import Known
from support import copy_archive, run_papergloss

NOON = datetime(2026, 11, 6, 12, 0, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[http.Server]:
    with http.running() as running:
        yield running


@dataclass(slots=True)
class Archive:
    """An archive whose services are all on one server, and a clock that its owner moves on."""

    root: Path
    server: http.Server
    services: tuple[str, ...] = ("arxiv",)
    now: datetime = NOON

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def site(self) -> Site:
        asked = Enrich(services=replay.services(self.server, *self.services))
        settings = Settings(contact="me@example.org", enrich=asked)
        return Site(root=self.root, content=self.content, settings=settings)

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def enrich(self, **given: object) -> enrich.Report:
        clock = Clock(
            now=lambda: self.now,
            monotonic=lambda: (self.now - NOON).total_seconds(),
            sleep=self.sleep,
            random=lambda: 1.0,
        )
        limits = Limits(read=0.5, deadline=2, attempts=2, backoff=1)
        return enrich.enrich(self.site, clock=clock, limits=limits, **given)  # type: ignore[arg-type]

    def add(self, *titles: str, **given: object) -> None:
        """Put papers into the archive."""
        for title in titles:
            seen = Appearance(listing="s/2025-03-14", date=date(2025, 3, 14), position=1)
            values: dict[str, object] = {"abstract": "Text.", "appearances": (seen,), **given}
            slug = title.casefold().replace(" ", "-").replace(":", "")
            paper = Paper(slug=slug, month="2025-03", title=title, **values)  # type: ignore[arg-type]
            path = self.content / "papers" / paper_files.path_of(paper)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(paper_files.paper_text(paper), encoding="utf-8")

    def list_ids(self, *ids: str) -> None:
        """Add a list of ids, as ``papergloss add`` keeps it."""
        sidecar = Sidecar(received="2026-11-05T12:00:00+00:00", format="id-list")
        data = "\n".join(ids).encode()
        listings.add_raw(self.content, "id-list", "2026-11-05.txt", data, sidecar)

    def answers(self) -> list[listings.RawListing]:
        raws = listings.read_raw(self.content)
        return [raw for raw in raws if raw.sidecar.purpose == LOOKUP]

    def entries(self) -> list[Entry]:
        """Return the entries of all answers that are listings, as merging gets them."""
        return [entry for raw in self.answers() for entry in read_listing(raw).reading.entries]

    def unmatched(self, service: str = "arxiv") -> list[Sidecar]:
        folder = self.content / f"listings/enrich-{service}/unmatched"
        return [listings.read_sidecar(path) for path in sorted(folder.glob("*.meta.yml"))]


@pytest.fixture
def archive(tmp_path: Path, server: http.Server) -> Archive:
    root = tmp_path / "archive"
    (root / "content" / "papers").mkdir(parents=True)
    return Archive(root=root, server=server)


SEEDS = (
    "3DHacker: Spectrum-based Decision Boundary Generation for Hard-label 3D Point Cloud Attack",
    "A Flexible Parametric Modelling Framework for Survival Analysis",
    "A systematic study of the class imbalance problem in convolutional neural networks",
)


@pytest.fixture
def seeded(tmp_path: Path, server: http.Server) -> Archive:
    """The repository's own archive, whose listings have neither ids nor names."""
    return Archive(root=copy_archive(tmp_path / "seeded"), server=server)


def known_seeds() -> list[Known]:
    """Three seed papers, one of them spelled a little otherwise, and one that is none of them."""
    return [
        Known(
            id="2308.07546", title=SEEDS[0].replace("Decision", "decision"), published="2023-08-15"
        ),
        Known(id="1901.03212", title=SEEDS[1] + ".", published="2019-01-10"),
        Known(id="1710.05381", title=SEEDS[2], published="2017-10-15"),
        Known(id="2511.00001", title="Another Paper Altogether"),
    ]


@pytest.fixture
def empty(tmp_path: Path, server: http.Server) -> Path:
    """A new archive that asks the local server."""
    assert run_papergloss("init", "mine", cwd=tmp_path).returncode == 0
    path = tmp_path / "mine" / "mkdocs.yml"
    blocks = "".join(
        f'\n          - {{name: {each.name}, url: "{each.url}", private: true, interval: 0}}'
        for each in replay.services(server, "arxiv", "crossref")
    )
    block = (
        f"- papergloss:\n      contact: me@example.org\n      enrich:\n        services:{blocks}"
    )
    path.write_text(path.read_text("utf-8").replace("- papergloss", block), encoding="utf-8")
    return path.parent
