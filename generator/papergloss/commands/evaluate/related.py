"""``evaluate related``: whether papers that belong together find each other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from papergloss.commands.common import CONFIG, reports_errors
from papergloss.commands.evaluate.options import chosen_papers
from papergloss.evaluation.dump import Described, read_dumps
from papergloss.evaluation.gold import Names, read_gold
from papergloss.evaluation.kinship import Kin, kinship
from papergloss.evaluation.related import HALVES, asked, compare
from papergloss.model import Paper

_FILE = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command()
@CONFIG
@click.option(
    "-p",
    "--papers",
    type=_FILE,
    multiple=True,
    help="Papers instead of the archive's: JSON Lines, also gzipped. May be repeated.",
)
@click.option(
    "-g", "--gold", type=_FILE, help="Which papers are related; made from the papers if left out."
)
@click.option("-q", "--queries", type=int, default=500, show_default=True, help="Of each kind.")
@click.option("--seed", type=int, default=1, show_default=True, help="Other seeds, other papers.")
@click.option(
    "--half",
    type=click.Choice(HALVES),
    default="report",
    show_default=True,
    help="Of the papers that have kin: those to tune on, or those to report (not with --gold).",
)
@reports_errors
def related(
    config_file: Path,
    papers: Sequence[Path],
    gold: Path | None,
    queries: int,
    seed: int,
    half: str,
) -> None:
    """Print recall@10 of related papers, beside plain TF-IDF and BM25.

    The gold is made from the papers and the seed: papers that list or name the same rare data set,
    series, references by arXiv id (docs/related.md has the rules). A file of gold has a paper on a
    line of its own and its related ones below it, indented: titles, slugs or ids.

    Needs bm25s and scikit-learn.
    """
    described = _described(config_file, papers)
    known = [each.paper for each in described]
    kinds = _gold(gold, known) if gold else kinship(described)
    which = asked(kinds, None if gold else half, queries, seed)
    if not which:
        raise click.ClickException("no two of these papers are kin")
    click.echo(f"{len(known)} papers; recall@10")
    for score in compare(known, kinds, which):
        if score.method == "Papergloss":
            _row("", [f"{kind} ({len(which[kind])})" for kind in score.kinds], "mean")
        _row(score.method, [f"{value:.3f}" for value in score.kinds.values()], f"{score.mean:.3f}")


def _row(method: str, kinds: Sequence[str], mean: str) -> None:
    click.echo(f"  {method:14}" + "".join(f"{value:>17}" for value in kinds) + f"{mean:>8}")


def _described(config_file: Path, paths: Sequence[Path]) -> list[Described]:
    if paths:
        return list(read_dumps(paths))
    return [Described(paper=paper) for paper in chosen_papers(config_file, (), None)]


def _gold(path: Path, papers: Sequence[Paper]) -> dict[str, Kin]:
    names = Names(papers)
    found = ((each.paper.slug, each.facts) for each in read_gold(path, names))
    return {"gold": {slug: {names.paper(fact).slug for fact in facts} for slug, facts in found}}
