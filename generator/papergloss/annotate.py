"""What people wrote, applied to the papers: overrides, tags, aliases, relations, hidden papers.

Papers as the listings made them and notes as the files hold them come in; the archive that the site
shows comes out, with what is wrong. Pure: ``content/papers`` never learns of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from msgspec import structs

from papergloss import days
from papergloss.errors import ReadError
from papergloss.lookup import Lookup, names_of
from papergloss.model import (
    Archive,
    Note,
    Organisation,
    Overrides,
    Paper,
    Standing,
    Tag,
    Variant,
)

# Who says what a person put in a listing's place, where a paper names the listings.
NOTE = "note"
_REPLACED = ("title", "abstract", "date", "authors", "venue", "links")
WAITS = "this note has no paper (yet); it is kept and joins when the paper arrives"


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """An archive with its notes applied, and what a person should mend."""

    archive: Archive
    problems: tuple[ReadError, ...]


def annotate(archive: Archive) -> Annotated:
    """Apply the notes of an archive, whose ``notes`` still go by the names of their files.

    A note named by a slug, an alias or an id of a paper is that paper's; where several are, the
    one with the paper's own slug outranks the others, and the words of all are shown.
    """
    problems: list[ReadError] = []
    owners = _owners(archive.papers)
    notes = _joined(archive, owners, problems)
    papers = _with_aliases(archive.papers, owners, notes, problems)
    lookup = Lookup(papers, archive.tags)
    changed = [
        _paper(paper, notes[paper.slug], lookup, problems) if paper.slug in notes else paper
        for paper in papers
    ]
    hidden = {slug for slug, note in notes.items() if note.hidden}
    shown = replace(
        archive,
        papers=tuple(paper for paper in changed if paper.slug not in hidden),
        hidden=tuple(paper for paper in changed if paper.slug in hidden),
        notes={slug: note for slug, note in notes.items() if slug not in hidden},
    )
    relations = _relations(shown, problems)
    return Annotated(archive=replace(shown, relations=relations), problems=tuple(problems))


# --- whose a note is ----------------------------------------------------------------------------


def _joined(
    archive: Archive, owners: Mapping[str, str], problems: list[ReadError]
) -> dict[str, Note]:
    """Give each paper its note: the one named by its slug first, others joined to it."""
    own: dict[str, list[Note]] = defaultdict(list)
    for name, note in sorted(archive.notes.items()):
        if slug := owners.get(name):
            own[slug].append(note)
        else:
            problems.append(ReadError(WAITS, where=note.path))
    return {slug: _one(slug, notes) for slug, notes in own.items()}


def _owners(papers: Sequence[Paper]) -> dict[str, str]:
    owners: dict[str, str] = {}
    for paper in papers:
        for name in names_of(paper):
            owners.setdefault(name, paper.slug)
    return owners | {paper.slug: paper.slug for paper in papers}


def _one(slug: str, notes: Sequence[Note]) -> Note:
    """Join the notes of one paper; of two values for a field the first note's counts."""
    first, *others = sorted(notes, key=lambda note: (note.slug != slug, note.slug))
    if not others:
        return first
    every = (first, *others)
    return replace(
        first,
        noted=max((note.noted for note in every if note.noted), default=None),
        status=next((note.status for note in every if note.status), None),
        rating=next((note.rating for note in every if note.rating), None),
        tags=tuple(change for note in every for change in note.tags),
        aliases=tuple(alias for note in every for alias in note.aliases),
        overrides=_overrides([note.overrides for note in every]),
        relations=tuple(relation for note in every for relation in note.relations),
        hidden=any(note.hidden for note in every),
        joined=tuple(others),
    )


def _overrides(several: Sequence[Overrides]) -> Overrides:
    values: dict[str, Any] = {
        field.name: next(
            (v for each in several if (v := getattr(each, field.name)) not in (None, _NO_IDS)), None
        )
        for field in fields(Overrides)
    }
    return Overrides(**{**values, "ids": values["ids"] or _NO_IDS})


_NO_IDS = Overrides().ids


# --- what it changes ----------------------------------------------------------------------------


