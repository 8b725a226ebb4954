"""``check``, ``guard`` and ``init``: the archive as a whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from papergloss import guard as rules
from papergloss import pipeline, plugin, remotes, scaffold
from papergloss.checkup import Checkup, checkup
from papergloss.commands.common import CONFIG, Progress, counted, fail, reports_errors
from papergloss.config import Service, Site, Source
from papergloss.errors import ArchiveError
from papergloss.model import Trouble


@click.command()
@CONFIG
@reports_errors
def check(config_file: Path) -> None:
    """Say how the archive is, without changing anything.

    Reads every listing, paper, note and the vocabulary, and what fetch recorded of each source. The
    exit code is 1 when anything needs a person: a source that fails or was never asked, a reply
    that was refused, a file that cannot be read, a note without its paper, papers out of date. The
    site's page health/ tells the same.
    """
    site = plugin.load_site(config_file)
    archive, _ = pipeline.load(site)
    report = pipeline.update(site, dry_run=True, progress=Progress())
    # What update would record now, in place of what the last one did.
    found = checkup(replace(archive, left_out=report.left_out), site.settings)
    counts = (
        counted(len(archive.papers), "paper"),
        counted(len(archive.listings), "listing"),
        counted(len(archive.notes), "note"),
        counted(len(archive.tags), "tag"),
    )
    click.echo(", ".join(counts))
    for line in _told(found):
        click.echo(line)
    if report.changes:
        click.echo(f"{len(report.changes)} pages are out of date: run `papergloss update`")
    wrong = [_error(trouble) for trouble in found.troubles] + [*_misconfigured(site)]
    if wrong:
        more = len(wrong) - _SHOWN
        fail(wrong[:_SHOWN] + ([ArchiveError(f"and {more} more such")] if more > 0 else []))
    if report.changes:
        sys.exit(1)
    click.echo("all is well")


def _misconfigured(site: Site) -> Iterator[ArchiveError]:
    """Yield what is wrong with the sources and services that are set."""
    named: list[Source | Service] = [*site.settings.sources, *site.settings.enrich.services]
    for each in named:
        try:
            remotes.address(each)
        except ArchiveError as error:
            yield error


# So that the end of what is said does not push its beginning off the screen.
_SHOWN = 10


def _told(found: Checkup) -> Iterator[str]:
    for source in found.sources:
        health = source.health
        facts = f"{health.entries} entries, status {health.status or '–'}, {health.retries} retried"
        since = f"; last success {health.last_success or 'never'} ({facts})"
        yield f"{health.source}: {source.state}{since if health.last_attempt else ''}"
    if found.left_out:
        files = len({each.path for each in found.left_out})
        entries = counted(len(found.left_out), "entry", "entries")
        yield f"left out are {entries} of {counted(files, 'listing')}, each with a reason:"
    for each in found.left_out[:3]:
        place = f"line {each.line}" if each.line else f"entry {each.position}"
        yield f"  content/{each.path}, {place}: {each.reason}"
    if found.left_out[3:]:
        yield f"  and {len(found.left_out) - 3} more, in content/papers/left-out.yml"
    if found.bare:
        yield f"{len(found.bare)} papers have neither ids nor authors: run `papergloss enrich`"


def _error(trouble: Trouble) -> ArchiveError:
    return ArchiveError(
        trouble.message, where=trouble.where, line=trouble.line, remedy=trouble.remedy
    )


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
