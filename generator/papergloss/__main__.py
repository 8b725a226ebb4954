"""The command line: each command parses, calls one function, and reports.

The only module that prints, and the only one that knows click.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from papergloss import __version__, guard, intake, pipeline, plugin, scaffold
from papergloss.errors import ArchiveError

F = TypeVar("F", bound=Callable[..., Any])

CONFIG = click.option(
    "-f",
    "--config-file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("mkdocs.yml"),
    show_default=True,
    help="The archive's settings; its folder is the archive.",
)


class _Progress:
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


def _reports_errors(command: F) -> F:
    """Show an ArchiveError as its message, without a traceback, and exit with 1."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except ArchiveError as error:
            _fail([error])

    return wrapped  # type: ignore[return-value]


def _fail(errors: Sequence[ArchiveError]) -> NoReturn:
    for error in errors:
        click.secho(f"error: {error}", fg="red", err=True)
    sys.exit(1)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="papergloss")
def main() -> None:
    """Turn paper listings into an annotated, searchable archive.

    \b
    A new archive:
      papergloss init my-papers        make an empty one
      cd my-papers
      papergloss add page.txt          keep a listing and read it
      papergloss serve                 look at the site

    \b
    Every day (or let CI do it):
      papergloss update                listings → content/papers
      papergloss build                 content → site
    """


@main.command()
@CONFIG
@click.option("-n", "--dry-run", is_flag=True, help="Say what would change and write nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Name every paper that changes, and why.")
@_reports_errors
def update(config_file: Path, dry_run: bool, verbose: bool) -> None:
    """Read the listings and write one page a paper.

    Reads content/listings, merges what it finds into papers and writes those that are new or have
    changed under content/papers. Run again, it changes nothing. A listing that cannot be read is
    reported with its line, changes nothing, and makes the exit code 1; the others proceed.
    """
    site = plugin.load_site(config_file)
    report = pipeline.update(site, dry_run=dry_run, progress=_Progress())
    _show_update(report, dry_run=dry_run, verbose=verbose)
    if report.failures:
        _fail(report.failures)


def _show_update(report: pipeline.UpdateReport, *, dry_run: bool, verbose: bool) -> None:
    entries = sum(listing.size for listing in report.listings)
    click.echo(f"{len(report.listings)} listings, {entries} entries, {report.papers} papers")
    for listing in report.listings:
        if verbose:
            click.echo(f"  {listing.id}: {listing.size} entries; date {listing.date_basis}")
    for change in report.changes:
        if verbose or dry_run:
            click.echo(f"  {change.kind:7} {change.paper.slug} ({change.reason})")
    count = len(report.changes)
    would = "would change" if dry_run else "changed"
    click.echo(f"{count} pages {would}" if count else "nothing to change")


@main.command()
@CONFIG
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--as", "format_name", metavar="FORMAT", help="Read the files as this format.")
@click.option("--source", metavar="NAME", help="The folder under content/listings to keep them in.")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The listing's date, where its text leaves out the year or is wrong.",
)
@click.option("-n", "--dry-run", is_flag=True, help="Say what was recognised and write nothing.")
@_reports_errors
def add(
    config_file: Path,
    files: tuple[str, ...],
    format_name: str | None,
    source: str | None,
    date: datetime | None,
    dry_run: bool,
) -> None:
    """Keep listings in the archive and update it.

    Each FILE (- for standard input) is recognised by its content, read once to see that it is
    whole, kept byte for byte under content/listings, and merged. A file that cannot be read is
    not kept. Adding a file that is there already changes nothing but, with --date, its date.
    """
    site = plugin.load_site(config_file)
    wanted = intake.Wanted(format=format_name, source=source, date=date.date() if date else None)
    given = [intake.read_file(name, sys.stdin.buffer) for name in files]
    taken = intake.take(site, given, wanted, received=datetime.now().astimezone())
    for item in taken:
        day, basis = item.sidecar.date, item.sidecar.date_basis
        click.echo(f"{item.where}: {item.label}, {item.entries} entries, of {day} ({basis})")
        for lost in item.rejected:
            place = f"line {lost.line}" if lost.line else f"entry {lost.position}"
            click.echo(f"  not taken: {place}: {lost.reason}", err=True)
        if not dry_run:
            path, new = intake.keep(site, item)
            click.echo(f"  {'kept as' if new else 'here already as'} content/{path}")
    if dry_run:
        return
    report = pipeline.update(site, progress=_Progress())
    _show_update(report, dry_run=False, verbose=False)
    if report.failures:
        _fail(report.failures)


@main.command()
@CONFIG
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where the site goes.")
@click.option("-s", "--strict", is_flag=True, help="Fail on any warning.")
@_reports_errors
def build(config_file: Path, site_dir: Path | None, strict: bool) -> None:
    """Build the site.

    The same as `mkdocs build`, with a summary. Pages that nothing has changed come from the cache
    (.cache/papergloss, safe to delete).
    """
    report, folder = plugin.build(
        config_file, site_dir=site_dir, strict=strict, progress=_Progress()
    )
    for line in plugin.summary(report):
        click.echo(line)
    click.echo(f"the site is in {folder}")


@main.command()
@CONFIG
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve [127.0.0.1:8000].")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open it in a browser.")
@_reports_errors
def serve(config_file: Path, address: str | None, open_browser: bool) -> None:
    """Serve the site here and rebuild it as you write."""
    plugin.serve(config_file, address, open_browser=open_browser)


@main.command()
@CONFIG
@_reports_errors
def check(config_file: Path) -> None:
    """Look for what is wrong in the archive, without changing anything.

    Reads every listing, paper, note and the vocabulary. The exit code is 1 when anything needs a
    person: a file that cannot be read, a note without its paper, papers out of date.
    """
    site = plugin.load_site(config_file)
    archive, problems = pipeline.load(site)
    report = pipeline.update(site, dry_run=True, progress=_Progress())
    problems += report.failures
    click.echo(
        f"{len(archive.papers)} papers, {len(archive.listings)} listings, "
        f"{len(archive.notes)} notes, {len(archive.tags)} tags"
    )
    if report.changes:
        click.echo(f"{len(report.changes)} pages are out of date: run `papergloss update`")
    if problems:
        _fail(problems)
    if report.changes:
        sys.exit(1)
    click.echo("all is well")


@main.command("guard")
@_reports_errors
def guard_command() -> None:
    """Refuse a commit that would lose papers, notes or listings.

    For unattended runs:

    \b
      git diff --cached --name-status -z | papergloss guard

    Lists what must not be committed and exits with 1; says nothing when all is well.
    """
    refused = guard.refused_changes(sys.stdin.read())
    for line in refused:
        click.secho(f"refused: this commit {line}", fg="red", err=True)
    if refused:
        sys.exit(1)


@main.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@_reports_errors
def init(directory: Path) -> None:
    """Make a new, empty archive in DIRECTORY.

    Writes mkdocs.yml, content/, and a workflow that publishes it on GitHub Pages; overwrites
    nothing.
    """
    for path in scaffold.create(directory):
        click.echo(f"  {path}")
    click.echo(f"\nNext:\n  cd {directory}\n  papergloss add FILE…\n  papergloss serve")


if __name__ == "__main__":
    main(prog_name="papergloss")
