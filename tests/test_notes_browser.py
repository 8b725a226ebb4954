"""Notes on the built site in a real Chromium: beside their passages, or below them on a phone."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from server import Site
from support import ROOT

NewPage = Callable[..., Page]

GLOSSED = "papers/grokking-at-the-edge-of-numerical-stability/"
LINE = 30  # pixels, of an abstract at this width
NOTED = sorted(path.stem for path in (ROOT / "content" / "notes").glob("*.md"))


def boxes(page: Page) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Each passage that has a comment, and the comment, as the browser lays them out."""
    found: list[tuple[dict[str, float], dict[str, float]]] = page.evaluate(
        """[...document.querySelectorAll(".pg-gloss")].map((gloss) => {
          const before = [...document.querySelectorAll(".pg-abstract mark.pg-cited")]
            .filter((m) => m.compareDocumentPosition(gloss) & Node.DOCUMENT_POSITION_FOLLOWING);
          const box = (e) => { const r = e.getBoundingClientRect(); return {
            left: r.left, right: r.right, top: r.top, bottom: r.bottom }; };
          return [box(before.at(-1)), box(gloss)];
        })"""
    )
    return found


@pytest.mark.browser
@pytest.mark.parametrize("slug", NOTED)
def test_comments_stand_beside_their_passages(new_page: NewPage, slug: str) -> None:
    """At 1280 px each is in the margin, level with its passage or below the one before it."""
    page = new_page(f"papers/{slug}/", viewport={"width": 1280, "height": 900})
    pairs = boxes(page)
    assert pairs
    column = page.locator(".pg-abstract").evaluate("(e) => e.getBoundingClientRect().right")
    previous = 0.0
    for passage, gloss in pairs:
        assert gloss["left"] > column
        level = passage["top"] - LINE <= gloss["top"] <= passage["bottom"]
        assert level or abs(gloss["top"] - previous) < 40
        assert gloss["top"] >= previous
        previous = gloss["bottom"]
    aside = page.locator("aside.pg-margin").evaluate("(e) => e.getBoundingClientRect().top")
    assert aside >= previous


@pytest.mark.browser
def test_comments_stand_below_their_passages_on_a_phone(new_page: NewPage) -> None:
    """At 360 px each is right below its passage, in the column, and nothing scrolls sideways."""
    page = new_page(GLOSSED, viewport={"width": 360, "height": 740})
    pairs = boxes(page)
    assert len(pairs) == 2
    for passage, gloss in pairs:
        assert 0 <= gloss["top"] - passage["bottom"] < 40
        assert gloss["left"] >= 0 and gloss["right"] <= 360


@pytest.mark.browser
def test_a_relation_leads_to_the_other_paper_and_back(new_page: NewPage) -> None:
    """Both papers show it, each from its side."""
    page = new_page(GLOSSED)
    title = page.locator("h1").inner_text()
    relation = page.locator(".pg-relations")
    expect(relation.locator("dt").first).to_have_text("Compares with")
    with page.expect_navigation():
        relation.locator("a").first.click()
    back = page.locator(".pg-relations div", has_text=title)
    expect(back.locator("dt")).to_have_text("Compared with by")


@pytest.mark.browser
def test_the_page_of_notes_leads_to_each(new_page: NewPage) -> None:
    """The latest first, each with its rating, which is read out, and a link to its paper."""
    page = new_page("notes/")
    expect(page.locator(".pg-jotting")).to_have_count(len(NOTED))
    dates = page.locator(".pg-jotting time").evaluate_all("(all) => all.map((t) => t.dateTime)")
    assert dates == sorted(dates, reverse=True)
    expect(page.get_by_label("rated 5 of 5").first).to_be_visible()
    with page.expect_navigation():
        page.locator(".pg-jotting a").first.click()
    expect(page.locator(".pg-note")).to_be_visible()


def test_what_other_programs_read_is_there(site: Site) -> None:
    """The feed, the annotations of each paper and all, and the schema."""
    assert (site.dir / "notes" / "feed.xml").read_bytes().startswith(b"<?xml")
    names = sorted(path.stem for path in (site.dir / "annotations").glob("*.jsonld"))
    assert names == sorted([*NOTED, "collection"])
    for path in (site.dir / "annotations").glob("*.jsonld"):
        json.loads(path.read_bytes())


def test_the_notes_fit_the_published_schema(site: Site, tmp_path: Path) -> None:
    """check-jsonschema takes the schema, and the front matter of every note in the archive."""
    schema = site.dir / "schemas" / "note.json"
    tool = ROOT / ".venv" / "bin" / "check-jsonschema"
    check = subprocess.run([tool, "--check-metaschema", schema], capture_output=True, text=True)
    assert check.returncode == 0, check.stdout
    fronts = []
    for name in NOTED:
        text = (ROOT / "content" / "notes" / f"{name}.md").read_text(encoding="utf-8")
        fronts.append(tmp_path / f"{name}.yml")
        fronts[-1].write_text(re.split(r"^---$", text, flags=re.M)[1], encoding="utf-8")
    run = subprocess.run([tool, "--schemafile", schema, *fronts], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout


def test_ten_papers_have_notes() -> None:
    """The public archive shows what an annotated archive is."""
    assert len(NOTED) >= 10
