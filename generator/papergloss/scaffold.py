"""A new, empty archive: what ``papergloss init DIR`` writes.

In comes a folder, out go the files of an archive that builds at once. Nothing that stands there
already is touched: either all files are new, or none is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from papergloss import __version__, atomic
from papergloss.errors import WriteRefused

PACKAGE = Path(__file__).parent
STARTER = PACKAGE / "starter"
CHECKOUT = PACKAGE.parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class _Template:
    """A file to write: where its text comes from, and which words of it to replace.

    ``shared`` files are this repository's own. Wheels hold a copy of them (see ``force-include`` in
    pyproject.toml); in a checkout they are read where they stand.
    """

    source: str
    shared: bool = False
    replace: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return what the file holds in a new archive."""
        packed = STARTER / self.source
        path = CHECKOUT / self.source if self.shared and not packed.exists() else packed
        text = path.read_text(encoding="utf-8")
        for old, new in self.replace.items():
            if old not in text:
                raise LookupError(f"{path} does not hold {old!r}, which a new archive adapts")
            text = text.replace(old, new)
        return text


_TEMPLATES = {
    "mkdocs.yml": _Template(source="mkdocs.yml"),
    "README.md": _Template(source="README.md"),
    ".gitignore": _Template(source="gitignore"),
    "requirements.txt": _Template(source="requirements.txt", replace={"VERSION": __version__}),
    "content/about.md": _Template(source="content/about.md"),
    "content/tags.yml": _Template(source="content/tags.yml", shared=True),
    ".github/workflows/pages.yml": _Template(
        source=".github/workflows/pages.yml",
        shared=True,
        replace={
            "uv sync --frozen --no-dev": "uv venv && uv pip install --requirement requirements.txt"
        },
    ),
    ".github/ISSUE_TEMPLATE/correction.yml": _Template(
        source=".github/ISSUE_TEMPLATE/correction.yml", shared=True
    ),
    ".github/dependabot.yml": _Template(
        source=".github/dependabot.yml",
        shared=True,
        replace={"package-ecosystem: uv": "package-ecosystem: pip"},
    ),
}
# Git keeps no empty folder.
_EMPTY = ("content/listings/.gitkeep", "content/notes/.gitkeep", "content/papers/.gitkeep")


def create(directory: Path) -> list[Path]:
    """Write a new, empty archive into ``directory`` and return its files in a fixed order.

    Raises:
        WriteRefused: one of the files is there already; nothing was written.
    """
    texts = {name: template.text() for name, template in _TEMPLATES.items()}
    texts |= dict.fromkeys(_EMPTY, "")
    _refuse_to_overwrite(directory, texts)
    for name, text in texts.items():
        atomic.write(directory / name, text.encode())
    return [directory / name for name in texts]


def _refuse_to_overwrite(directory: Path, names: Mapping[str, str]) -> None:
    if directory.exists() and not directory.is_dir():
        raise WriteRefused(
            "this is a file", where=str(directory), remedy="name a folder for the new archive"
        )
    there = [name for name in names if (directory / name).exists()]
    if there:
        raise WriteRefused(
            f"there already: {', '.join(there)}",
            where=str(directory),
            remedy="name a new folder, or move these away first",
        )
