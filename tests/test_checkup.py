"""How the archive is, as the health page and ``papergloss check`` tell it."""

from __future__ import annotations

from pathlib import Path

import pytest

from papergloss import pages, pipeline
from papergloss.checkup import Checkup, State, checkup
from papergloss.config import Settings, Site, Source
from papergloss.model import Archive, Author, Health, Ids, LeftOut, Links, Paper, Refused, Trouble
from papergloss.store import left_out
from papergloss.views import HealthView
from support import ROOT, run_papergloss

NOW, BEFORE = "2025-11-06T05:23:10+00:00", "2025-10-31T05:23:10+00:00"
WELL = Health(source="daily", last_success=NOW, last_attempt=NOW, entries=12, status=200)
DOWN = Health(source="daily", last_attempt=NOW, failing_since=BEFORE, error="no answer")
REFUSED = Refused(name="2025-11-06", path="listings/daily/refused/x.json", reason="4", since=BEFORE)


def looked_at(*, health: Health | None = None, **given: object) -> Checkup:
    record = {health.source: health} if health else {}
    empty: dict[str, object] = {"papers": (), "listings": (), "notes": {}, "tags": {}}
    archive = Archive(**{**empty, "health": record, **given})  # type: ignore[arg-type]
    return checkup(archive, Settings(sources=(Source(name="daily", kind="hf-daily"),)))


def paper(slug: str, **given: object) -> Paper:
    whole: dict[str, object] = {
        "month": "2025-11",
        "title": slug,
        "abstract": "",
        "appearances": (),
    }
    return Paper(slug=slug, **{**whole, **given})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("health", "state", "told"),
    [
        (WELL, State.WELL, None),
        (None, State.NEVER, "was never asked"),
        (DOWN, State.FAILING, "daily fails since 2025-10-31: no answer"),
        (
            Health(source="daily", last_attempt=NOW, refused=(REFUSED,)),
            State.FAILING,
            "daily: 2025-11-06 is refused since 2025-10-31: 4",
        ),
    ],
)
def test_the_state_of_a_source(health: Health | None, state: State, told: str | None) -> None:
    """What fails, what was refused, since when; and what is configured but was never asked."""
    found = looked_at(health=health)
    assert [source.state for source in found.sources] == [state]
    messages = [each.message for each in found.troubles]
    assert len(messages) == (told is not None)
    assert all(str(told) in message for message in messages)


def test_a_refusal_is_told_once() -> None:
    """The record's error repeats the last refusal; people read it once."""
    error = f"{REFUSED.name}: {REFUSED.reason}"
    whole = Health(
        source="daily", last_attempt=NOW, failing_since=BEFORE, error=error, refused=(REFUSED,)
    )
    assert len(looked_at(health=whole).troubles) == 1


def test_a_source_that_is_configured_no_more_needs_nobody() -> None:
    old = Health(source="old", last_attempt=BEFORE, failing_since=BEFORE, error="gone")
    found = looked_at(health=old)
    assert [source.state for source in found.sources] == [State.NEVER, State.RETIRED]
    assert ["old" in each.message for each in found.troubles] == [False]


def test_what_is_only_told_and_what_needs_a_person() -> None:
    """A listing that cannot be read needs a person; an entry left out and a bare paper do not."""
    entry = LeftOut(path="listings/a.bib", reason="no title", position=3)
    whole = LeftOut(path="listings/b.xml", reason="no XML", line=1, whole=True)
    known = paper("a", ids=Ids(arxiv="2311.17911")), paper("b", authors=(Author(name="A B"),))
    found = looked_at(health=WELL, left_out=(whole, entry), papers=(*known, paper("bare")))
    assert found.left_out == (entry,)
    assert [each.where for each in found.troubles] == ["content/listings/b.xml"]
    assert [each.slug for each in found.bare] == ["bare"]


def test_the_page_escapes_nothing_and_cuts_long_lists() -> None:
    """Its view is plain text, made of what is under content/ alone: the same twice."""
    lost = tuple(
        LeftOut(path="listings/a.bib", reason=f"<b>{number}", position=number)
        for number in range(1, 31)
    )
    archive = Archive(
        papers=(),
        listings=(),
        notes={},
        tags={},
        left_out=lost,
        health={"daily": WELL},
        troubles=(Trouble(message="odd", where="content/notes/x.md", line=3),),
    )
    site = Site(root=Path("/a"), content=Path("/a/content"))
    once, twice = (
        [page for page in pages.pages(archive, Links(), site) if page.kind == "health"]
        for _ in range(2)
    )
    assert once == twice
    view = once[0].view
    assert isinstance(view, HealthView)
    assert (view.left_out[0].count, view.left_out[0].more) == (30, 10)
    assert view.left_out[0].rows[0] == ("entry 1", "<b>1")
    assert view.troubles[0].place == "content/notes/x.md:3"
    assert ("Last success", "2025-11-06 05:23 UTC") in view.sources[0].facts


def test_what_is_left_out_is_kept_for_the_build(tmp_path: Path) -> None:
    """Writing and reading give the same; nothing to say makes no file, but empties one."""
    record = (
        LeftOut(path="listings/b.xml", reason="no XML: “<”", line=1, whole=True),
        LeftOut(path="listings/a.bib", reason="no title", position=3),
    )
    left_out.write(tmp_path, [])
    assert list(tmp_path.iterdir()) == []
    left_out.write(tmp_path, record)
    assert left_out.read(tmp_path) == record
    left_out.write(tmp_path, [])
    assert left_out.read(tmp_path) == ()


def test_update_records_what_check_and_site_show(archive_dir: Path) -> None:
    """An entry without a title and a listing that is no listing, with file, line and reason."""
    folder = archive_dir / "content" / "listings" / "mine"
    folder.mkdir()
    (folder / "a.bib").write_text("@misc{a, title = {A Title}, year = 2025}\n@misc{b, year = 2025}")
    (folder / "a.meta.yml").write_text('date: "2025-11-07"\nformat: "bibtex"\n')
    (folder / "b.xml").write_text("<feed>")
    (folder / "b.meta.yml").write_text('date: "2025-11-07"\nformat: "arxiv-atom"\n')
    assert run_papergloss("update", cwd=archive_dir).returncode == 1
    check = run_papergloss("check", cwd=archive_dir)
    assert check.returncode == 1
    assert "content/listings/mine/a.bib, line 2: no title" in check.stdout
    assert "content/listings/mine/b.xml" in check.stderr
    assert "Traceback" not in check.stderr
    site = Site(root=archive_dir, content=archive_dir / "content")
    found = checkup(pipeline.load(site)[0], Settings())
    assert [each.path for each in found.left_out] == ["listings/mine/a.bib"]
    assert [each.where for each in found.troubles] == ["content/listings/mine/b.xml"]


def test_this_archive_is_well() -> None:
    run = run_papergloss("check", cwd=ROOT)
    assert run.returncode == 0, run.stderr
    assert run.stdout.rstrip().endswith("all is well")
