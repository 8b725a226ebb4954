"""``enrich``: what listings leave out, asked of services that know it."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from papergloss import enrich as lookups
from papergloss import plugin
from papergloss.commands.common import CONFIG, Progress, alone, reports_errors
from papergloss.config import Site


@click.command()
@CONFIG
@click.option("--source", "names", multiple=True, metavar="NAME", help="Ask this service only.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="About N papers at most.")
@click.option("--again", is_flag=True, help="Ask once more about what no service knew.")
@click.option("--doubtful", is_flag=True, help="List what a person has to decide; ask nothing.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be asked, and ask nothing.")
@reports_errors
def enrich(
    config_file: Path,
    names: tuple[str, ...],
    limit: int | None,
    again: bool,
    doubtful: bool,
    dry_run: bool,
) -> None:
    """Find ids, authors, categories and code of papers whose listings leave them out.

    Asks the services set under `enrich:` in mkdocs.yml (arXiv, Hugging Face and Crossref, where
    nothing is set) about every paper without an id or without authors, and what ids without a
    title are. Keeps every reply under content/listings as it came; `papergloss update` then merges
    those that know a paper: by its id, or by the same title with nothing that contradicts. What
    is less certain is listed and not applied. What has been asked is not asked again, unless no
    service knew it and half a year has passed.

    A service that fails is reported and makes the exit code 1; the others proceed. Run again, it
    goes on where it stopped.

    \b
      papergloss enrich                       all that is lacking
      papergloss enrich --limit 20            just to see
      papergloss enrich --source arxiv -n     what arXiv would be asked
      papergloss enrich --doubtful            what is left for you to decide
    """
    site = plugin.load_site(config_file)
    if doubtful:
        _show_doubts(site)
        return
    with alone(site, "enrich", dry_run):
        report = lookups.enrich(
            site,
            dry_run=dry_run,
            services=names,
            limit=limit,
            again=again,
            progress=Progress(),
        )
    for line in report.summary():
        click.echo(line)
    if report.found:
        click.echo("`papergloss update` merges what was found")
    if report.failed:
        sys.exit(1)


def _show_doubts(site: Site) -> None:
    count = 0
    for where, doubt in lookups.doubtful(site):
        count += 1
        click.echo(f"{doubt}\n  in {where}")
    click.echo(
        "if it is the paper, put its id into the paper's note" if count else "nothing is doubtful"
    )
