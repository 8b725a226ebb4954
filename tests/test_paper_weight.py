"""What the page of a paper weighs in a large archive, where a byte is written 100,000 times."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from papergloss import pipeline, plugin
from papergloss.ids import slugify
from papergloss.model import Appearance, Author, Ids, Link, LinkKind, Listing, Paper, PartialDate
from papergloss.pages import cards
from papergloss.pages.measure import measure
from papergloss.store import papers
from support import ROOT

PAPERS = 60
# Bytes by the size of the archive: what the pages weighed when this was written, and 2 % more.
MOST = {10_000: 7_500, 100_000: 6_450}

DAY = date(2025, 3, 1)
LISTING = Listing(id="s/2025-03-01", path="listings/s/a.txt", date=DAY, date_basis="x", size=PAPERS)
# Six papers are of one bird, and so related.
BIRDS = (
    "barn owl",
    "linnet",
    "wren",
    "siskin",
    "dipper",
    "plover",
    "avocet",
    "teal",
    "rook",
    "jay",
)
PLACES = ("Harbours", "Orchards", "Uplands", "Marshes", "Gardens", "Forests")
GIVEN = ("Ada", "Bo", "Cleo", "Dirk", "Edda", "Finn")


def paper(number: int) -> Paper:
    """An invented preprint as arXiv lists them: six authors, a long title, 1,200 signs."""
    bird = BIRDS[number % len(BIRDS)]
    place = PLACES[number // len(BIRDS)]
    title = f"Patient Observation of Every {bird.title()} by Counting Songs Heard in {place}"
    names = (f"{name} {bird.title()}-{place}" for name in GIVEN)
    about = f"A {bird} sings near a {bird} nest, and careful counting tells who heard it at dawn. "
    return Paper(
        slug=slugify(title),
        month="2025-03",
        title=title,
        abstract=f"We use Marsh Bird Counting (MBC) and GleamEval. {about * 14}".strip(),
        appearances=(Appearance(listing=LISTING.id, date=DAY, position=number + 1),),
        ids=Ids(arxiv=f"2503.{number:05}"),
        date=PartialDate(year=2025, month=3, day=1),
        authors=tuple(Author(name=name) for name in names),
        links=(Link(url=f"https://github.com/quill/owls{number}", kind=LinkKind.CODE),),
        tags=("reasoning", "datasets"),
    )


def archive(folder: Path) -> Path:
    """Write the archive; its settings and its tags are the repository's."""
    (folder / "content").mkdir(parents=True)
    for name in ("mkdocs.yml", "content/tags.yml", "content/about.md"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    for each in map(paper, range(PAPERS)):
        path = folder / "content" / "papers" / papers.path_of(each)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(papers.paper_text(each), encoding="utf-8")
    listings = papers.listings_text([LISTING])
    (folder / "content" / "papers" / papers.LISTINGS).write_text(listings, encoding="utf-8")
    return folder


@pytest.mark.parametrize(("size", "most"), MOST.items())
def test_the_page_of_a_paper_stays_light(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, most: int
) -> None:
    """As an archive of so many papers would show it, with its neighbours, tags and concepts."""
    monkeypatch.setattr(cards, "measure", lambda _: measure(size))
    folder = archive(tmp_path)
    site_dir = folder / "site"
    plugin.build(folder / "mkdocs.yml", site_dir=site_dir, strict=True, progress=pipeline.silent)
    made = [path.read_bytes() for path in site_dir.glob("papers/*patient*/index.html")]
    assert len(made) == PAPERS
    for part in (b"pg-related", b"pg-tags", b"pg-concept", b"pg-authors", b"pg-acts", b"pg-seen"):
        assert all(part in page for page in made), part
    assert most * 0.95 < sum(map(len, made)) / PAPERS < most
