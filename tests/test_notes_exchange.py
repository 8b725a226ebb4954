"""Notes go out as W3C Web Annotations and as a feed, and come back without loss."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papergloss import webannotation
from papergloss.config import Site
from papergloss.errors import ReadError
from papergloss.feeds.atom import ATOM, Atom
from papergloss.lookup import Lookup
from papergloss.model import Archive, Note, Paper
from papergloss.pages import notes_feed
from papergloss.store.note_text import note_text
from papergloss.store.notes import parse_note
from papergloss.views import Feed

BASE = "https://notes.example.org/archive/"
PAPER = Paper(
    slug="opera",
    month="2025-01",
    title="OPERA & friends",
    abstract="We propose a penalty on $x^2$. It works without training.",
    appearances=(),
)
SOURCE = """---
rating: 4
noted: 2026-11-21
tags: [+decoding]
---

> a penalty on $x^2$

Which *kind* of
penalty?

> never said

Lost, and kept.
"""
LOOKUP = Lookup((PAPER,), {})


def archive(*sources: str) -> Archive:
    parsed = [
        parse_note(source, Path(f"content/notes/{'opera' if not at else 'other'}.md"), [])
        for at, source in enumerate(sources)
    ]
    return Archive(papers=(PAPER,), listings=(), notes={"opera": parsed[0]}, tags={})


def exported(source: str = SOURCE) -> dict[str, bytes]:
    return dict(webannotation.files(archive(source), BASE))


def items(data: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(data)["first"]["items"]
    return found


def test_a_file_a_paper_and_one_of_all() -> None:
    """Both are AnnotationCollections with all their annotations on the first page."""
    files = exported()
    assert list(files) == ["annotations/opera.jsonld", "annotations/collection.jsonld"]
    for name, data in files.items():
        top = json.loads(data)
        assert top["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert (top["type"], top["id"]) == ("AnnotationCollection", BASE + name)
        assert top["first"]["type"] == "AnnotationPage"
        assert top["total"] == len(top["first"]["items"]) == 3


def test_annotations_are_what_the_standard_wants() -> None:
    """Each has an IRI of its own, a type, a target, and bodies with their format."""
    whole, quoted, lost = items(exported()["annotations/opera.jsonld"])
    page = f"{BASE}papers/opera/"
    assert whole["body"][0] == {"type": "TextualBody", "format": "text/markdown", "value": SOURCE}
    assert whole["body"][1] == {"type": "TextualBody", "purpose": "tagging", "value": "decoding"}
    assert whole["target"] == page
    assert quoted["target"] == {
        "source": page,
        "selector": {
            "type": "TextQuoteSelector",
            "exact": "a penalty on x²",
            "prefix": "We propose ",
            "suffix": ". It works without training.",
        },
    }
    assert quoted["body"][0]["value"] == "Which *kind* of\npenalty?"
    assert lost["target"]["selector"] == {"type": "TextQuoteSelector", "exact": "never said"}
    assert {each["created"] for each in (whole, quoted, lost)} == {"2026-11-21T12:00:00Z"}
    assert len({each["id"] for each in (whole, quoted, lost)}) == 3


def incoming(data: object) -> webannotation.Incoming:
    raw = data if isinstance(data, bytes) else json.dumps(data).encode()
    return webannotation.incoming(raw, "x.jsonld", LOOKUP)


@settings(deadline=None, max_examples=60)
@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=200))
def test_what_went_out_comes_back(source: str) -> None:
    """Every letter of a note, whatever it is, and its file's name."""
    (note,) = incoming(exported(source)["annotations/collection.jsonld"]).notes
    assert (note.slug, note_text(note)) == ("opera", source)


def test_notes_without_a_page_come_back_too() -> None:
    """Orphans and notes on hidden papers are in the file that a person exports."""
    orphan = Note(slug="Not here, yet", body="", source="Words.")
    data = webannotation.everything(archive(SOURCE), [orphan], BASE)
    assert {note.slug: note_text(note) for note in incoming(data).notes} == {
        "opera": SOURCE,
        "Not here, yet": "Words.",
    }


def foreign(**fields: object) -> dict[str, object]:
    selector = {"type": "TextQuoteSelector", "exact": "a penalty", "prefix": "We propose "}
    return {
        "id": "https://other.example.org/1",
        "type": "Annotation",
        "created": "2024-03-01T10:00:00Z",
        "body": {"type": "TextualBody", "value": "Hm."},
        "target": {"source": f"{BASE}papers/opera/", "selector": [selector]},
        **fields,
    }


