"""The guard refuses commits that lose papers, notes or listings, and nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from papergloss.errors import ReadError
from papergloss.guard import refused_changes


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
    assert refused_changes(around[0] + change + around[1]) == [refusal]


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

    papers = tmp_path / "content" / "papers"
    papers.mkdir(parents=True)
    for name in ("stays", "moves", "goes", "schön & spaced\n"):
        (papers / f"{name}.md").write_text(f"{name}\n" * 20, encoding="utf-8")
    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "before")
    (papers / "moves.md").rename(papers / "moved.md")
    (papers / "goes.md").unlink()
    (papers / "schön & spaced\n.md").unlink()
    (papers / "stays.md").write_text("changed\n", encoding="utf-8")
    git("add", "--all")

    refused = refused_changes(git("diff", "--cached", "--name-status", renames, "-z"))

    assert sorted(line.split(" ", 1)[1] for line in refused) == [
        "content/papers/goes.md",
        "content/papers/moves.md",
        "content/papers/schön & spaced\n.md",
    ]
