"""What the commands of ``evaluate`` share: which papers and gold, and how figures are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import click

from papergloss import pipeline, plugin
from papergloss.commands.common import CONFIG
from papergloss.evaluation.figures import Score
from papergloss.evaluation.papers import read_papers
from papergloss.model import Paper

F = TypeVar("F", bound=Callable[..., Any])

_PAPERS = click.option(
    "-p",
    "--papers",
    type=click.Path(path_type=Path, exists=True),
    multiple=True,
    help="Papers instead of the archive's: a listing in any format that `add` reads, also gzipped,"
    " or a folder of papers. May be repeated.",
)
_LIMIT = click.option("-n", "--limit", type=int, help="Take only the first so many papers.")
_GOLD = click.option(
    "-g",
    "--gold",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    required=True,
    help="What a person says is true; docs/evaluation.md shows the format.",
)
_ERRORS = click.option("--errors", is_flag=True, help="Print every error.")


def papers_and_gold(command: F) -> F:
    """Give a command ``config_file``, ``papers``, ``limit``, ``gold`` and ``errors``."""
    for option in (_ERRORS, _GOLD, _LIMIT, _PAPERS, CONFIG):
        command = option(command)
    return command


def papers_and_errors(command: F) -> F:
    """Give a command all of these but ``gold``."""
    for option in (_ERRORS, _LIMIT, _PAPERS, CONFIG):
        command = option(command)
    return command


def chosen_papers(config_file: Path, paths: Sequence[Path], limit: int | None) -> list[Paper]:
    """Read the papers named on the command line, those of the archive where none are."""
    if paths:
        return list(islice(read_papers(paths), limit))
    archive, _ = pipeline.load(plugin.load_site(config_file))
    return list(archive.papers[:limit])


def report(score: Score, what: str, errors: Iterable[str]) -> None:
    """Print the figures of one question, and the errors that are asked for."""
    for line in errors:
        click.echo(f"  {line}")
    click.echo(f"{what}: {score}")
