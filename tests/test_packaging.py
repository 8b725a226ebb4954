"""What is published works where the repository is not: the wheel, installed in a clean environment.

Builds the wheel from the source archive, as an index would get both, so that neither lacks a file.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from papergloss import __version__, scaffold
from support import ROOT

LISTING = ROOT / "content" / "listings" / "hf-daily" / "003_7d096eba89404e2d.txt"

pytestmark = pytest.mark.slow


def uv(*arguments: str | Path) -> str:
    command = ["bash", ROOT / ".ci" / "setup", "uv", *arguments]
    run = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert run.returncode == 0, run.stderr
    return run.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    uv("build", "--quiet", "--out-dir", folder)
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    (wheel,) = dist.glob("*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` of an environment with the wheel and the locked versions of what it needs."""
    folder = tmp_path_factory.mktemp("clean")
    locked = folder / "locked.txt"
    locked.write_text(uv("export", "--quiet", "--frozen", "--no-dev", "--no-emit-project"))
    uv("venv", "--quiet", "--python", sys.executable, folder / "venv")
    python = folder / "venv" / "bin" / "python"
    uv("pip", "install", "--quiet", "--python", python, "--constraint", locked, wheel)
    return python.parent


def test_the_wheel_holds_program_theme_and_starter(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
    for folder, prefix in [
        (ROOT / "generator" / "papergloss", "papergloss"),
        (ROOT / "theme", "papergloss/theme"),
    ]:
        ours = [path for path in folder.rglob("*") if path.is_file()]
        expected = {f"{prefix}/{path.relative_to(folder).as_posix()}" for path in ours}
        expected = {name for name in expected if "__pycache__" not in name}
        assert expected <= packed, sorted(expected - packed)
    form = ".github/ISSUE_TEMPLATE/correction.yml"
    for name in ("content/tags.yml", ".github/workflows/pages.yml", ".github/dependabot.yml", form):
        assert f"papergloss/starter/{name}" in packed


def test_nothing_of_the_archive_is_published(dist: Path, wheel: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as source, zipfile.ZipFile(wheel) as packed:
        names = [*source.getnames(), *packed.namelist()]
    assert not [name for name in names if "listings/" in name and name.endswith((".txt", ".md"))]
    assert not [name for name in names if "/tests/" in name or "content/papers" in name]


def test_it_makes_fills_and_builds_an_archive(installed: Path, tmp_path: Path) -> None:
    def run(*arguments: str | Path, cwd: Path = tmp_path) -> str:
        command = [installed / "papergloss", *arguments]
        result = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    assert __version__ in run("--version")
    run("init", "mine")
    run("add", LISTING, cwd=tmp_path / "mine")
    run("build", "--strict", cwd=tmp_path / "mine")
    assert len(list((tmp_path / "mine" / "site" / "papers").glob("*/index.html"))) == 102

    scaffold.create(tmp_path / "ours")
    for ours in (tmp_path / "ours").rglob("*"):
        if ours.is_file():
            theirs = tmp_path / "mine" / ours.relative_to(tmp_path / "ours")
            assert theirs.read_bytes() == ours.read_bytes(), theirs


def test_mkdocs_finds_the_plugin(installed: Path, tmp_path: Path) -> None:
    """``mkdocs build`` works in a new archive as any MkDocs user expects."""
    scaffold.create(tmp_path)
    command = [installed / "mkdocs", "build", "--strict"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    assert (tmp_path / "site" / "index.html").is_file()
