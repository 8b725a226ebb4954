"""``tags``: which tags there are, which the archive lacks, and why a paper has those it has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from papergloss import pipeline, plugin
from papergloss.commands.common import CONFIG, counted, reports_errors
from papergloss.config import Site
from papergloss.errors import ReadError
from papergloss.links.stopwords import STOPWORDS
from papergloss.lookup import Lookup
from papergloss.model import Archive, Paper
from papergloss.tags import Hit, Reason, Tagger, closure
from papergloss.tags.suggest import Suggestion, Text, suggestions
from papergloss.text import plain

# How far below its threshold a tag is "just missed".
_NEAR = 2


@click.command()
@CONFIG
@click.option("--suggest", is_flag=True, help="Name phrases that deserve a tag.")
@click.option("--explain", "name", metavar="SLUG|ID", help="Say why a paper has its tags.")
@click.option(
    "--least",
    type=click.IntRange(min=2),
    default=3,
    show_default=True,
    help="How many papers must be about a phrase that is suggested.",
)
@click.option("-n", "--limit", type=int, default=40, show_default=True, help="Show so many.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, for other programs.")
@reports_errors
def tags(
    config_file: Path, suggest: bool, name: str | None, least: int, limit: int, as_json: bool
) -> None:
    """List the tags in use, suggest new ones, or explain those of a paper.

    A suggestion is a phrase in the title of a paper, or more than once in its abstract, that the
    vocabulary in content/tags.yml does not have. The first number is how many papers are about it
    so, the second how many name it at all; “below” are tags of which a phrase stands in it.

    An explanation gives the points of every phrase and where it stands: the words it takes up,
    counted from 1 in title and abstract (a full stop or a bracket counts too). Tags that lack no
    more than two points are shown as just missed.

    \b
      papergloss tags
      papergloss tags --suggest --least 5
      papergloss tags --explain 2305.18290
    """
    if suggest and name:
        raise click.UsageError("give either --suggest or --explain")
    site = plugin.load_site(config_file)
    archive, _ = pipeline.load(site)
    if suggest:
        found = suggestions(_texts(archive.papers), archive.tags, STOPWORDS, least)[:limit]
        _print(_suggested(found), [asdict(each) for each in found], as_json)
    elif name:
        paper = _paper(name, archive)
        reasons = _reasons(paper, site)
        data = {"paper": paper.slug, "tags": paper.tags, "reasons": list(map(asdict, reasons))}
        _print(_explained(paper, reasons, archive), data, as_json)
    else:
        uses = _uses(archive)
        _print(_listed(uses, archive), uses, as_json)


def _print(lines: Iterable[str], data: object, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for line in lines:
        click.echo(line)


# ---- the vocabulary


def _uses(archive: Archive) -> dict[str, int]:
    """How many papers stand under each tag, the most first."""
    uses = Counter(slug for p in archive.papers for slug in closure(p.tags, archive.tags))
    known = {slug: uses[slug] for slug in archive.tags}
    return dict(sorted(known.items(), key=lambda pair: (-pair[1], pair[0])))


def _listed(uses: dict[str, int], archive: Archive) -> Iterator[str]:
    for slug, count in uses.items():
        yield f"{count:6}  {slug:30} {archive.tags[slug].name}"


# ---- suggestions


def _texts(papers: Iterable[Paper]) -> Iterator[Text]:
    return (Text(name=paper.slug, title=paper.title, abstract=paper.abstract) for paper in papers)


def _suggested(found: Sequence[Suggestion]) -> Iterator[str]:
    for each in found:
        below = f"  below {', '.join(each.within)}" if each.within else ""
        yield f"{each.papers:5} of {each.named:5}  {each.phrase}{below}"
        yield f"{'':16}{', '.join(each.examples)}"
    if not found:
        yield "no phrase deserves a tag that has none; --least sets how many papers it takes"


# ---- explanations


def _paper(name: str, archive: Archive) -> Paper:
    lookup = Lookup(archive.papers, archive.tags, archive.hidden)
    if paper := lookup.paper(name):
        return paper
    raise ReadError(f"no paper is called {name!r}", remedy=lookup.nearest(name))


def _reasons(paper: Paper, site: Site) -> list[Reason]:
    tagger = Tagger(pipeline.vocabulary(site))
    return tagger.explain(paper.title, paper.abstract, paper.keywords, paper.categories)


def _explained(paper: Paper, reasons: Sequence[Reason], archive: Archive) -> Iterator[str]:
    yield plain(paper.title)
    by_hand = _by_hand(paper, archive)
    for reason in reasons:
        if reason.score >= reason.threshold - _NEAR:
            yield f"\n{_verdict(reason, by_hand)}"
            yield from map(_told, reason.hits)
    given = {reason.slug for reason in reasons if reason.given}
    for slug, drop in by_hand.items():
        if not drop and slug not in given:
            yield f"\n+ {slug}: the note gives it"
    stale = given.symmetric_difference(paper.tags) - by_hand.keys()
    if stale:
        yield f"\nits page says otherwise of {', '.join(sorted(stale))}: run `papergloss update`"


def _by_hand(paper: Paper, archive: Archive) -> dict[str, bool]:
    """The tags that the paper's note gives (False) or takes away (True), by slug."""
    note = archive.notes.get(paper.slug)
    lookup = Lookup((), archive.tags)
    changes = note.tags if note else ()
    named = ((lookup.tag(change.tag), change.drop) for change in changes)
    return {tag.slug: drop for tag, drop in named if tag}


def _verdict(reason: Reason, by_hand: dict[str, bool]) -> str:
    points = f"{reason.score} of {counted(reason.threshold, 'point')}"
    if by_hand.get(reason.slug):
        return f"- {reason.slug}: {points}, but the note takes it away"
    if reason.given:
        return f"+ {reason.slug}: {points}"
    if reason.implied:
        return f"= {reason.slug}: {points}; a narrower tag stands for it"
    return f"  {reason.slug}: {points}, just missed"


def _told(hit: Hit) -> str:
    labelled = hit.where in ("keyword", "category")
    first, last = hit.start + 1, hit.end
    words = f"word {first}" if first == last else f"words {first} to {last}"
    place = hit.where if labelled else f"{hit.where}, {words}"
    return f"    {hit.points}  “{hit.phrase}” ({place}){': ' + hit.remark if hit.remark else ''}"
