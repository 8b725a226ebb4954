"""``check``, ``guard`` and ``init``: the archive as a whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from papergloss import guard as rules
from papergloss import pipeline, plugin, remotes, scaffold
from papergloss.commands.common import CONFIG, Progress, fail, reports_errors
from papergloss.config import Service, Site, Source
from papergloss.errors import ArchiveError


@click.command()
@CONFIG
@reports_errors
def check(config_file: Path) -> None:
    """Look for what is wrong in the archive, without changing anything.

    Reads every listing, paper, note and the vocabulary. The exit code is 1 when anything needs a
    person: a file that cannot be read, a note without its paper, papers out of date.
    """
    site = plugin.load_site(config_file)
    archive, problems = pipeline.load(site)
    report = pipeline.update(site, dry_run=True, progress=Progress())
    problems += report.failures
    problems += _unknown_kinds(site)
    click.echo(
        f"{len(archive.papers)} papers, {len(archive.listings)} listings, "
        f"{len(archive.notes)} notes, {len(archive.tags)} tags"
    )
    if report.changes:
        click.echo(f"{len(report.changes)} pages are out of date: run `papergloss update`")
    if problems:
        fail(problems)
    if report.changes:
        sys.exit(1)
    click.echo("all is well")


def _unknown_kinds(site: Site) -> Iterator[ArchiveError]:
    """Yield what is wrong with the sources and services that are set."""
    named: list[Source | Service] = [*site.settings.sources, *site.settings.enrich.services]
    for each in named:
        try:
            remotes.address(each)
        except ArchiveError as error:
            yield error


@click.command()
@reports_errors
def guard() -> None:
    """Refuse a commit that would lose papers, notes or listings.

    For unattended runs:

    \b
      git diff --cached --name-status -z | papergloss guard

    Lists what must not be committed and exits with 1; says nothing when all is well.
    """
    refused = rules.refused_changes(sys.stdin.read())
    for line in refused:
        click.secho(f"refused: this commit {line}", fg="red", err=True)
    if refused:
        sys.exit(1)


@click.command()
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@reports_errors
def init(directory: Path) -> None:
    """Make a new, empty archive in DIRECTORY.

    Writes mkdocs.yml, content/, and a workflow that publishes it on GitHub Pages; overwrites
    nothing.
    """
    for path in scaffold.create(directory):
        click.echo(f"  {path}")
    click.echo(f"\nNext:\n  cd {directory}\n  papergloss add FILE…\n  papergloss serve")
