"""Notes as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), out and in again. Pure.

A note is one annotation of its paper's page, whose body is the whole file, so that nothing is lost
on the way back; and each of its quotes is one more, with a text-quote selector, for programs that
show such. Coming in, annotations by others become notes with block quotes.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from urllib.parse import quote, unquote, urlsplit

from papergloss import days
from papergloss.anchors import select
from papergloss.errors import ReadError
from papergloss.highlight import shown
from papergloss.lookup import Lookup
from papergloss.margin import Gloss, glosses
from papergloss.model import Archive, Note, Paper, Selector
from papergloss.text import plain

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
FOLDER = "annotations/"
COLLECTION = f"{FOLDER}collection.jsonld"
MARKDOWN = "text/markdown"

# A file's name that can do no harm, whoever wrote the annotations.
_NAME = re.compile(r"\w[\w. +,()'-]{0,150}")

_Json: TypeAlias = dict[str, Any]

# --- out ----------------------------------------------------------------------------------------


def files(archive: Archive, base: str) -> Iterator[tuple[str, bytes]]:
    """Make a file for each paper with a note, and one of all together.

    Args:
        base: the site's address; without one the files name pages by relative addresses.
    """
    root = base or "../"
    papers = {paper.slug: paper for paper in archive.papers}
    every: list[_Json] = []
    for slug, note in sorted(archive.notes.items()):
        path = f"{FOLDER}{slug}.jsonld"
        items = list(_annotations(papers[slug], note, root))
        every += items
        label = f"Notes on {plain(papers[slug].title)}"
        yield path, _collection(root + path, label, items)
    yield COLLECTION, _collection(root + COLLECTION, "Notes", every)


def everything(archive: Archive, notes: Iterable[Note], base: str) -> bytes:
    """Make one file of all notes there are, of hidden papers and those without a paper too."""
    root = base or "../"
    papers = {paper.slug: paper for paper in (*archive.papers, *archive.hidden)}
    shown = [
        item
        for slug, note in sorted(archive.notes.items())
        for item in _annotations(papers[slug], note, root)
    ]
    there = {each.slug for note in archive.notes.values() for each in (note, *note.joined)}
    rest = [
        _annotation(
            _name(root, note.slug, note), note, [_text(note.source)], f"{root}papers/{note.slug}/"
        )
        for note in notes
        if note.slug not in there
    ]
    return _collection(root + COLLECTION, "Notes", [*shown, *rest])


def _name(root: str, slug: str, note: Note) -> str:
    return f"{root}{FOLDER}{slug}.jsonld#{quote(note.slug)}"


def _collection(name: str, label: str, items: Sequence[_Json]) -> bytes:
    page = {"id": f"{name}#page", "type": "AnnotationPage", "startIndex": 0, "items": items}
    collection = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": label,
        "total": len(items),
        "first": page,
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode()


def _annotations(paper: Paper, note: Note, root: str) -> Iterator[_Json]:
    page = f"{root}papers/{paper.slug}/"
    abstract = shown(paper.abstract)
    placed = glosses(paper, note)
    for each in (note, *note.joined):
        name = _name(root, paper.slug, each)
        yield _annotation(name, each, [_text(each.source), *_tags(each)], page)
        for gloss in (gloss for gloss in placed if gloss.note is each):
            target = {"source": page, "selector": _selector(gloss, abstract)}
            bodies = [_text(said)] if (said := _comment(gloss)) else []
            yield _annotation(f"{name}/{gloss.number}", each, bodies, target)


def _annotation(name: str, note: Note, bodies: list[_Json], target: object) -> _Json:
    return {
        "id": name,
        "type": "Annotation",
        "motivation": "commenting" if bodies else "highlighting",
        **({"created": f"{note.noted.isoformat()}T12:00:00Z"} if note.noted else {}),
        **({"body": bodies} if bodies else {}),
        "target": target,
    }


def _text(markdown: str) -> _Json:
    return {"type": "TextualBody", "format": MARKDOWN, "value": markdown}


def _tags(note: Note) -> Iterator[_Json]:
    for change in note.tags:
        if not change.drop:
            yield {"type": "TextualBody", "purpose": "tagging", "value": change.tag}


def _selector(gloss: Gloss, abstract: str) -> _Json:
    words = Selector(exact=" ".join(gloss.quote.text.split()))
    found = select(abstract, gloss.span) if gloss.span else words
    given = {"exact": found.exact, "prefix": found.prefix, "suffix": found.suffix}
    return {"type": "TextQuoteSelector", **{key: text for key, text in given.items() if text}}


def _comment(gloss: Gloss) -> str:
    """The Markdown of the paragraphs under a quote."""
    maps = [m for at in gloss.quote.comment if (m := gloss.reading.tokens[at].map)]
    lines = gloss.note.body.split("\n")
    return "\n".join(lines[maps[0][0] : maps[-1][1]]).strip() if maps else ""


# --- in -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A note to be made. One of ours has its whole text in ``source``, others are in parts."""

    notes: tuple[Note, ...]
    problems: tuple[ReadError, ...]