def _with_aliases(
    papers: Sequence[Paper],
    owners: dict[str, str],
    notes: Mapping[str, Note],
    problems: list[ReadError],
) -> list[Paper]:
    """Add the aliases that notes give; a name that leads elsewhere already is not taken away."""
    done = []
    for paper in papers:
        note = notes.get(paper.slug)
        new = []
        for alias in note.aliases if note else ():
            other = owners.setdefault(alias, paper.slug)
            if other != paper.slug:
                message = f"the alias “{alias}” is a name of {other} already"
                problems.append(ReadError(message, where=note.path if note else ""))
            elif alias not in names_of(paper):
                new.append(alias)
        aliases = (*paper.aliases, *dict.fromkeys(new))
        done.append(structs.replace(paper, aliases=aliases) if new else paper)
    return done


def _paper(paper: Paper, note: Note, lookup: Lookup, problems: list[ReadError]) -> Paper:
    new = note.overrides
    given: dict[str, Any] = {
        name: value for name in _REPLACED if (value := getattr(new, name)) is not None
    }
    if new.organisation:
        given["organisation"] = Organisation(name=new.organisation)
    said = {**paper.said, **dict.fromkeys(given, NOTE)}
    if new.authors:
        given["author_count"] = len(new.authors)
    stated = {kind: value for kind, value in structs.asdict(new.ids).items() if value}
    return structs.replace(
        paper,
        **given,
        ids=structs.replace(paper.ids, **stated),
        tags=tuple(_tags(paper.tags, note, lookup, problems)),
        said=said,
        variants=(*_replaced(paper, new), *paper.variants),
    )


def _replaced(paper: Paper, new: Overrides) -> Iterator[Variant]:
    """What a listing said before a person knew better: the page still shows it."""
    first = paper.appearances[0].listing if paper.appearances else ""
    old = {"title": paper.title, "abstract": paper.abstract, "date": days.iso(paper.date)}
    now = {"title": new.title, "abstract": new.abstract, "date": days.iso(new.date)}
    for name, value in old.items():
        if value and now[name] and now[name] != value:
            yield Variant(field=name, listing=paper.said.get(name, first), value=value)


def _tags(
    given: Sequence[str], note: Note, lookup: Lookup, problems: list[ReadError]
) -> Iterator[str]:
    """The tags a person added first, then those of the text that no person dropped."""
    plus: dict[str, Tag] = {}
    minus: set[str] = set()
    for change in note.tags:
        tag = lookup.tag(change.tag)
        if tag is None:
            remedy = lookup.nearest_tag(change.tag)
            message = f"“{change.tag[:60]}” is no tag of content/tags.yml"
            where = _place(note, change)
            problems.append(ReadError(message, where=where, line=change.line, remedy=remedy))
        elif change.drop:
            minus.add(tag.slug)
        else:
            plus[tag.slug] = tag
    yield from plus
    yield from (slug for slug in given if slug not in minus and slug not in plus)


def _place(note: Note, item: object) -> str:
    """The file that says ``item``: the note's own, or that of a note joined to it."""
    for each in note.joined:
        if any(item is other for other in (*each.tags, *each.relations)):
            return each.path
    return note.path


def _relations(archive: Archive, problems: list[ReadError]) -> Mapping[str, tuple[Standing, ...]]:
    """Say each relation on both of its papers; to a hidden paper there is none to show."""
    lookup = Lookup(archive.papers, archive.tags, archive.hidden)
    shown = {paper.slug for paper in archive.papers}
    found: dict[str, list[Standing]] = defaultdict(list)
    for slug, note in sorted(archive.notes.items()):
        for relation in note.relations:
            other = lookup.paper(relation.paper)
            if other is None:
                message = f"“{relation.paper[:80]}” is no paper of this archive"
                remedy = lookup.nearest(relation.paper)
                where = _place(note, relation)
                problems.append(ReadError(message, where=where, line=relation.line, remedy=remedy))
            elif other.slug in shown and other.slug != slug:
                kind, remark = relation.kind, relation.remark
                found[slug].append(Standing(kind=kind, other=other.slug, remark=remark))
                back = Standing(kind=kind, other=slug, remark=remark, back=True)
                found[other.slug].append(back)
    return {slug: tuple(standing) for slug, standing in found.items()}
