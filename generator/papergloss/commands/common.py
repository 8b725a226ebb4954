"""What the commands share: the option for the settings, progress, and how errors are shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from papergloss import lock
from papergloss.config import Site
from papergloss.errors import ArchiveError, DiskError

F = TypeVar("F", bound=Callable[..., Any])

CONFIG = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The archive's settings; its folder is the archive.",
)


class Progress:
    """Shows how far long work has come: a bar on a terminal, else a line at each stage's end."""

    def __init__(self) -> None:
        self._started: dict[str, datetime] = {}
        self._live = sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        began = self._started.setdefault(stage, datetime.now())
        seconds = (datetime.now() - began).total_seconds()
        if self._live and (done == total or done % max(1, total // 100) == 0):
            width = 30 * done // max(1, total)
            bar = f"{stage:>8} [{'█' * width:<30}] {done}/{total}"
            click.echo(f"\r{bar}", nl=done == total, err=True)
        elif not self._live and done == total and seconds > 1:
            click.echo(f"{stage}: {total} in {seconds:.1f} s", err=True)


def alone(site: Site, what: str, dry_run: bool) -> AbstractContextManager[None]:
    """Keep other runs out meanwhile; one that writes nothing disturbs none."""
    return nullcontext() if dry_run else lock.held(site.root, what)


def reports_errors(command: F) -> F:
    """Show an ArchiveError, or what the system refuses, as a message, and exit with 1."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except ArchiveError as error:
            fail([error])
        except BrokenPipeError:  # nobody reads what we print; click knows what to do
            raise
        except OSError as error:
            fail([DiskError.of(error)])

    return wrapped  # type: ignore[return-value]


def counted(count: int, one: str, many: str = "") -> str:
    """Say how many: "1 entry", "2 entries"; ``many`` is ``one`` with an s where it is left out."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def fail(errors: Sequence[ArchiveError]) -> NoReturn:
    """Show errors and exit with 1."""
    for error in errors:
        click.secho(f"error: {error}", fg="red", err=True)
    sys.exit(1)
