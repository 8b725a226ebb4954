"""``build`` and ``serve``: from ``content/`` to the site."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from papergloss import plugin
from papergloss.commands.common import CONFIG, Progress, reports_errors
from papergloss.commands.profile import profiled


@click.command()
@CONFIG
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where the site goes.")
@click.option("-s", "--strict", is_flag=True, help="Fail on any warning.")
@click.option(
    "--profile",
    type=click.Path(path_type=Path, dir_okay=False, writable=True),
    metavar="FILE",
    help="Write to FILE (JSON for speedscope.app) where the time goes.",
)
@click.option(
    "--executor",
    metavar="WHERE",
    help="Where heavy work runs: inline, processes, processes:N or dask://HOST:PORT.",
)
@reports_errors
def build(
    config_file: Path,
    site_dir: Path | None,
    strict: bool,
    profile: Path | None,
    executor: str | None,
) -> None:
    """Build the site.

    The same as `mkdocs build`, with a summary. Pages that nothing has changed come from the cache
    (.cache/papergloss, safe to delete), and only files that differ are written.
    """
    with profiled(profile):
        report, folder = plugin.build(
            config_file,
            site_dir=site_dir,
            strict=strict,
            progress=Progress(),
            executor=executor,
        )
    for line in plugin.summary(report):
        click.echo(line)
    click.echo(f"the site is in {folder}")


@click.command()
@CONFIG
@click.option("-a", "--address", metavar="HOST:PORT", help="Where to serve [127.0.0.1:8000].")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open it in a browser.")
@click.option("--poll", is_flag=True, help="For file systems that do not tell of changes.")
@reports_errors
def serve(config_file: Path, address: str | None, open_browser: bool, poll: bool) -> None:
    """Serve the site here and bring it up to date as you write.

    What is saved under content/ shows in the browser, which reloads by itself. A mistake in a note
    is said here, and serving goes on.
    """
    # Watching files and serving them is half of what importing MkDocs costs, and no build does it.
    from papergloss.plugin.serving import serve as serve_site

    logging.basicConfig(format="%(message)s", level=logging.INFO)
    serve_site(config_file, address, open_browser=open_browser, progress=Progress, poll=poll)
