"""``fetch``, ``add`` and ``update``: from listings out there to papers under ``content/``."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from papergloss import enrich, gather, intake, pipeline, plugin, sources
from papergloss.commands.common import CONFIG, Progress, alone, counted, fail, reports_errors
from papergloss.config import Site
from papergloss.errors import ArchiveError
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
    with alone(site, "update", dry_run):
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
            click.echo(f"  left out: content/{lost.path}, {place}:{title} {lost.reason}")
    elif left_out:
        (reason, most), *_ = Counter(lost.reason for lost in left_out).most_common(1)
        count = counted(len(left_out), "entry", "entries")
        click.echo(f"{count} left out, {most} of them: {reason} (-v names them all)")


def _show_update(report: pipeline.UpdateReport, *, dry_run: bool, verbose: bool) -> None:
    entries = sum(listing.size for listing in report.listings)
    counts = (
        counted(len(report.listings), "listing"),
        counted(entries, "entry", "entries"),
        counted(report.papers, "paper"),
    )
    click.echo(", ".join(counts))
    for listing in report.listings:
        if verbose:
            click.echo(f"  {listing.id}: {listing.size} entries; date {listing.date_basis}")
    for change in report.changes:
        if verbose or dry_run:
            click.echo(f"  {change.kind:7} {change.paper.slug} ({change.reason})")
    _show_left_out(report.left_out, verbose=verbose)
    pages = counted(len(report.changes), "page")
    would = "would change" if dry_run else "changed"
    click.echo(f"{pages} {would}" if report.changes else "nothing to change")


@click.command()
@CONFIG
@click.argument("names", nargs=-1, required=True, metavar="FILE-OR-ID…")
@click.option(
    "--as",
    "format_name",
    metavar="FORMAT",
    help=f"Read the files as this format: {', '.join(each.NAME for each in sources.FORMATS)}.",
)
@click.option("--source", metavar="NAME", help="The folder under content/listings to keep them in.")
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The listing's date, where its text leaves out the year or is wrong.",
)
@click.option(
    "--enrich/--no-enrich",
    "asks",
    default=None,
    help="Ask at once for what entries without a title are [for ids given here: yes].",
)
@click.option("-n", "--dry-run", is_flag=True, help="Say what was recognised and write nothing.")
@reports_errors
def add(
    config_file: Path,
    names: tuple[str, ...],
    format_name: str | None,
    source: str | None,
    date: datetime | None,
    asks: bool | None,
    dry_run: bool,
) -> None:
    """Keep listings in the archive and update it.

    Each FILE (- for standard input) is recognised by its content, read once to see that it is
    whole, kept byte for byte under content/listings, and merged. A file that cannot be read is
    not kept. Adding a file that is there already changes nothing but, with --date, its date.

    Each ID is an arXiv id, a DOI, or the address of a paper. All of them are kept as one list, and
    services are asked at once what they are (see `papergloss enrich`).

    \b
      papergloss add page.html papers.bib list.md day.json
      papergloss add 2311.17911 https://arxiv.org/abs/2401.00001 10.1145/3592979
      curl -s https://example.org/papers.bib | papergloss add -
    """
    site = plugin.load_site(config_file)
    wanted = intake.Wanted(format=format_name, source=source, date=date.date() if date else None)
    given = intake.given(names, sys.stdin.buffer)
    with alone(site, "add", dry_run):
        taken = intake.take(site, given, wanted, received=datetime.now().astimezone())
        for file, item in zip(given, taken, strict=True):
            _keep(site, file, item, dry_run=dry_run)
        if not dry_run:
            known = any(file.references for file in given)
            _finish(site, taken, asks=known if asks is None else asks)


def _keep(site: Site, file: intake.Given, item: intake.Taken, *, dry_run: bool) -> None:
    for name in file.references:
        click.echo(f"{name}: {intake.kind_of_reference(name)}")
    day, basis = item.sidecar.date, item.sidecar.date_basis
    entries = counted(item.entries, "entry", "entries")
    click.echo(f"{item.where}: {item.label}, {entries}, of {day} ({basis})")
    for lost in item.rejected:
        place = f"line {lost.line}" if lost.line else f"entry {lost.position}"
        click.echo(f"  not taken: {place}: {lost.reason}", err=True)
    if not dry_run:
        path, new = intake.keep(site, item)
        click.echo(f"  {'kept as' if new else 'here already as'} content/{path}")


def _finish(site: Site, taken: Sequence[intake.Taken], *, asks: bool) -> None:
    """Ask what the entries without a title are, if wanted, and update."""
    only = {name for item in taken for found in item.untitled for name in enrich.id_names(found)}
    problems: list[ArchiveError] = []
    failed = False
    if only and asks:
        try:
            answers = enrich.enrich(site, only=only, progress=Progress())
            failed = answers.failed
            for line in answers.summary():
                click.echo(line)
        except ArchiveError as error:  # what was added is kept all the same
            problems.append(error)
    report = pipeline.update(site, progress=Progress())
    _show_update(report, dry_run=False, verbose=False)
    if only and (failed or problems or not asks):
        click.echo("what has no title yet waits for it: `papergloss enrich` asks again")
    if problems or report.failures:
        fail([*problems, *report.failures])
    if failed:
        sys.exit(1)


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
    with alone(site, "fetch", dry_run):
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
