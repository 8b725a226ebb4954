"""What was looked up joins the papers that are here, as merging has it, and makes no other."""

from __future__ import annotations

from pathlib import Path

import pytest

import http_server as http
import replay
from asking import SEEDS, Archive, known_seeds
from papergloss import pipeline
from papergloss.store import papers as paper_files
from replay import Known
from support import run_papergloss


def papers_of(archive: Archive) -> dict[str, object]:
    return {p.title: p for p in paper_files.read_papers(archive.content / "papers")}


def test_enrichment_fills_the_seed_papers_and_leaves_the_rest_alone(
    seeded: Archive, server: http.Server
) -> None:
    """Ids, authors and code join; no paper, appearance, slug or listing page is new."""
    before = {p.slug: p for p in paper_files.read_papers(seeded.content / "papers")}
    pages = {each.id for each in paper_files.read_listings(seeded.content / "papers/listings.yml")}
    known = known_seeds()
    replay.arxiv(server, known)
    seeded.enrich()
    report = pipeline.update(seeded.site)
    assert not report.failures
    after = {p.slug: p for p in paper_files.read_papers(seeded.content / "papers")}
    assert after.keys() == before.keys()
    changed = {slug for slug in after if after[slug] != before[slug]}
    assert {before[slug].title for slug in changed} == set(SEEDS)
    for slug in changed:
        assert after[slug].ids.arxiv
        assert [a.name for a in after[slug].authors] == ["Ada Author", "Noor Castell"]
        assert after[slug].appearances == before[slug].appearances
    shown = paper_files.read_listings(seeded.content / "papers/listings.yml")
    assert {each.id for each in shown if not each.lookup} == pages
    assert not pipeline.update(seeded.site).changes, "a second update changes nothing"


def test_a_hit_that_nobody_asked_for_makes_no_paper(archive: Archive, server: http.Server) -> None:
    """Search replies are kept whole; only what is a paper of the archive joins."""
    archive.services = ("huggingface",)
    archive.list_ids("2401.90001")
    hits = [Known(id="2401.90001", title="Lanterns"), Known(id="2401.90002", title="Sea")]
    server.on(
        f"{replay.HUGGING_FACE}/api/papers/2401.90001", http.as_json([replay.item(h) for h in hits])
    )
    archive.enrich()
    pipeline.update(archive.site)
    assert set(papers_of(archive)) == {"Lanterns"}


def test_an_id_waits_until_an_answer_gives_it_a_title(
    archive: Archive, server: http.Server
) -> None:
    """Until then there is no page, and no empty one either."""
    archive.list_ids("2401.90001")
    pipeline.update(archive.site)
    assert papers_of(archive) == {}
    replay.arxiv(server, [Known(id="2401.90001", title="Lanterns in the Dark")])
    archive.enrich()
    pipeline.update(archive.site)
    (paper,) = paper_files.read_papers(archive.content / "papers")
    assert (paper.title, paper.slug) == ("Lanterns in the Dark", "lanterns-in-the-dark")
    assert [seen.listing for seen in paper.appearances] == ["id-list/2026-11-05"]


@pytest.mark.parametrize("option", [[], ["--no-enrich"]], ids=["offline", "told not to ask"])
def test_an_id_added_without_an_answer_is_kept_and_waits(
    empty: Path,
    server: http.Server,
    option: list[str],
) -> None:
    """Offline the exit code tells; later `papergloss enrich` and `update` make the page."""
    server.on(replay.ARXIV, http.reply(status=403))
    run = run_papergloss("add", *option, "2401.90001", cwd=empty)
    assert run.returncode == (0 if option else 1)
    assert "`papergloss enrich` asks again" in run.stdout
    assert list(paper_files.read_papers(empty / "content" / "papers")) == []
    replay.arxiv(server, [Known(id="2401.90001", title="Lanterns in the Dark")])
    assert run_papergloss("enrich", cwd=empty).returncode == 0
    assert run_papergloss("update", cwd=empty).returncode == 0
    (paper,) = paper_files.read_papers(empty / "content" / "papers")
    assert paper.title == "Lanterns in the Dark"