def incoming(data: bytes, where: str, lookup: Lookup) -> Incoming:
    """Read annotations: a collection, a page, a list or a single one.

    Raises:
        ReadError: it is no JSON, or holds no annotations.
    """
    items = _items(_parsed(data, where), where)
    ours: dict[str, Note] = {}
    others: dict[str, list[_Json]] = defaultdict(list)
    problems: list[ReadError] = []
    for number, item in enumerate(items, start=1):
        place = f"{where} (annotation {number})"
        name, part = _own_name(item)
        source = _markdown(item)
        if name and not part and source is not None:
            # Our own words come back letter for letter, be there none.
            ours[name] = Note(slug=name, body="", source=source)
        elif not (name and part and name in ours):
            paper = lookup.paper(_paper_name(item))
            if paper:
                others[paper.slug].append(item)
            else:
                message = f"“{_source(item)[:100]}” is no page of a paper of this archive"
                problems.append(ReadError(message, where=place))
    made = [_note(slug, several) for slug, several in sorted(others.items())]
    filled = [note for note in made if note.body]
    return Incoming(notes=(*ours.values(), *filled), problems=tuple(problems))


def _parsed(data: bytes, where: str) -> object:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ReadError(f"not JSON: {str(error)[:100]}", where=where) from None


def _items(top: object, where: str) -> list[_Json]:
    """Find the annotations, in whatever the standard lets them stand."""
    if isinstance(top, dict) and isinstance(top.get("first"), dict):
        top = top["first"]
    if isinstance(top, dict):
        top = top.get("items", [top] if top.get("type") == "Annotation" else None)
    if not isinstance(top, list) or not all(isinstance(item, dict) for item in top):
        remedy = "give an AnnotationCollection with its first page, a page, or a list"
        raise ReadError("there are no annotations here", where=where, remedy=remedy)
    return top


def _own_name(item: _Json) -> tuple[str, str]:
    """Return which note of ours an annotation is, and which part of it."""
    found = re.search(r"(?:^|/)annotations/[^/#]+\.jsonld#([^/]+)(?:/(\d+))?$", _string(item, "id"))
    name = unquote(found[1]) if found else ""
    return (name, (found[2] or "") if found else "") if _NAME.fullmatch(name) else ("", "")


def _string(item: Mapping[str, Any], key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _bodies(item: _Json) -> Iterator[_Json]:
    """Yield the bodies that are text; a bare string is one, too."""
    several = item.get("body", [])
    if isinstance(item.get("bodyValue"), str):
        several = item["bodyValue"]
    for body in several if isinstance(several, list) else [several]:
        if isinstance(body, str):
            yield {"value": body}
        elif isinstance(body, dict) and isinstance(body.get("value"), str):
            yield body


def _markdown(item: _Json) -> str | None:
    return next((b["value"] for b in _bodies(item) if b.get("format") == MARKDOWN), None)


def _target(item: _Json) -> _Json:
    target = item.get("target")
    if isinstance(target, list):
        target = target[0] if target else None
    return target if isinstance(target, dict) else {"source": target}


def _source(item: _Json) -> str:
    target = _target(item)
    return _string(target, "source") or _string(target, "id")


def _paper_name(item: _Json) -> str:
    """What the address of an annotated page calls the paper: our slug, or an id of it."""
    address = _source(item)
    try:
        steps = [step for step in urlsplit(address).path.split("/") if step]
    except ValueError:
        return address
    return unquote(steps[-1]) if "papers" in steps[:-1] and "arxiv" not in address else address


def _note(slug: str, items: Sequence[_Json]) -> Note:
    """Make a note of annotations by others: their quotes with their words below, in order."""
    made = [day for item in items if (day := _day(_string(item, "created")))]
    selectors = [selector for item in items if (selector := _quoted(item))]
    return Note(
        slug=slug,
        body="\n\n".join(filter(None, map(_block, items))),
        noted=max(made, default=None),
        anchors=tuple(s for s in selectors if s.prefix or s.suffix),
    )


def _day(time: str) -> date | None:
    found = days.parse(time[:10])
    return days.first_day(found)


def _quoted(item: _Json) -> Selector | None:
    several = _target(item).get("selector")
    for each in several if isinstance(several, list) else [several]:
        if isinstance(each, dict) and each.get("type") == "TextQuoteSelector":
            texts = {key: _string(each, key) for key in ("exact", "prefix", "suffix")}
            return Selector(**texts) if texts["exact"].strip() else None
    return None


def _block(item: _Json) -> str:
    selector = _quoted(item)
    words = "\n".join(f"> {line}" for line in selector.exact.splitlines()) if selector else ""
    said = [body["value"].strip() for body in _bodies(item) if body.get("purpose") != "tagging"]
    tags = [body["value"].strip() for body in _bodies(item) if body.get("purpose") == "tagging"]
    labels = f"Tags: {', '.join(tags)}" if tags else ""
    return "\n\n".join(filter(None, [words, *said, labels]))
