"""The last look before an unattended run commits: would the commit lose something?

In comes what ``git diff --cached --name-status -z`` prints, out go the changes to refuse. A run
that would drop papers has met a broken source or a defect of ours, never a decision of a person's;
people who mean it commit it themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from papergloss.errors import ReadError

#: What no unattended run may remove.
KEPT = ("content/papers/", "content/notes/", "content/listings/", "content/tags.yml")
#: What people write, so that no unattended run may so much as change it.
PEOPLES = ("content/notes/", "content/tags.yml")


def refused_changes(name_status: str) -> list[str]:
    """Return the staged changes that must not be committed, one readable line each.

    Args:
        name_status: the NUL-separated output of ``git diff --cached --name-status -z``, with or
            without rename detection
            (https://git-scm.com/docs/git-diff#_raw_output_format).
    """
    return [line for status, path in _changes(name_status) if (line := _refusal(status, path))]


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
