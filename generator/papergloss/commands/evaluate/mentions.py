"""``evaluate mentions``: the papers that abstracts name, against gold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from papergloss import links
from papergloss.commands.common import reports_errors
from papergloss.commands.evaluate.options import chosen_papers, papers_and_gold, report
from papergloss.evaluation.gold import Names, read_gold
from papergloss.evaluation.mentions import score


@click.command()
@papers_and_gold
@click.option("--only-gold", is_flag=True, help="Count only what the papers of the gold name.")
@reports_errors
def mentions(
    config_file: Path,
    papers: Sequence[Path],
    limit: int | None,
    gold: Path,
    errors: bool,
    only_gold: bool,
) -> None:
    """Compare the papers that abstracts name with what a person found there.

    A fact is the title, slug or id of the paper that is named. The gold is taken to be whole: a
    paper that it leaves out names none, unless --only-gold is given.
    """
    known = chosen_papers(config_file, papers, limit)
    names = Names(known)
    read = read_gold(gold, names)
    found, wrong = score(links.mentions(known), read, names, only_gold=only_gold)
    report(found, f"mentions among {len(known)} papers", wrong if errors else ())
