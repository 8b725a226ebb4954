"""All recorded Hugging Face days go into one archive, by the road that a person's archive takes."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from papergloss import pipeline
from papergloss.config import Site
from papergloss.model import Sidecar
from papergloss.store import listings, papers


@pytest.mark.slow
def test_all_hugging_face_days_are_one_archive(shared_data: Path, tmp_path: Path) -> None:
    """Each paper once, with all the days it was listed; update again changes nothing."""
    days = sorted((shared_data / "hf-daily").glob("*.json"))
    for path in days:
        sidecar = Sidecar(
            name=path.stem,
            date=date.fromisoformat(path.stem),
            received=f"{path.stem}T18:00:00+00:00",
            format="hf-json",
            status=200,
        )
        listings.add_raw(tmp_path, "hf-daily", path.name, path.read_bytes(), sidecar)
    (tmp_path / "tags.yml").write_text("[]", encoding="utf-8")
    site = Site(root=tmp_path, content=tmp_path)

    first = pipeline.update(site)
    assert (len(first.listings), first.papers) == (435, 6651)
    assert (first.failures, first.left_out) == ((), ())
    written = {path: _digest(path) for path in (tmp_path / "papers").rglob("*.md")}
    assert len(written) == 6651
    shown = list(papers.read_papers(tmp_path / "papers"))
    assert len({paper.ids.arxiv for paper in shown}) == 6651
    assert sum(len(paper.appearances) for paper in shown) == 6651
    assert all(paper.appearances[0].listing[-10:-3] == paper.month for paper in shown)

    assert pipeline.update(site).changes == ()
    assert {path: _digest(path) for path in (tmp_path / "papers").rglob("*.md")} == written


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
