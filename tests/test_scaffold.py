"""A new archive is complete, builds at once, takes a listing, and overwrites nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from papergloss import __version__, scaffold
from papergloss.errors import WriteRefused
from support import ROOT, run_papergloss

LISTING = ROOT / "content" / "listings" / "hf-daily" / "003_7d096eba89404e2d.txt"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    scaffold.create(tmp_path / "new")
    return tmp_path / "new"


def test_it_writes_what_it_returns_and_nothing_else(tmp_path: Path) -> None:
    written = scaffold.create(tmp_path / "deep" / "new")
    assert sorted(written) == sorted(path for path in tmp_path.rglob("*") if path.is_file())


def test_an_archive_has_its_parts(archive: Path) -> None:
    for name in ("mkdocs.yml", "content/about.md", "content/tags.yml", ".github/workflows"):
        assert (archive / name).exists()
    for name in ("listings", "notes", "papers"):
        assert (archive / "content" / name).is_dir()


def test_requirements_pin_this_version(archive: Path) -> None:
    assert (archive / "requirements.txt").read_text() == f"papergloss=={__version__}\n"


def test_the_vocabulary_is_the_repositorys(archive: Path) -> None:
    ours = ROOT / "content" / "tags.yml"
    assert (archive / "content" / "tags.yml").read_bytes() == ours.read_bytes()


def test_the_workflow_is_the_repositorys_but_for_how_papergloss_is_installed(archive: Path) -> None:
    name = ".github/workflows/pages.yml"
    ours, theirs = ((root / name).read_text().splitlines() for root in (ROOT, archive))
    differing = [(a.strip(), b.strip()) for a, b in zip(ours, theirs, strict=True) if a != b]
    assert set(differing) == {
        (
            "run: uv sync --frozen --no-dev",
            "run: uv venv && uv pip install --requirement requirements.txt",
        )
    }


def test_the_looks_are_the_repositorys(archive: Path) -> None:
    def theme(root: Path) -> str:
        block = re.search(r"^theme:\n(?:[ \n].*\n?)+", (root / "mkdocs.yml").read_text(), re.M)
        assert block, f"no theme in {root}"
        return block[0].strip()

    assert theme(archive) == theme(ROOT)


@pytest.mark.parametrize("name", ["mkdocs.yml", "content/tags.yml", "content/notes/.gitkeep"])
def test_a_file_in_the_way_stops_it_before_anything_is_written(tmp_path: Path, name: str) -> None:
    mine = tmp_path / name
    mine.parent.mkdir(parents=True, exist_ok=True)
    mine.write_text("mine")
    with pytest.raises(WriteRefused, match=re.escape(name)):
        scaffold.create(tmp_path)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]
    assert mine.read_text() == "mine"


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("mine")
    with pytest.raises(WriteRefused, match="this is a file"):
        scaffold.create(tmp_path / "new")


def test_a_folder_with_other_files_is_taken(tmp_path: Path) -> None:
    (tmp_path / "LICENSE").write_text("mine")
    scaffold.create(tmp_path)
    assert (tmp_path / "LICENSE").read_text() == "mine"


def test_a_template_that_no_longer_fits_is_an_error_not_a_wrong_file() -> None:
    with pytest.raises(LookupError, match="no such words"):
        scaffold._Template(source="gitignore", replace={"no such words": ""}).text()


def test_an_empty_archive_builds_and_takes_a_listing(archive: Path) -> None:
    def run(*arguments: str | Path) -> None:
        result = run_papergloss(*arguments, cwd=archive)
        assert result.returncode == 0, result.stdout + result.stderr

    run("build", "--strict")
    assert (archive / "site" / "index.html").is_file()
    assert (archive / "site" / "about" / "index.html").is_file()
    assert not list((archive / "content" / "papers").rglob("*.md"))

    run("add", LISTING)
    run("build", "--strict")
    assert len(list((archive / "content" / "papers").rglob("*.md"))) == 102
    assert len(list((archive / "site" / "papers").glob("*/index.html"))) == 102