@pytest.mark.parametrize(
    "wrap",
    [
        lambda item: item,
        lambda item: [item],
        lambda item: {"type": "AnnotationPage", "items": [item]},
        lambda item: {"type": "AnnotationCollection", "first": {"items": [item]}},
    ],
)
def test_annotations_by_others_become_notes(wrap: Callable[[object], object]) -> None:
    """A quote with its context, the words under it, the day; in all that the standard allows."""
    (made,) = incoming(wrap(foreign())).notes
    problems: list[ReadError] = []
    note = parse_note(note_text(made), Path("content/notes/opera.md"), problems)
    assert problems == []
    assert (note.body, note.noted) == ("> a penalty\n\nHm.", date(2024, 3, 1))
    assert [(anchor.exact, anchor.prefix) for anchor in note.anchors] == [
        ("a penalty", "We propose ")
    ]


def test_an_annotation_of_another_page_is_told_of() -> None:
    """It is not taken, and not dropped in silence."""
    result = incoming([foreign(target="https://elsewhere.example.org/"), foreign()])
    assert len(result.notes) == 1
    assert ["elsewhere.example.org" in problem.message for problem in result.problems] == [True]


@pytest.mark.parametrize("data", [b"", b"\xff", b"[" * 100_000, b"3", b'{"a": 1}', b"[1]"])
def test_what_holds_no_annotations_is_refused(data: bytes) -> None:
    """With a reason, not with a traceback."""
    with pytest.raises(ReadError):
        incoming(data)


@pytest.mark.parametrize("name", ["../../x", "a%2F..%2Fb", ".hidden", "", "a/b/c"])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    """A note whose file would lie elsewhere is taken for an annotation by somebody else."""
    item = foreign(id=f"{BASE}annotations/opera.jsonld#{name}")
    item["body"] = {"type": "TextualBody", "format": "text/markdown", "value": "x"}
    assert [note.slug for note in incoming(item).notes] == ["opera"]


_KEYS = st.sampled_from(["id", "type", "body", "value", "target", "selector", "exact", "source"])
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_KEYS, inner, max_size=4),
)


@settings(deadline=None, max_examples=150)
@given(_JSON)
def test_any_json_is_read_or_refused(data: object) -> None:
    """Whatever stands in the file, nothing but ReadError comes out."""
    with suppress(ReadError):
        incoming(data)


# --- the feed -----------------------------------------------------------------------------------


def feed(notes: Mapping[str, Note]) -> ET.Element:
    whole = Archive(papers=(PAPER,), listings=(), notes=notes, tags={})
    site = Site(root=Path(), content=Path("content"), name="Mine <1>", url=BASE)
    return ET.fromstring(Atom(BASE, site.name).write(notes_feed(whole, site)))


def _absolute(iri: str) -> bool:
    return bool(urlsplit(iri).scheme and urlsplit(iri).netloc)


def test_the_feed_is_atom() -> None:
    """RFC 4287: feed and entries have id, title and updated; ids are IRIs; links are whole."""
    source = SOURCE + "\n[[opera]] \x07 <b>\n"
    top = feed(archive(source).notes)
    name = f"{{{ATOM}}}"
    assert top.tag == f"{name}feed"
    assert top.findtext(f"{name}author/{name}name") == "Mine <1>"
    (entry,) = top.findall(f"{name}entry")
    for element in (top, entry):
        assert _absolute(element.findtext(f"{name}id", ""))
        assert element.findtext(f"{name}title")
        assert element.findtext(f"{name}updated") == "2026-11-21T12:00:00Z"
        assert all(_absolute(link.get("href", "")) for link in element.findall(f"{name}link"))
    assert [link.get("rel") for link in top.findall(f"{name}link")] == ["self", "alternate"]
    content = entry.find(f"{name}content")
    assert content is not None and content.get("type") == "html"
    assert f'<a href="{BASE}papers/opera/">' in (content.text or "")
    assert "&lt;b&gt;" in (content.text or "") and "\x07" not in (content.text or "")


def test_a_note_without_a_day_has_one_in_the_feed() -> None:
    """The day its paper was last listed; else the month it came."""
    top = feed({"opera": Note(slug="opera", body="x")})
    assert top.findtext(f"{{{ATOM}}}updated") == "2025-01-01T12:00:00Z"


def test_a_feed_of_nothing_is_a_feed() -> None:
    """It has its id and a time, the same each time."""
    empty = Feed(url="f", page_url="", title="t", entries=())
    assert Atom(BASE, "a").write(empty) == Atom(BASE, "a").write(empty)
    assert b"<updated>1970-01-01T12:00:00Z</updated>" in Atom(BASE, "a").write(empty)
