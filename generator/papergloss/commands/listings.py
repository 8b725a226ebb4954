"""``fetch``, ``add`` and ``update``: from listings out there to papers under ``content/``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path

import click

from papergloss import gather, intake, lock, pipeline, plugin
from papergloss.commands.common import CONFIG, Progress, fail, reports_errors
from papergloss.config import Site
from papergloss.model import LeftOut


@click.command()
@CONFIG
@click.option("-n", "--dry-run", is_flag=True, help="Say what would change and write nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Name every paper that changes, and why.")
@reports_errors
def update(config_file: Path, dry_run: bool, verbose: bool) -> None:
    """Read the listings and write one page a paper.

    Reads content/listings, merges what it finds into papers and writes those that are new or have
    changed under content/papers. Run again, it changes nothing. A listing that cannot be read is
    reported with its line, changes nothing, and makes the exit code 1; the others proceed.
    """
    site = plugin.load_site(config_file)
    with _alone(site, "update", dry_run):
        report = pipeline.update(site, dry_run=dry_run, progress=Progress())
    _show_update(report, dry_run=dry_run, verbose=verbose)
    if report.failures:
        fail(report.failures)


def _show_left_out(left_out: Sequence[LeftOut], *, verbose: bool) -> None:
    """Say how many entries made no page and why, each one by name if wanted."""
    if verbose:
        for lost in left_out:
            place = f"line {lost.line}" if lost.line else f"entry {lost.position}"
            title = f" {lost.title!r}:" if lost.title else ""
            click.echo(f"  left out {lost.listing}, {place}:{title} {lost.reason}")
    elif left_out:
        (reason, most), *_ = Counter(lost.reason for lost in left_out).most_common(1)
        count = f"{len(left_out)} entries" if len(left_out) > 1 else "1 entry"
        click.echo(f"{count} left out, {most} of them: {reason} (-v names them all)")


def _alone(site: Site, what: str, dry_run: bool) -> AbstractContextManager[None]:
    """Keep other runs out meanwhile; one that writes nothing disturbs none."""
    return nullcontext() if dry_run else lock.held(site.root, what)


def _show_update(report: pipeline.UpdateReport, *, dry_run: bool, verbose: bool) -> None:
    entries = sum(listing.size for listing in report.listings)
    click.echo(f"{len(report.listings)} listings, {entries} entries, {report.papers} papers")
    for listing in report.listings:
        if verbose:
            click.echo(f"  {listing.id}: {listing.size} entries; date {listing.date_basis}")
    for change in report.changes:
        if verbose or dry_run:
            click.echo(f"  {change.kind:7} {change.paper.slug} ({change.reason})")
    _show_left_out(report.left_out, verbose=verbose)
    count = len(report.changes)
    would = "would change" if dry_run else "changed"
    click.echo(f"{count} pages {would}" if count else "nothing to change")


@click.command()
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
@reports_errors
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
    with _alone(site, "add", dry_run):
        _take(site, given, wanted, dry_run=dry_run)


def _take(
    site: Site, given: Sequence[intake.Given], wanted: intake.Wanted, *, dry_run: bool
) -> None:
    for item in intake.take(site, given, wanted, received=datetime.now().astimezone()):
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
    report = pipeline.update(site, progress=Progress())
    _show_update(report, dry_run=False, verbose=False)
    if report.failures:
        fail(report.failures)


_DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@CONFIG
@click.option("--source", "names", multiple=True, metavar="NAME", help="Ask this source only.")
@click.option("--since", type=_DAY, metavar="YYYY-MM-DD", help="The first day to ask for.")
@click.option("--until", type=_DAY, metavar="YYYY-MM-DD", help="The last day to ask for.")
@click.option("--accept", is_flag=True, help="Take listings whose size is doubted.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be asked, and ask nothing.")
@reports_errors
def fetch(
    config_file: Path,
    names: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    accept: bool,
    dry_run: bool,
) -> None:
    """Ask the configured sources for the listings that are missing.

    Keeps every reply under content/listings as it came; `papergloss update` then reads them. A
    source that fails is reported and makes the exit code 1; the others proceed, and what was there
    stays. Run again, it goes on where it stopped.

    \b
      papergloss fetch                          the last two weeks, where missing
      papergloss fetch --since 2025-01-01       a longer past
      papergloss fetch --source hf-daily -n     what would be asked
    """
    site = plugin.load_site(config_file)
    if not site.settings.sources:
        click.echo(f"no sources are set in {config_file}; `sources:` there says what to fetch")
        return
    with _alone(site, "fetch", dry_run):
        report = gather.fetch(
            site,
            since=since.date() if since else None,
            until=until.date() if until else None,
            dry_run=dry_run,
            sources=names,
            accept=accept,
            progress=Progress(),
        )
    for line in report.summary():
        click.echo(line)
    if report.failed:
        sys.exit(1)
