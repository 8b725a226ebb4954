"""What is shown at once of a saved note is what the next build makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from papergloss import pipeline
from papergloss.config import Site
from test_build_warm import archive as small_archive
from test_build_warm import contents, write
from test_render import shell

SAVED = {
    "words": "A thought about owls.",
    "fields": "---\nstatus: read\nabstract: Another one about owls.\ntags: [+owls]\n---\nWords.",
    "relation": "---\nrelations:\n  - extends: two\n---\nSee [[two]].",
    "mistake": "---\nrating: [\n---\nWords all the same.",
}


@pytest.fixture
def built(tmp_path: Path) -> tuple[Site, pipeline.MadeOf]:
    """A site of two papers, one of which has a note."""
    site = small_archive(tmp_path)
    write(site.content / "notes" / "one.md", "A first thought.")
    report = pipeline.build(site, tmp_path / "site", shell)
    assert report.made_of is not None
    return site, report.made_of


@pytest.mark.parametrize("text", SAVED.values(), ids=SAVED.keys())
def test_pages_shown_at_once_are_those_of_a_build(
    built: tuple[Site, pipeline.MadeOf], text: str
) -> None:
    site, made_of = built
    note = site.content / "notes" / "one.md"
    write(note, text)
    pipeline.show_notes(site, site.root / "site", made_of, [note], shell)
    shown = contents(site.root / "site" / "papers")
    pipeline.build(site, site.root / "again", shell)
    assert shown == contents(site.root / "again" / "papers")


def test_saves_one_after_another_are_shown(built: tuple[Site, pipeline.MadeOf]) -> None:
    """Each from what the one before it left, also when a note is new or goes."""
    site, made_of = built
    page = site.root / "site" / "papers" / "two" / "index.html"
    note = site.content / "notes" / "two.md"
    for text in ("A second thought.", "A third thought."):
        write(note, text)
        made_of = pipeline.show_notes(site, site.root / "site", made_of, [note], shell)
        assert text in page.read_text("utf-8")
    write(note, None)
    pipeline.show_notes(site, site.root / "site", made_of, [note], shell)
    assert "thought" not in page.read_text("utf-8")


def test_other_pages_are_left_alone(built: tuple[Site, pipeline.MadeOf]) -> None:
    """They follow with the next build, which is why it is quick."""
    site, made_of = built
    before = contents(site.root / "site")
    note = site.content / "notes" / "one.md"
    write(note, "Another thought.")
    pipeline.show_notes(site, site.root / "site", made_of, [note], shell)
    after = contents(site.root / "site")
    assert {name for name in after if after[name] != before.get(name)} == {"papers/one/index.html"}
    assert before.keys() == after.keys()


def test_a_note_that_waits_for_its_paper_shows_nothing(
    built: tuple[Site, pipeline.MadeOf],
) -> None:
    site, made_of = built
    before = contents(site.root / "site")
    note = site.content / "notes" / "unknown.md"
    write(note, "A thought ahead of its time.")
    pipeline.show_notes(site, site.root / "site", made_of, [note], shell)
    assert contents(site.root / "site") == before
