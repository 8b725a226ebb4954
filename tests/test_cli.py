"""The command line as a person meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT, run_papergloss

PAGE = ROOT / "content/listings/hf-daily/003_7d096eba89404e2d.txt"
COMMANDS = (
    *("init", "fetch", "enrich", "add", "update", "build", "serve", "note", "notes", "check"),
    "guard",
)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A new archive, as `papergloss init` makes it."""
    run = run_papergloss("init", "mine", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    return tmp_path / "mine"


def test_help_names_every_command(tmp_path: Path) -> None:
    """`--help` lists the commands and each explains itself."""
    text = run_papergloss("--help", cwd=tmp_path).stdout
    for command in COMMANDS:
        assert f"  {command} " in text
        own = run_papergloss(command, "--help", cwd=tmp_path)
        assert own.returncode == 0
        assert len(own.stdout) > 150, command


def test_outside_an_archive_the_remedy_is_named(tmp_path: Path) -> None:
    """No traceback, but what to do."""
    run = run_papergloss("update", cwd=tmp_path)
    assert run.returncode == 1
    assert "papergloss init DIR" in run.stderr
    assert "Traceback" not in run.stderr


def test_add_keeps_a_page_and_reads_it(empty: Path) -> None:
    """A page is recognised, dated, kept byte for byte, merged, and shown."""
    run = run_papergloss("add", PAGE, cwd=empty)
    assert run.returncode == 0, run.stderr
    assert "text of a Hugging Face Daily Papers page, 102 entries, of 2025-11-06" in run.stdout
    kept = empty / "content/listings/hf-daily/2025-11-06.txt"
    assert kept.read_bytes() == PAGE.read_bytes()
    assert len(list((empty / "content/papers").glob("*/*.md"))) == 102
    assert run_papergloss("build", "--strict", cwd=empty).returncode == 0


def test_a_build_says_what_it_did_and_where_the_time_went(empty: Path) -> None:
    """Pages rendered and reused, files written and removed, seconds a stage; a profile if asked."""
    run = run_papergloss("build", "--profile", "profile.json", cwd=empty)
    assert run.returncode == 0, run.stderr
    assert "1 health, 1 home" in run.stdout
    assert "0 unchanged, 0 removed\nseconds (of CPU): load " in run.stdout
    profile = json.loads((empty / "profile.json").read_text(encoding="utf-8"))
    assert "speedscope" in profile["$schema"]
    assert "build" in {frame["name"] for frame in profile["shared"]["frames"]}
    (empty / "site" / "old.html").write_text("an older page", encoding="utf-8")
    again = run_papergloss("build", cwd=empty).stdout
    assert "rendered: nothing" in again
    assert "files: 0 written" in again
    assert "1 removed" in again


def test_adding_the_same_page_again_changes_nothing(empty: Path) -> None:
    """Neither a second copy nor a second set of papers."""
    run_papergloss("add", PAGE, cwd=empty)
    run = run_papergloss("add", PAGE, cwd=empty)
    assert "here already as content/listings/hf-daily/2025-11-06.txt" in run.stdout
    assert "nothing to change" in run.stdout


def test_a_date_given_later_corrects_the_listing(empty: Path) -> None:
    """--date outranks what was inferred, also for a listing that is there already."""
    run_papergloss("add", PAGE, cwd=empty)
    run = run_papergloss("add", "--date", "2026-11-06", PAGE, cwd=empty)
    assert run.returncode == 0, run.stderr
    text = (empty / "content/papers/listings.yml").read_text(encoding="utf-8")
    assert 'date: "2026-11-06"' in text


def test_standard_input_and_dry_run(empty: Path) -> None:
    """`-` reads standard input; a dry run says what it is and keeps nothing."""
    command = [sys.executable, "-m", "papergloss", "add", "--dry-run", "-"]
    run = subprocess.run(command, cwd=empty, input=PAGE.read_bytes(), capture_output=True)
    assert b"102 entries" in run.stdout
    assert not list((empty / "content/listings").glob("*/*.txt"))


def test_what_cannot_be_read_leaves_no_trace(empty: Path, tmp_path: Path) -> None:
    """A file of no known format is refused with the formats that are known."""
    odd = tmp_path / "odd.bin"
    odd.write_bytes(b"\x00\x01\x02")
    run = run_papergloss("add", odd, cwd=empty)
    assert run.returncode == 1
    assert "hf-text" in run.stderr
    assert not list((empty / "content/listings").glob("*/*.*"))


def test_an_unknown_setting_is_refused(empty: Path) -> None:
    """A slip in mkdocs.yml is named with the nearest key, by every command."""
    path = empty / "mkdocs.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("- papergloss", "- papergloss:\n      realted: 3"), encoding="utf-8"
    )
    for command in ("update", "build"):
        run = run_papergloss(command, cwd=empty)
        assert run.returncode == 1
        assert "did you mean 'related'" in run.stderr
