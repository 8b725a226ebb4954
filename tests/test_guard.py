"""The guard refuses commits that lose papers, notes or listings, and nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from papergloss.errors import ReadError
from papergloss.guard import refused_changes, staged_aliases
from papergloss.model import Paper
from papergloss.store import papers


@pytest.mark.parametrize(
    "change",
    [
        "A\0content/papers/2024-11/new.md\0",
        "M\0content/papers/2024-11/known.md\0",
        "A\0content/listings/hf-daily/new.txt\0",
        "M\0content/listings/hf-daily/new.meta.yml\0",
        "D\0content/about.md\0",
        "C100\0content/papers/2024-11/a.md\0content/papers/2024-11/b.md\0",
        "",
    ],
)
def test_an_ordinary_update_passes(change: str) -> None:
    assert refused_changes(change) == []


def git_in(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments]
    return subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout


def paper(slug: str, *aliases: str) -> Paper:
    return Paper(
        slug=slug,
        month="2024-11",
        title=slug,
        abstract="",
        appearances=(),
        aliases=aliases,
    )


@pytest.fixture
def two_papers(tmp_path: Path) -> Path:
    """A repository with the papers "elder", "younger" and "other", of which "younger" goes."""
    folder = tmp_path / "content" / "papers" / "2024-11"
    folder.mkdir(parents=True)
    git_in(tmp_path, "init", "--quiet")
    for slug in ("elder", "younger", "other"):
        (folder / f"{slug}.md").write_text(papers.paper_text(paper(slug)), encoding="utf-8")
    git_in(tmp_path, "add", "--all")
    git_in(tmp_path, "commit", "--quiet", "--message", "before")
    (folder / "younger.md").unlink()
    return tmp_path


def refused_in(root: Path) -> list[str]:
    changes = git_in(root, "diff", "--cached", "--name-status", "--no-renames", "-z")
    return refused_changes(changes, lambda slugs: staged_aliases(slugs, root))


@pytest.mark.parametrize("when", ["now", "in an earlier commit"])
def test_a_paper_may_go_when_another_holds_its_name(two_papers: Path, when: str) -> None:
    """Two pages turned out to be one: the address of the younger leads to the elder."""
    elder = two_papers / "content" / "papers" / "2024-11" / "elder.md"
    elder.write_text(papers.paper_text(paper("elder", "younger")), encoding="utf-8")
    if when != "now":
        git_in(two_papers, "commit", "--quiet", "--message", "alias", str(elder))
    git_in(two_papers, "add", "--all")
    assert refused_in(two_papers) == []


def test_a_name_that_only_stands_in_a_file_is_no_alias(two_papers: Path) -> None:
    """Nor is an alias that was written but not staged."""
    folder = two_papers / "content" / "papers" / "2024-11"
    told = paper("other")
    text = papers.paper_text(replace(told, tags=("younger",), abstract='"younger"'))
    (folder / "other.md").write_text(text, encoding="utf-8")
    git_in(two_papers, "add", "--all")
    (folder / "elder.md").write_text(papers.paper_text(paper("elder", "younger")), encoding="utf-8")
    assert refused_in(two_papers) == ["removes content/papers/2024-11/younger.md"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("D\0content/papers/2024-11/a.md\0", "removes content/papers/2024-11/a.md"),
        ("D\0content/notes/a.md\0", "removes content/notes/a.md"),
        ("D\0content/listings/hf-daily/a.txt\0", "removes content/listings/hf-daily/a.txt"),
        ("D\0content/tags.yml\0", "removes content/tags.yml"),
        ("M\0content/notes/a.md\0", "rewrites content/notes/a.md"),
        (
            "R098\0content/papers/2024-11/a.md\0content/papers/2024-11/b.md\0",
            "renames content/papers/2024-11/a.md",
        ),
        (
            "T\0content/papers/2024-11/a.md\0",
            "replaces content/papers/2024-11/a.md by something that is no file",
        ),
    ],
)
def test_a_loss_is_refused_and_named(change: str, refusal: str) -> None:
    around = "A\0content/papers/x.md\0", "M\0content/papers/y.md\0"
    found = refused_changes(around[0] + change + around[1], lambda slugs: set())
    assert found == [refusal]


def test_output_without_z_is_not_mistaken_for_a_harmless_one() -> None:
    with pytest.raises(ReadError, match="-z"):
        refused_changes("D\tcontent/papers/2024-11/a.md\n")


@pytest.mark.parametrize("renames", ["-M", "--no-renames"])
def test_it_reads_what_git_prints(tmp_path: Path, renames: str) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    folder = tmp_path / "content" / "papers"
    folder.mkdir(parents=True)
    for name in ("stays", "moves", "goes", "schön & spaced\n"):
        (folder / f"{name}.md").write_text(f"{name}\n" * 20, encoding="utf-8")
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "before")
    (folder / "moves.md").rename(folder / "moved.md")
    (folder / "goes.md").unlink()
    (folder / "schön & spaced\n.md").unlink()
    (folder / "stays.md").write_text("changed\n", encoding="utf-8")
    git("add", "--all")

    refused = refused_changes(
        git("diff", "--cached", "--name-status", renames, "-z"),
        lambda slugs: staged_aliases(slugs, tmp_path),
    )

    assert sorted(line.split(" ", 1)[1] for line in refused) == [
        "content/papers/goes.md",
        "content/papers/moves.md",
        "content/papers/schön & spaced\n.md",
    ]
