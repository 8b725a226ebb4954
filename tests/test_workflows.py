"""The workflows are valid and safe, and the step that commits does what it says.

Both for this repository and for the archives that ``papergloss init`` makes.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from papergloss import scaffold
from support import ROOT

TOOLS = Path(sys.executable).parent
# A person's own settings (signed commits, hooks) have no say here.
ENVIRONMENT = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@pytest.fixture(params=["repository", "new archive"])
def forge_files(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder ``.github`` of this repository, or of an archive just made."""
    if request.param == "repository":
        return ROOT / ".github"
    scaffold.create(tmp_path)
    return tmp_path / ".github"


def pages_jobs() -> dict[str, Any]:
    return yaml.safe_load((ROOT / ".github" / "workflows" / "pages.yml").read_text())["jobs"]


def zizmor(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [TOOLS / "zizmor", "--offline", "--persona", "auditor", "--no-progress", folder]
    return subprocess.run(command, capture_output=True, text=True)


def test_zizmor_finds_nothing(forge_files: Path) -> None:
    run = zizmor(forge_files)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "No findings to report" in run.stdout


def test_zizmor_would_find_an_unpinned_action(tmp_path: Path) -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text()
    (tmp_path / "ci.yml").write_text(re.sub(r"checkout@\S+ # (\S+)", r"checkout@\1", text))
    assert zizmor(tmp_path).returncode != 0


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", "workflows/*.yml"),
        ("vendor.dependabot", "dependabot.yml"),
        ("vendor.github-issue-forms", "ISSUE_TEMPLATE/*.yml"),
    ],
)
def test_they_fit_their_schema(forge_files: Path, schema: str, files: str) -> None:
    found = sorted(forge_files.glob(files))
    assert found
    command = [TOOLS / "check-jsonschema", "--builtin-schema", schema, *found]
    run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_action_is_pinned_and_says_its_version(forge_files: Path) -> None:
    workflows = "\n".join(path.read_text() for path in forge_files.glob("workflows/*.yml"))
    uses = re.findall(r"uses: (.+)", workflows)
    assert uses
    for action in uses:
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_only_the_job_that_pushes_may_write_and_only_its_step_has_the_token() -> None:
    jobs = pages_jobs()
    may_write = [name for name, job in jobs.items() if "write" in job["permissions"].values()]
    assert may_write == ["update", "deploy"]
    assert jobs["deploy"]["permissions"].keys() == {"pages", "id-token"}
    steps = [step for job in jobs.values() for step in job["steps"]]
    assert [step["name"] for step in steps if "TOKEN" in str(step)] == ["Commit what is new"]


def git(*arguments: str, cwd: Path) -> str:
    command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", *arguments]
    run = subprocess.run(
        command, cwd=cwd, check=True, capture_output=True, text=True, env=ENVIRONMENT
    )
    return run.stdout


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A shallow clone, as the runner has it, of an archive whose forge is a folder beside it."""
    forge, author, runner = (tmp_path / name for name in ("forge.git", "author", "runner"))
    git("init", "--quiet", "--bare", "--initial-branch=main", str(forge), cwd=tmp_path)
    git("clone", "--quiet", str(forge), str(author), cwd=tmp_path)
    papers = author / "content" / "papers"
    papers.mkdir(parents=True)
    for name in ("first", "second"):
        (papers / f"{name}.md").write_text(name)
        git("add", "--all", cwd=author)
        git("commit", "--quiet", "--message", name, cwd=author)
    git("push", "--quiet", "origin", "HEAD:main", cwd=author)
    git("clone", "--quiet", "--depth=1", forge.as_uri(), str(runner), cwd=tmp_path)
    command = runner / ".venv" / "bin" / "papergloss"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m papergloss "$@"\n')
    command.chmod(0o755)
    return runner


def commit_step(runner: Path) -> subprocess.CompletedProcess[str]:
    """Run the step as GitHub runs ``shell: bash``; its outputs land in ``runner/../output``."""
    (step,) = (step for step in pages_jobs()["update"]["steps"] if step.get("id") == "commit")
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=runner,
        env={**ENVIRONMENT, "TOKEN": "secret", "GITHUB_OUTPUT": str(runner.parent / "output")},
        capture_output=True,
        text=True,
    )


def forge_log(runner: Path) -> list[str]:
    return git("log", "--format=%s", "main", cwd=runner.parent / "forge.git").splitlines()


def announced(runner: Path) -> str:
    return (runner.parent / "output").read_text().removeprefix("commit=").strip()


def test_new_papers_are_pushed_after_what_others_pushed_meanwhile(runner: Path) -> None:
    author = runner.parent / "author"
    (author / "content" / "note.md").write_text("a note")
    git("add", "--all", cwd=author)
    git("commit", "--quiet", "--message", "a note", cwd=author)
    git("push", "--quiet", "origin", "HEAD:main", cwd=author)
    (runner / "content" / "papers" / "third.md").write_text("third")

    run = commit_step(runner)

    assert run.returncode == 0, run.stderr
    assert forge_log(runner) == ["Update the papers", "a note", "second", "first"]
    head = git("rev-parse", "main", cwd=runner.parent / "forge.git").strip()
    assert announced(runner) == head


def test_nothing_new_means_no_commit(runner: Path) -> None:
    run = commit_step(runner)
    assert run.returncode == 0, run.stderr
    assert forge_log(runner) == ["second", "first"]
    assert announced(runner) == git("rev-parse", "HEAD", cwd=runner).strip()


def test_a_lost_paper_stops_the_run_and_is_named(runner: Path) -> None:
    (runner / "content" / "papers" / "first.md").unlink()
    (runner / "content" / "papers" / "third.md").write_text("third")
    run = commit_step(runner)
    assert run.returncode != 0
    assert "content/papers/first.md" in run.stdout + run.stderr
    assert forge_log(runner) == ["second", "first"]
    assert not (runner.parent / "output").exists()


def test_the_token_is_not_written_down(runner: Path) -> None:
    (runner / "content" / "papers" / "third.md").write_text("third")
    assert commit_step(runner).returncode == 0
    assert "secret" not in (runner / ".git" / "config").read_text()


def test_a_failure_is_published_around_and_reported_at_the_end() -> None:
    """Fetch and update may fail without stopping the run; the last job then ends it red."""
    jobs = pages_jobs()
    steps = {step["id"]: step for step in jobs["update"]["steps"] if "id" in step}
    assert [steps[name]["continue-on-error"] for name in ("fetch", "update")] == [True, True]
    assert "continue-on-error" not in steps["commit"]
    outputs = jobs["update"]["outputs"]
    assert outputs["fetched"] == "${{ steps.fetch.outcome }}"
    assert outputs["updated"] == "${{ steps.update.outcome }}"
    report = jobs["report"]
    assert (report["needs"], report["permissions"]) == (["update", "deploy"], {})
    assert "contains(needs.update.outputs.*, 'failure')" in report["if"]
    (step,) = report["steps"]
    told = {**ENVIRONMENT, "FETCHED": "failure", "UPDATED": "success"}
    run = subprocess.run(["bash", "-c", step["run"]], env=told, capture_output=True, text=True)
    assert run.returncode == 1
    assert "fetch: failure" in run.stdout


def test_sources_are_not_asked_on_every_push() -> None:
    (step,) = (step for step in pages_jobs()["update"]["steps"] if step.get("id") == "fetch")
    assert step["if"] == "github.event_name != 'push'"
    names = [step.get("id") for step in pages_jobs()["update"]["steps"]]
    assert names.index("fetch") < names.index("update") < names.index("commit")


def test_a_paper_that_joined_another_is_committed(runner: Path) -> None:
    """The guard reads the aliases of what is staged, in the runner as at home."""
    folder = runner / "content" / "papers" / "2024-11"
    folder.mkdir()
    (runner / "content" / "papers" / "first.md").unlink()
    alias = '---\ntitle: "Elder"\naliases:\n  - "first"\n---\n\nIt works.\n'
    (folder / "elder.md").write_text(alias, encoding="utf-8")
    run = commit_step(runner)
    assert run.returncode == 0, run.stdout + run.stderr
    assert forge_log(runner)[0] == "Update the papers"


def test_each_run_restores_the_cache_of_the_last_and_saves_its_own() -> None:
    """A key that is there already is never saved again, so each run has one of its own."""
    (cache,) = (step for step in pages_jobs()["build"]["steps"] if "cache@" in step.get("uses", ""))
    assert cache["with"]["path"].split() == [".cache", "site"]
    assert "github.run_id" in cache["with"]["key"]
    assert cache["with"]["key"].startswith(cache["with"]["restore-keys"])


def test_a_site_over_its_budget_is_not_handed_over() -> None:
    steps = [step["name"] for step in pages_jobs()["build"]["steps"]]
    build, check, hand_over = steps[-3:]
    assert (build, hand_over) == ("Build the site", "Hand the site over")
    (step,) = (step for step in pages_jobs()["build"]["steps"] if step["name"] == check)
    assert step["run"] == ".venv/bin/papergloss budget"
    assert "continue-on-error" not in step
