"""The two halves of the road, on the real archive: update and build."""

from __future__ import annotations

import hashlib
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from papergloss import pipeline, plugin
from papergloss.model import LinkKind
from papergloss.store import papers
from server import Site
from support import ROOT, run_papergloss


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def update(archive: Path) -> pipeline.UpdateReport:
    return pipeline.update(plugin.load_site(archive / "mkdocs.yml"))


def test_405_entries_are_347_papers_none_lost_none_doubled() -> None:
    """Every entry stands on exactly one paper, at the place where its listing shows it."""
    found = list(papers.read_papers(ROOT / "content/papers"))
    assert len(found) == 347
    places = [(s.listing, s.position) for paper in found for s in paper.appearances]
    assert len(places) == len(set(places)) == 405
    times = [len(paper.appearances) for paper in found]
    assert [times.count(n) for n in (1, 2, 3, 4)] == [296, 45, 5, 1]


def test_update_again_changes_nothing(archive_dir: Path) -> None:
    """The committed papers are what update makes of the committed listings."""
    before = digests(archive_dir)
    report = update(archive_dir)
    assert (report.changes, report.failures) == ((), ())
    assert digests(archive_dir) == before


def test_papers_come_back_from_the_listings(archive_dir: Path) -> None:
    """Deleting content/papers loses nothing: update gives the same bytes."""
    before = digests(archive_dir)
    shutil.rmtree(archive_dir / "content/papers")
    update(archive_dir)
    assert digests(archive_dir) == before


def test_a_dry_run_writes_nothing(archive_dir: Path) -> None:
    """A dry run tells what would change and leaves it."""
    shutil.rmtree(archive_dir / "content/papers")
    before = digests(archive_dir)
    run = run_papergloss("update", "--dry-run", cwd=archive_dir)
    assert "347 pages would change" in run.stdout
    assert digests(archive_dir) == before


def test_a_bad_listing_stops_no_other(archive_dir: Path) -> None:
    """A cut page is reported with its line and exit code 1; the papers it gave stay as they are."""
    before = digests(archive_dir / "content/papers")
    bad = archive_dir / "content/listings/hf-daily/000_29444ac8d03adf1b.txt"
    text = bad.read_text(encoding="utf-8")
    bad.write_text(text[: text.index("Hallucination, posed")], encoding="utf-8")
    run = run_papergloss("update", cwd=archive_dir)
    assert run.returncode == 1
    assert "000_29444ac8d03adf1b.txt:11: the title" in run.stderr
    after = digests(archive_dir / "content/papers")
    assert after.pop("left-out.yml")  # for the health page
    assert after == before


def test_a_mirror_s_host_makes_no_second_version() -> None:
    """The abstract that two listings show with different hosts is one, with the real host."""
    hosts = {
        urlsplit(link.url).hostname
        for paper in papers.read_papers(ROOT / "content/papers")
        for link in paper.links
        if link.kind in {LinkKind.DATA, LinkKind.MODEL, LinkKind.DEMO}
    }
    assert "huggingface.co" in hosts
    assert "hf.privai.fun" not in hosts


class Links(HTMLParser):
    """Collects what a page asks for and leads to, and its ids."""

    def __init__(self) -> None:
        super().__init__()
        self.leads: list[str] = []
        self.asks: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if tag == "a" and found.get("href"):
            self.leads.append(str(found["href"]))
        if tag == "link" and found.get("rel") != "canonical":
            self.asks.append(str(found.get("href")))
        if tag in {"script", "img", "iframe", "source"} and found.get("src"):
            self.asks.append(str(found["src"]))


def parsed(path: Path) -> Links:
    links = Links()
    links.feed(path.read_text(encoding="utf-8"))
    return links


def test_every_internal_link_resolves(site: Site) -> None:
    """Each address that a page leads to inside the site is a file of it, its anchor included."""
    pages = {path: parsed(path) for path in site.dir.rglob("*.html")}
    broken = []
    for path, links in pages.items():
        here = site.base + path.relative_to(site.dir).as_posix().removesuffix("index.html")
        for address in [*links.leads, *links.asks]:
            parts = urlsplit(urljoin(here, address))
            if parts.scheme or parts.netloc or path.name == "404.html":
                continue
            if not parts.path.startswith(site.base):
                broken.append((here, address))
                continue
            target = site.dir / unquote(parts.path.removeprefix(site.base))
            file = target / "index.html" if target.is_dir() else target
            if not file.is_file() or (
                parts.fragment and file in pages and parts.fragment not in pages[file].ids
            ):
                broken.append((here, address))
    assert not broken, broken[:10]


