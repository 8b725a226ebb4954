"""What several tests do: find the repository, copy its archive, run the command line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator" / "papergloss"


def run_papergloss(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command line as a person would; its output is in ``stdout`` and ``stderr``."""
    return subprocess.run(
        [sys.executable, "-m", "papergloss", *map(str, arguments)],
        cwd=cwd,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


def copy_archive(destination: Path) -> Path:
    """Copy the repository's archive, without anything that is built or cached."""
    destination.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", destination)
    shutil.copytree(ROOT / "content", destination / "content")
    return destination
