"""``evaluate acronyms``: the definitions of short forms, against gold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from papergloss.commands.common import reports_errors
from papergloss.commands.evaluate.options import chosen_papers, papers_and_gold, report
from papergloss.evaluation.acronyms import score
from papergloss.evaluation.gold import Names, read_gold


@click.command()
@papers_and_gold
@reports_errors
def acronyms(
    config_file: Path, papers: Sequence[Path], limit: int | None, gold: Path, errors: bool
) -> None:
    """Compare the short forms that abstracts define with what a person found there.

    Only the papers that the gold names count. A fact is "DPO = Direct Preference Optimization".
    """
    read = read_gold(gold, Names(chosen_papers(config_file, papers, limit)))
    found, wrong = score(read)
    report(found, f"acronyms in {len(read)} abstracts", wrong if errors else ())