def test_no_page_asks_another_host(site: Site) -> None:
    """Scripts, styles, images and fonts are all the site's own."""
    outside = re.compile(r"(?:https?:)?//")
    for path in site.dir.rglob("*.html"):
        assert not [a for a in parsed(path).asks if outside.match(a)], path
    for path in [*site.dir.rglob("*.css"), *site.dir.rglob("papergloss/*.js")]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(?:url\(|@import|from|fetch\()\s*['"]?(?:https?:)?//""", text), (
            path
        )


def test_the_site_has_a_page_for_everything(site: Site) -> None:
    """347 papers, 5 listings, the month and tag pages, the indexes."""

    def count(pattern: str) -> int:
        return len(list(site.dir.glob(pattern)))

    assert count("papers/*/index.html") == 347
    assert count("listings/hf-daily/*/index.html") == 5
    assert count("months/*/index.html") == 3
    assert count("tags/*/index.html") > 100
    for name in ("", "papers", "listings", "tags", "notes", "search", "about"):
        assert (site.dir / name / "index.html").is_file(), name


def test_listings_keep_their_order(site: Site) -> None:
    """A listing's page shows its papers as the listing did, page after page."""
    for listing in papers.read_listings(ROOT / "content/papers" / papers.LISTINGS):
        folder = site.dir / "listings" / listing.id
        others = sorted(folder.glob("page/*/index.html"), key=lambda path: int(path.parent.name))
        html = "".join(path.read_text("utf-8") for path in (folder / "index.html", *others))
        order = re.findall(r'href="(?:../)+papers/([a-z0-9-]+)/"', html)
        expected = sorted(
            (seen.position, paper.slug)
            for paper in papers.read_papers(ROOT / "content/papers")
            for seen in paper.appearances
            if seen.listing == listing.id
        )
        assert list(dict.fromkeys(order)) == [slug for _, slug in expected]


def test_one_changed_note_renders_one_page(archive_dir: Path) -> None:
    """A second build reuses everything; a changed note costs its page, the notes' and the index."""
    slug = next(papers.read_papers(archive_dir / "content/papers")).slug
    note = archive_dir / f"content/notes/{slug}.md"
    note.parent.mkdir(exist_ok=True)
    note.write_text("First thought.", encoding="utf-8")
    run_papergloss("build", cwd=archive_dir)
    assert "rendered: nothing" in run_papergloss("build", cwd=archive_dir).stdout
    note.write_text("Second thought.", encoding="utf-8")
    run = run_papergloss("build", cwd=archive_dir)
    assert "rendered: 1 notes, 1 paper, 1 search index\n" in run.stdout
    assert "346 paper" in run.stdout
    html = (archive_dir / f"site/papers/{slug}/index.html").read_text(encoding="utf-8")
    assert "Second thought." in html


def test_a_note_without_a_paper_is_reported_and_kept(archive_dir: Path) -> None:
    """It waits for its paper; `check` says so."""
    note = archive_dir / "content/notes/not-here-yet.md"
    note.parent.mkdir(exist_ok=True)
    note.write_text("x", encoding="utf-8")
    run = run_papergloss("check", cwd=archive_dir)
    assert run.returncode == 1
    assert "not-here-yet.md: this note has no paper (yet)" in run.stderr
    assert note.read_text(encoding="utf-8") == "x"


@pytest.mark.parametrize("folder", ["notes", "listings"])
def test_read_only_folders_stop_nothing(archive_dir: Path, folder: str) -> None:
    """Update and build never write where people and fetch write."""
    place = archive_dir / "content" / folder
    place.mkdir(exist_ok=True)
    before = digests(place)
    for path in [*place.rglob("*"), place]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    shutil.rmtree(archive_dir / "content/papers")
    assert run_papergloss("update", cwd=archive_dir).returncode == 0
    assert run_papergloss("build", cwd=archive_dir).returncode == 0
    assert digests(place) == before
    for path in [place, *place.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
