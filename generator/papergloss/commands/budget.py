"""``budget``: what the built site weighs, and whether its host takes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from papergloss import budget as weights
from papergloss import plugin
from papergloss.commands.common import CONFIG, fail, reports_errors
from papergloss.errors import ArchiveError


@click.command()
@CONFIG
@click.option("-d", "--site-dir", type=click.Path(path_type=Path), help="Where the site is.")
@reports_errors
def budget(config_file: Path, site_dir: Path | None) -> None:
    """Say what the built site weighs, and whether its host takes it.

    Adds up the files by kind and compares them with the limits of the host: GitHub Pages, or what
    is set under `budget:` in mkdocs.yml. The exit code is 1 when a limit is passed; from 80 % of
    one on there is a warning.
    """
    site, folder = plugin.built_site(config_file)
    found = weights.weigh(site_dir or folder)
    for line in _table(found):
        click.echo(line)
    limits = weights.limits(found, site.settings.budget)
    for limit in limits:
        said = f"{_said(limit)}, {limit.used:.0%} of what the host allows"
        near = weights.NEAR <= limit.used <= 1
        click.secho(f"warning: {said}" if near else said, fg="yellow" if near else None, err=near)
    over = [limit for limit in limits if limit.used > 1]
    if over:
        most = found.kinds[0].kind
        remedy = f"see what there is most of ({most}), or set `budget:` to another host's limits"
        fail([ArchiveError(f"too much: {_said(limit)}", remedy=remedy) for limit in over])


def _table(found: weights.Weighed) -> Iterator[str]:
    yield f"{'kind':24} {'files':>9} {'MB':>9} {'kB each':>9} {'share':>6}"
    for each in found.kinds:
        share = each.size / (found.size or 1)
        yield (
            f"{each.kind:24} {each.files:9,} {each.size / 1e6:9,.1f} "
            f"{each.size / each.files / 1e3:9,.1f} {share:6.1%}"
        )


def _said(limit: weights.Limit) -> str:
    if limit.in_bytes:
        found, allowed = limit.found / 1e6, limit.allowed / 1e6
        return f"{limit.what}: {found:,.1f} of {allowed:,.1f} MB"
    return f"{limit.what}: {limit.found:,} of {limit.allowed:,}"
