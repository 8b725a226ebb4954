"""``evaluate tags``: the tags that title and abstract give, against what people say."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from papergloss import pipeline, plugin
from papergloss.commands.common import reports_errors
from papergloss.commands.evaluate.options import chosen_papers, papers_and_errors
from papergloss.evaluation.gold import Names, read_gold
from papergloss.evaluation.tags import Outcome, read_labels, score_gold, score_labels, table

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@papers_and_errors
@click.option("-g", "--gold", type=_FILE, help="Papers, and below each the tags it should have.")
@click.option("--labels", type=_FILE, help="Sections or categories, and below each their tags.")
@click.option("--with-abstract", is_flag=True, help="Take only papers with an abstract.")
@reports_errors
def tags(
    config_file: Path,
    papers: Sequence[Path],
    limit: int | None,
    errors: bool,
    gold: Path | None,
    labels: Path | None,
    with_abstract: bool,
) -> None:
    """Compare the tags that titles and abstracts give with what people say.

    --gold names papers and the tags that a person gave them; --labels names keywords (such as the
    section of a list) and categories that the papers' listings have, and what tags they stand for.
    The vocabulary is the archive's. docs/tags.md shows both files and says what was measured.

    \b
      papergloss evaluate tags --gold tests/gold/tags-held-out.txt
      papergloss evaluate tags --labels sections.txt --papers README.md --papers dump.jsonl.gz
    """
    if (gold is None) == (labels is None):
        raise click.UsageError("give either --gold or --labels")
    known = chosen_papers(config_file, papers, limit)
    known = [paper for paper in known if paper.abstract or not with_abstract]
    vocabulary = pipeline.vocabulary(plugin.load_site(config_file))
    if gold:
        outcome = score_gold(read_gold(gold, Names(known)), vocabulary)
    else:
        assert labels is not None
        outcome = score_labels(known, read_labels(labels, vocabulary), vocabulary)
    _show(outcome, errors)
    if gold:
        click.echo(f"tags as given of {outcome.papers} papers: {outcome.given}")
    what = "with what they imply" if gold else "labels"
    click.echo(f"{what} of {outcome.papers} papers: {outcome.implied}")


def _show(outcome: Outcome, errors: bool) -> None:
    if errors:
        for line in outcome.errors:
            click.echo(f"  {line}")
    click.echo(f"  {'':32} {'true':>6} {'prec':>5} {'rec':>5} {'F1':>5}")
    for name, count, precision, recall, f1 in table(outcome.each):
        click.echo(f"  {name:32} {count:>6} {precision:>5} {recall:>5} {f1:>5}")
