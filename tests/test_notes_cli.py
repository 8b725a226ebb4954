"""`papergloss note` and `papergloss notes`, as a person meets them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT, run_papergloss

SLUG = "model-cards-for-model-reporting"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of a few papers: the real ones, most of them left out, without notes."""
    folder = tmp_path_factory.mktemp("notes") / "archive"
    (folder / "content" / "papers" / "2025-03").mkdir(parents=True)
    (folder / "content" / "tags.yml").write_bytes((ROOT / "content/tags.yml").read_bytes())
    (folder / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    for path in sorted((ROOT / "content/papers/2025-03").glob("m*.md")):
        (folder / "content/papers/2025-03" / path.name).write_bytes(path.read_bytes())
    return folder


def note(archive: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k not in ("EDITOR", "VISUAL")} | environment
    return subprocess.run(
        [sys.executable, "-m", "papergloss", "note", *words],
        cwd=archive,
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def test_a_note_is_made_once_and_never_overwritten(archive: Path) -> None:
    """Some words find the paper; without an editor the path is printed; a note there stays."""
    path = archive / f"content/notes/{SLUG}.md"
    run = note(archive, "model", "cards", "reporting")
    assert (run.returncode, run.stdout.strip()) == (0, str(path))
    assert "new note on: Model Cards for Model Reporting" in run.stderr
    assert "status: reading" in path.read_text(encoding="utf-8")
    path.write_bytes(b"\xff my own bytes")
    assert note(archive, SLUG).returncode == 0
    assert path.read_bytes() == b"\xff my own bytes"
    path.unlink()


def test_the_editor_gets_the_file(archive: Path) -> None:
    """$VISUAL, with its arguments, is called with the note's path."""
    script = archive / "editor.py"
    script.write_text("import sys; open(sys.argv[2], 'a').write('Edited ' + sys.argv[1])")
    run = note(archive, SLUG, VISUAL=f"{sys.executable} {script} here", EDITOR="false")
    assert run.returncode == 0, run.stderr
    path = archive / f"content/notes/{SLUG}.md"
    assert path.read_text(encoding="utf-8").endswith("Edited here")
    path.unlink()


def test_words_that_fit_several_papers_are_asked_about(archive: Path) -> None:
    """Where nobody can answer, the choice is printed and nothing is made."""
    run = note(archive, "model")
    assert run.returncode == 1
    assert SLUG in run.stderr and "Traceback" not in run.stderr
    assert note(archive, "qqqqqqqqqq").returncode == 1
    assert not list((archive / "content" / "notes").glob("*"))


def test_notes_are_listed_exported_and_imported(archive: Path) -> None:
    """By status, rating and tag; an import makes what is not there and says what it left."""
    folder = archive / "content" / "notes"
    folder.mkdir(exist_ok=True)
    mine = "---\nstatus: to-read\nrating: 4\ntags: [fairness]\n---\nWhy?\n"
    (folder / f"{SLUG}.md").write_text(mine, encoding="utf-8")
    (folder / "not-here.md").write_text("Waits.", encoding="utf-8")
    listed = run_papergloss("notes", "--status", "to-read", "--rating", "4", cwd=archive)
    assert f"to-read  ★★★★   Model Cards for Model Reporting  [{SLUG}]" in listed.stdout
    assert run_papergloss("notes", "--rating", "5", cwd=archive).stdout == ""
    assert SLUG in run_papergloss("notes", "--tag", "Fairness", cwd=archive).stdout
    wrong = run_papergloss("notes", "--tag", "fairnes", cwd=archive)
    assert wrong.returncode == 1 and "did you mean “fairness”?" in wrong.stderr

    assert run_papergloss("notes", "--export", "all.jsonld", cwd=archive).returncode == 0
    assert json.loads((archive / "all.jsonld").read_bytes())["type"] == "AnnotationCollection"
    (folder / "not-here.md").unlink()
    (folder / f"{SLUG}.md").write_text("Other words.", encoding="utf-8")
    run = run_papergloss("notes", "--import", "all.jsonld", cwd=archive)
    assert run.returncode == 0, run.stderr
    assert (folder / "not-here.md").read_text(encoding="utf-8") == "Waits."
    assert (folder / f"{SLUG}.md").read_text(encoding="utf-8") == "Other words."
    assert "left, with other words in it" in run.stderr
    again = run_papergloss("notes", "--import", "all.jsonld", cwd=archive)
    assert "there already" in again.stdout


def test_a_mistake_is_told_and_the_rest_is_built(archive: Path) -> None:
    """A wrong field is named with its line, the site is built all the same; strict mode fails."""
    path = archive / f"content/notes/{SLUG}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text("---\nstatus: read\nratng: 4\n---\n\nMy words.\n", encoding="utf-8")
    run = run_papergloss("build", cwd=archive)
    assert run.returncode == 0, run.stderr
    assert f"{SLUG}.md:3: “ratng” is no field of a note" in run.stdout + run.stderr
    html = (archive / f"site/papers/{SLUG}/index.html").read_text(encoding="utf-8")
    assert "My words." in html and ">read<" in html
    assert run_papergloss("build", "--strict", cwd=archive).returncode == 1
    check = run_papergloss("check", cwd=archive)
    assert check.returncode == 1 and "did you mean “rating”?" in check.stderr


def test_a_hidden_paper_is_nowhere_on_the_site(archive: Path) -> None:
    """No page, no place in a list, search, feed or export; its note stays where it is."""
    path = archive / f"content/notes/{SLUG}.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text("---\nhidden: true\n---\n\nA private reason.\n", encoding="utf-8")
    assert run_papergloss("build", cwd=archive).returncode == 0
    assert not (archive / f"site/papers/{SLUG}").exists()
    for file in (archive / "site").rglob("*"):
        if file.suffix in (".html", ".json", ".jsonld", ".xml"):
            text = file.read_text(encoding="utf-8")
            assert SLUG not in text and "A private reason" not in text, file
    assert run_papergloss("notes", "--export", "mine.jsonld", cwd=archive).returncode == 0
    assert "A private reason" in (archive / "mine.jsonld").read_text(encoding="utf-8")
