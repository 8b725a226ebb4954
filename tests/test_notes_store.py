"""Note files are read whole: what is right counts, what is wrong is told with its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import (
    Author,
    Ids,
    Link,
    LinkKind,
    Note,
    PartialDate,
    RelationKind,
    Selector,
    Status,
)
from papergloss.note_schema import schema
from papergloss.store.note_text import note_text
from papergloss.store.notes import parse_note, read_notes

WHOLE = """\
---
status: reading
rating: 4
noted: 2026-11-21
tags: [decoding, +vision, "-llm-agents"]
aliases: [our-name]
relations:
  - extends: 2311.17911
    remark: "with: a colon"
  - see-also: other-paper
title: 1984
authors:
  - Ada Lovelace
  - name: Alan Turing
    orcid: 0000-0000-0000-0000
organisation: A lab
date: 2019-03
links:
  - https://github.com/a/b
  - url: https://example.org/x
    kind: data
ids:
  arxiv: arXiv:2401.10000v2
  doi: https://doi.org/10.1000/XYZ
abstract: |
  First.

  Second.
anchors:
  - exact: the words
    prefix: "before "
hidden: false
---

The body.
"""


def read(text: str) -> tuple[Note, list[ReadError]]:
    problems: list[ReadError] = []
    return parse_note(text, Path("content/notes/some-paper.md"), problems), problems


def test_every_field_is_read() -> None:
    """All fields of the front matter come out typed; ids keep every digit."""
    note, problems = read(WHOLE)
    assert problems == []
    assert (note.slug, note.body, note.line) == (
        "some-paper",
        "The body.",
        WHOLE.split("\n").index("The body.") + 1,
    )
    assert (note.status, note.rating, note.noted) == (Status.READING, 4, date(2026, 11, 21))
    changes = [(change.tag, change.drop, change.line) for change in note.tags]
    assert changes == [("decoding", False, 5), ("vision", False, 5), ("llm-agents", True, 5)]
    assert note.aliases == ("our-name",)
    first, second = note.relations
    assert (first.kind, first.paper, first.remark) == (
        RelationKind.EXTENDS,
        "2311.17911",
        "with: a colon",
    )
    assert (second.kind, second.paper, second.line) == (RelationKind.SEE_ALSO, "other-paper", 10)
    new = note.overrides
    assert (new.title, new.organisation) == ("1984", "A lab")
    assert new.date == PartialDate(year=2019, month=3)
    assert new.authors == (
        Author(name="Ada Lovelace"),
        Author(name="Alan Turing", orcid="0000-0000-0000-0000"),
    )
    assert new.links == (
        Link(url="https://github.com/a/b", kind=LinkKind.CODE),
        Link(url="https://example.org/x", kind=LinkKind.DATA),
    )
    assert new.ids == Ids(arxiv="2401.10000", doi="10.1000/xyz")
    assert new.abstract == "First.\n\nSecond."
    assert note.anchors == (Selector(exact="the words", prefix="before "),)
    assert note.hidden is False


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("ratng: 4", "“ratng” is no field of a note\n  → did you mean “rating”?"),
        ("rating: 6", "“rating” cannot be “6”\n  → write a number from 1 to 5, unquoted"),
        ('rating: "4"', "unquoted"),
        ("status: to read", "“status” cannot be “to read”\n  → did you mean “to-read”?"),
        ("noted: yesterday", "write a day as 2026-11-21"),
        ("hidden: yes", "write true or false"),
        ("tags: decoding", "“tags” must be a list"),
        ("tags: [+]", "a sign without a tag"),
        ("aliases: [Our Name]", "write “our-name”"),
        ("title: [a]", "“title” must be text"),
        ("date: 2019-13", "write 2019, 2019-03 or 2019-03-01"),
        ("links: ['javascript:alert(1)']", "which is no web address"),
        ("links: [{kind: code}]", "a link without a url"),
        ("links: [{url: 'https://a.org', kind: cod}]", "did you mean “code”?"),
        ("ids: {arxiv: 12}", "which is no arxiv id"),
        ("ids: {arxif: 2311.17911}", "did you mean “arxiv”?"),
        ("relations: [{extend: a}]", "did you mean “extends”?"),
        ("relations: [{remark: a}]", "must say in each item how it relates"),
        ("relations: [{uses: a, extends: b}]", "must say in each item how it relates"),
        ("authors: [{orcid: a}]", "an author without a name"),
        ("anchors: [{prefix: a}]", "without its exact words"),
    ],
)
def test_a_mistake_costs_its_field_alone(line: str, message: str) -> None:
    """It is told with file, line and remedy; the other fields and the words are read."""
    note, problems = read(f"---\norganisation: A lab\n{line}\n---\nWords.\n")
    assert len(problems) == 1
    assert (problems[0].where, problems[0].line) == ("content/notes/some-paper.md", 3)
    assert message in str(problems[0])
    assert (note.overrides.organisation, note.body) == ("A lab", "Words.")


def test_a_key_that_stands_twice_is_told_and_the_first_counts() -> None:
    """YAML would take the last in silence."""
    note, problems = read("---\nrating: 4\nstatus: read\nrating: 1\n---\n")
    assert note.rating == 4
    assert [(problem.line, "twice" in problem.message) for problem in problems] == [(4, True)]


def test_front_matter_that_is_no_yaml_costs_no_word() -> None:
    """The body is shown whatever stands above it."""
    note, problems = read("\n---\nstatus: [read\n---\n\nWords.\n")
    assert (note.body, note.line) == ("Words.", 6)
    assert "not valid YAML" in problems[0].message


@pytest.mark.parametrize(
    "text",
    ["Words.\n\n---\n\nmore\n\n---\n\nend", "---\nonly a rule, and no second one", "- - -\nx", ""],
)
def test_a_rule_between_paragraphs_is_no_front_matter(text: str) -> None:
    """Nothing of a note without front matter is taken for it."""
    note, problems = read(text)
    assert (note.body, problems) == (text, [])


def test_what_is_no_note_is_told_of(tmp_path: Path) -> None:
    """Files of other names, deeper folders and bytes that are no UTF-8 are told of."""
    (tmp_path / "deep").mkdir()
    for name in ("a.txt", "deep/b.md", ".gitkeep", "figure.png"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe")
    (tmp_path / "mac.md").write_bytes("\ufeff---\r\nrating: 3\r\n---\r\nA\rB".encode())
    notes, problems = read_notes(tmp_path)
    assert {name: note.rating for name, note in notes.items()} == {"mac": 3}
    assert notes["mac"].body == "A\nB"
    assert notes["mac"].source.encode() == (tmp_path / "mac.md").read_bytes()
    told = sorted(Path(problem.where).name for problem in problems)
    assert told == ["a.txt", "b.md", "bad.md"]


def test_a_made_note_reads_as_it_was_meant() -> None:
    """What an import writes is read back the same."""
    anchors = (Selector(exact="a: b", prefix=" “x” ", suffix="\n#"),)
    made = Note(slug="some-paper", body="> a: b\n\nSo.", noted=date(2026, 1, 2), anchors=anchors)
    again, problems = read(note_text(made))
    assert problems == []
    assert (again.body, again.noted, again.anchors) == (made.body, made.noted, made.anchors)


# --- the schema says what the parser does -------------------------------------------------------

WORDS = st.sampled_from(
    [
        *("", " ", "a", "to-read", "read", "4", "true", "2019-03", "2019-03-01", "extends", "-"),
        *("+x", "https://github.com/a/b", "ftp://a.org", "two words", "[x]", "null"),
    ]
)
SCALARS = st.one_of(WORDS, st.integers(-1, 6), st.booleans(), st.none())
KEYS = st.sampled_from(["name", "orcid", "url", "kind", "exact", "prefix", "remark", "uses", "no"])
VALUES = st.one_of(
    SCALARS,
    st.lists(SCALARS, max_size=2),
    st.lists(st.dictionaries(KEYS, SCALARS, max_size=3), max_size=2),
    st.dictionaries(KEYS, SCALARS, max_size=2),
)
RULES = jsonschema.Draft202012Validator(json.loads(schema({}, "")))
FIELDS = ("status", "rating", "noted", "tags", "aliases", "relations", "title", "authors")
FIELDS += ("organisation", "venue", "date", "links", "abstract", "anchors", "hidden", "unknown")


def test_the_schema_is_one_and_takes_the_whole_example() -> None:
    """It is a valid schema, and holds every field that the parser knows."""
    rules = json.loads(schema({}, "https://a.org/"))
    jsonschema.Draft202012Validator.check_schema(rules)
    front = WHOLE.split("---\n")[1]
    jsonschema.validate(yaml.load(front, yaml.BaseLoader) | {"rating": 4, "hidden": False}, rules)
    assert rules["$id"] == "https://a.org/schemas/note.json"


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FIELDS), VALUES)
def test_schema_and_parser_agree(field: str, value: object) -> None:
    """What an editor marks as wrong is what the build reports, and the other way round."""
    front = yaml.safe_dump({field: value})
    typed = yaml.safe_load(front.replace("!!", ""))
    typed = {field: str(typed[field])} if isinstance(typed[field], date) else typed
    _, problems = read(f"---\n{front}---\n")
    wrong = [error.message for error in RULES.iter_errors(typed)]
    assert bool(wrong) == bool(problems), (front, wrong, problems)
