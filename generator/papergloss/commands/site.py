"""``build`` and ``serve``: from ``content/`` to the site."""

from __future__ import annotations

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
@reports_errors
def serve(config_file: Path, address: str | None, open_browser: bool) -> None:
    """Serve the site here and rebuild it as you write."""
    plugin.serve(config_file, address, open_browser=open_browser)
