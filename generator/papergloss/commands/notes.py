"""``note`` and ``notes``: write about a paper, and see what was written and what is to read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

import click

from papergloss import atomic, pipeline, plugin, webannotation
from papergloss.commands.common import CONFIG, reports_errors
from papergloss.config import Site
from papergloss.errors import ArchiveError, ReadError
from papergloss.lookup import Found, Lookup, search
from papergloss.model import Archive, Note, Paper, Status
from papergloss.newnote import new_note
from papergloss.store.note_text import note_text
from papergloss.store.notes import read_notes
from papergloss.text import plain

# Of 100: how far the best paper must be ahead of the next for no choice to be left.
_AHEAD = 8


@click.command()
@CONFIG
@click.argument("words", nargs=-1, required=True, metavar="SLUG|ID|WORDS…")
@click.option("--path", "only_path", is_flag=True, help="Print the note's path and open nothing.")
@reports_errors
def note(config_file: Path, words: tuple[str, ...], only_path: bool) -> None:
    """Write about a paper: open its note in your editor.

    The paper is named by its slug, an id or address (2311.17911), or some words of its title. A
    note that is not there yet is made from the template; one that is there is opened as it stands.
    The editor is $VISUAL or $EDITOR; without one the note's path is printed.

    \b
      papergloss note lottery ticket hypothesis
      papergloss note 2405.19534
    """
    site = plugin.load_site(config_file)
    archive, _ = pipeline.load(site)
    paper = _chosen(" ".join(words), archive)
    path = _note_path(site, archive, paper)
    text = new_note(status="reading").replace("---\n", f"---\nnoted: {date.today()}\n", 1)
    made = atomic.create(path, text.encode())
    click.echo(f"{'new note' if made else 'note'} on: {plain(paper.title)}", err=True)
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if editor and not only_path:
        click.edit(filename=str(path), editor=editor)
    else:
        click.echo(path)


def _note_path(site: Site, archive: Archive, paper: Paper) -> Path:
    """Where the paper's note lies: a paper may have one by an older name."""
    there = archive.notes.get(paper.slug)
    return site.content / "notes" / f"{there.slug if there else paper.slug}.md"


def _chosen(words: str, archive: Archive) -> Paper:
    papers = (*archive.papers, *archive.hidden)
    lookup = Lookup(archive.papers, archive.tags, archive.hidden)
    if paper := lookup.paper(words):
        return paper
    found = search(words, papers)
    if not found:
        raise ReadError(f"no paper is like “{words}”", remedy="try other words of its title")
    if len(found) == 1 or found[0].score - found[1].score >= _AHEAD:
        return found[0].paper
    return _asked(words, found)


def _asked(words: str, found: Sequence[Found]) -> Paper:
    """Let the person choose; where nobody can answer, say what there is to choose from."""
    lines = [f"{n}  {plain(each.paper.title)}" for n, each in enumerate(found, start=1)]
    if not sys.stdin.isatty():
        slugs = "\n".join(f"  {each.paper.slug}" for each in found)
        remedy = f"name one by its slug:\n{slugs}"
        raise ReadError(f"several papers are like “{words}”", remedy=remedy)
    click.echo("\n".join(lines), err=True)
    number = click.prompt("Which", type=click.IntRange(1, len(found)), default=1, err=True)
    return found[number - 1].paper


@click.command()
@CONFIG
@click.option(
    "--status",
    type=click.Choice([each.value for each in Status]),
    help="Only those of this status.",
)
@click.option("--rating", type=click.IntRange(1, 5), help="Only those rated so or better.")
@click.option("--tag", help="Only papers with this tag.")
@click.option(
    "--import",
    "given",
    type=click.File("rb"),
    help="Make notes of the W3C Web Annotations in a file; none that is there is touched.",
)
@click.option(
    "--export", "target", type=click.File("wb"), help="Write all notes as W3C Web Annotations."
)
@reports_errors
def notes(
    config_file: Path,
    status: str | None,
    rating: int | None,
    tag: str | None,
    given: BinaryIO | None,
    target: BinaryIO | None,
) -> None:
    """List the papers with a note: what is to read first, then by rating.

    \b
      papergloss notes --status to-read
      papergloss notes --rating 4 --tag rlhf
      papergloss notes --export mine.jsonld
      papergloss notes --import mine.jsonld
    """
    site = plugin.load_site(config_file)
    archive, problems = pipeline.load(site)
    if given:
        import_notes(site, archive, given.read(), given.name)
    elif target:
        every, unread = read_notes(site.content / "notes")
        target.write(webannotation.everything(archive, every.values(), site.url))
        _mention(unread)
    else:
        wanted = _wanted_tag(tag, archive)
        shown = [pair for pair in _sorted(archive) if _fits(pair, status, rating, wanted)]
        for line in map(_line, shown):
            click.echo(line)
        click.echo(f"{len(shown)} of {len(archive.notes)} notes", err=True)
        _mention(problems)


def _mention(problems: Sequence[ArchiveError]) -> None:
    if problems:
        click.echo(f"{len(problems)} things to mend: run `papergloss check`", err=True)


def _wanted_tag(name: str | None, archive: Archive) -> str:
    if name is None:
        return ""
    lookup = Lookup((), archive.tags)
    tag = lookup.tag(name)
    if tag is None:
        raise ReadError(f"there is no tag “{name}”", remedy=lookup.nearest_tag(name))
    return tag.slug


def _sorted(archive: Archive) -> Iterator[tuple[Paper, Note]]:
    order = [*Status, None]
    noted = [(p, archive.notes[p.slug]) for p in archive.papers if p.slug in archive.notes]
    yield from sorted(
        noted, key=lambda pair: (order.index(pair[1].status), -(pair[1].rating or 0), pair[0].slug)
    )


def _fits(pair: tuple[Paper, Note], status: str | None, rating: int | None, tag: str) -> bool:
    paper, note = pair
    return (
        (status is None or note.status == status)
        and (rating is None or (note.rating or 0) >= rating)
        and (not tag or tag in paper.tags)
    )


def _line(pair: tuple[Paper, Note]) -> str:
    paper, note = pair
    stars = "★" * (note.rating or 0)
    return f"{note.status or '':8} {stars:5}  {plain(paper.title)}  [{paper.slug}]"


def import_notes(site: Site, archive: Archive, data: bytes, where: str) -> None:
    """Make the notes that annotations in ``data`` are; none that is there is touched."""
    lookup = Lookup(archive.papers, archive.tags, archive.hidden)
    incoming = webannotation.incoming(data, where, lookup)
    for note in incoming.notes:
        path = site.content / "notes" / f"{note.slug}.md"
        text = note_text(note).encode()
        if atomic.create(path, text):
            click.echo(f"made {path}")
        elif path.read_bytes() == text:
            click.echo(f"there already: {path}")
        else:
            click.echo(f"left, with other words in it: {path}", err=True)
    for problem in incoming.problems:
        click.secho(f"not taken: {problem}", fg="yellow", err=True)
    if incoming.problems:
        sys.exit(1)
