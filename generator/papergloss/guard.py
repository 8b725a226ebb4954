"""The last look before an unattended run commits: would the commit lose something?

In comes what ``git diff --cached --name-status -z`` prints, out go the changes to refuse. A run
that would drop papers has met a broken source or a defect of ours, never a decision of a person's;
people who mean it commit it themselves. One paper may go: that whose name another paper now holds
as an alias, since the two turned out to be one and its address leads on.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from papergloss.errors import ReadError
from papergloss.store import papers

PAPERS = "content/papers/"
#: What no unattended run may remove.
KEPT = (PAPERS, "content/notes/", "content/listings/", "content/tags.yml")
#: What people write, so that no unattended run may so much as change it.
PEOPLES = ("content/notes/", "content/tags.yml")

# Slugs in, those of them out that a paper holds as an alias.
Joined = Callable[[Iterable[str]], set[str]]


def staged_aliases(slugs: Iterable[str], root: Path = Path()) -> set[str]:
    """Return those of ``slugs`` that a paper as git has it staged holds as an alias."""
    wanted = set(slugs)
    command = ["git", "grep", "--cached", "-z", "--name-only", "--fixed-strings"]
    patterns = [part for slug in sorted(wanted) for part in ("-e", f'"{slug}"')]
    found = subprocess.run(
        [*command, *patterns, "--", PAPERS], cwd=root, capture_output=True, check=False
    )
    names = [name for name in found.stdout.decode().split("\0") if name.endswith(".md")]
    return wanted & {alias for name in names for alias in _aliases(name, root)}


def _aliases(name: str, root: Path) -> tuple[str, ...]:
    shown = subprocess.run(["git", "show", f":{name}"], cwd=root, capture_output=True, check=True)
    return papers.parse_paper(shown.stdout.decode(), Path(name)).aliases


def refused_changes(name_status: str, joined: Joined = staged_aliases) -> list[str]:
    """Return the staged changes that must not be committed, one readable line each.

    Args:
        name_status: the NUL-separated output of ``git diff --cached --name-status -z``, with or
            without rename detection
            (https://git-scm.com/docs/git-diff#_raw_output_format).
        joined: tells which papers may go because others hold their names; asked only if any goes.
    """
    changes = list(_changes(name_status))
    gone = {_slug(path) for status, path in changes if status in {"D", "R"} and _slug(path)}
    lead_on = joined(gone) if gone else set()
    return [
        line
        for status, path in changes
        if not (status in {"D", "R"} and _slug(path) in lead_on)
        and (line := _refusal(status, path))
    ]


def _slug(path: str) -> str:
    """Return the slug of a paper's file; "" for any other."""
    found = PurePosixPath(path)
    return found.stem if path.startswith(PAPERS) and found.suffix == ".md" else ""


def _refusal(status: str, path: str) -> str | None:
    if status in {"D", "R"} and path.startswith(KEPT):
        return f"{'removes' if status == 'D' else 'renames'} {path}"
    if status in {"M", "T"} and path.startswith(PEOPLES):
        return f"rewrites {path}"
    if status == "T" and path.startswith(KEPT):
        return f"replaces {path} by something that is no file"
    return None


def _changes(name_status: str) -> Iterator[tuple[str, str]]:
    """Yield the letter of each change and the path it leaves; a rename or copy names two paths."""
    parts = iter(name_status.split("\0"))
    for status in parts:
        if not status:
            continue
        try:
            path = next(parts)
            if status[0] in "RC":
                next(parts)
        except StopIteration:
            raise ReadError(
                "the list of staged changes ends in the middle of one",
                where="standard input",
                remedy="feed it `git diff --cached --name-status -z`",
            ) from None
        yield status[0], path
