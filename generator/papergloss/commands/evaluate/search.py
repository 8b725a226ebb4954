"""``evaluate search``: known-item queries asked in the real engines."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from statistics import median

import click

from papergloss import concepts, links, pages, pipeline, plugin
from papergloss.commands.common import CONFIG, reports_errors
from papergloss.evaluation.corpus import read_papers
from papergloss.evaluation.engines import Asked, ask
from papergloss.evaluation.queries import Query, known_items
from papergloss.evaluation.references import ask_references
from papergloss.evaluation.scores import scores
from papergloss.views import SearchDoc


@click.command()
@CONFIG
@click.option(
    "-p",
    "--papers",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    multiple=True,
    help="Papers to search instead of the archive's: JSON Lines, also gzipped. May be repeated.",
)
@click.option("-n", "--limit", type=int, help="Take only the first so many papers.")
@click.option("-q", "--queries", type=int, default=300, show_default=True, help="Of each kind.")
@click.option("--seed", type=int, default=1, show_default=True, help="Other seeds, other queries.")
@click.option(
    "-e",
    "--engine",
    "engines",
    type=click.Choice(["lunr", "sharded"]),
    multiple=True,
    default=["lunr", "sharded"],
    help="Ours; both if left out.",
)
@click.option("--references/--no-references", help="Ask other engines too.", default=False)
@click.option(
    "--modules",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Where `npm install lunr minisearch pagefind` was run, for --references.",
)
@reports_errors
def search(
    config_file: Path,
    papers: Sequence[Path],
    limit: int | None,
    queries: int,
    seed: int,
    engines: Sequence[str],
    references: bool,
    modules: Path | None,
) -> None:
    """Ask known-item queries in the real engines, and score the answers.

    \b
    Kinds of queries, all made from the papers and a seed:
      dropped    the title with 40 % of its words left out
      typo       the title with a typing error in each of two words
      both       both of these
      abstract   five rare words of the abstract
      author     an author's last name and two words of the title
      acronym    an acronym that one abstract explains, or its long form

    Several papers may fit an author and two words equally well. "By chance" is the MRR of an engine
    that finds just those, in an order of chance; "one fits" are the queries that fit one paper.

    Needs Node. The engines are those that browsers run.
    """
    docs = list(islice(_docs(config_file, papers), limit))
    asked = known_items(docs, queries, seed)
    texts = [query.text for query in asked]
    click.echo(f"{len(docs)} papers, {len(asked)} queries")
    answers = (ask(engine, docs, texts) for engine in engines)
    others = ask_references(docs, texts, modules) if references else iter(())
    for answer in chain(answers, others):
        _report(answer, asked)


def _docs(config_file: Path, papers: Sequence[Path]) -> Iterator[SearchDoc]:
    if papers:
        for path in papers:
            data = path.read_bytes()
            text = gzip.decompress(data) if path.suffix == ".gz" else data
            yield from read_papers(text, str(path))
        return
    archive, _ = pipeline.load(plugin.load_site(config_file))
    mentions = chain.from_iterable(links.mentions(archive.papers).values())
    yield from pages.search_docs(archive, concepts.find_concepts(archive.papers, list(mentions)))


def _report(asked: Asked, queries: Sequence[Query]) -> None:
    """Print a table of one engine's scores."""
    click.echo(f"\n{asked.engine}: {median(asked.milliseconds):.1f} ms a query", nl=not asked.bytes)
    if asked.bytes:
        click.echo(f", {median(asked.bytes) / 1000:.0f} kB of index before the first result")
    click.echo("  kind              queries  MRR@10  by chance  first  in ten  nothing")
    for score in scores(queries, asked.answers):
        click.echo(
            f"  {score.kind:17} {score.queries:7} {score.mrr:7.3f} {score.chance:10.3f} "
            f"{score.first:6.1%} "
            f"{score.within:7.1%} {score.nothing:8.1%}"
        )
