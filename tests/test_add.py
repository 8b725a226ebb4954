"""What ``papergloss add`` takes: files, standard input, ids and addresses of papers."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest

import http_server as http
import replay
from papergloss import intake
from papergloss.config import Site
from papergloss.errors import ConfigError, ReadError
from papergloss.store import listings
from papergloss.store import papers as paper_files
from replay import Known
from support import run_papergloss

NOW = datetime.fromisoformat("2026-11-06T12:00:00+00:00")


def test_files_ids_and_standard_input_are_told_apart(tmp_path: Path) -> None:
    """Ids are taken together; a file is a file, even if it is called like an id."""
    file = tmp_path / "2401.90001"
    file.write_bytes(b"text")
    names = ["2311.17911", str(file), "https://arxiv.org/abs/2401.90002v2", "-"]
    found = intake.given(names, io.BytesIO(b"standard input"))
    assert [item.data for item in found] == [
        *(b"text", b"standard input", b"2311.17911\nhttps://arxiv.org/abs/2401.90002v2\n")
    ]
    assert found[2].references == ("2311.17911", "https://arxiv.org/abs/2401.90002v2")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("2311.17911", "arXiv id"),
        ("hep-th/9901001", "arXiv id"),
        ("https://huggingface.co/papers/2311.17911", "arXiv id"),
        ("10.48550/arXiv.2311.17911", "arXiv id"),
        ("10.1145/3592979", "DOI"),
        ("https://doi.org/10.1145/3592979", "DOI"),
        ("https://openreview.net/forum?id=aB3xY9_k", "OpenReview id"),
        ("https://aclanthology.org/P18-1001/", "ACL Anthology id"),
        ("papers.bib", None),
        ("https://example.org/a.pdf", None),
    ],
)
def test_names_of_papers_are_known_by_their_form(name: str, kind: str | None) -> None:
    assert intake.kind_of_reference(name) == kind


def test_a_slip_in_the_name_of_a_file_is_met_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "papers.bib").touch()
    with pytest.raises(ReadError, match=r"there is no such file.*\n.*did you mean .*papers\.bib"):
        intake.given([str(tmp_path / "paper.bib")])
    with pytest.raises(ReadError, match="name a file, an arXiv id, a DOI or -"):
        intake.given([str(tmp_path / "nowhere" / "x.bib")])


def test_the_address_of_some_page_is_not_fetched() -> None:
    """What it holds is better seen before it is kept."""
    with pytest.raises(ReadError, match=r"not the address of a paper(.|\n)*save the page"):
        intake.given(["https://example.org/papers.html"])


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="this is a folder"):
        intake.given([str(tmp_path)])


def test_ids_are_kept_as_a_list_of_their_day(tmp_path: Path) -> None:
    site = Site(root=tmp_path, content=tmp_path / "content")
    found = intake.given(["2311.17911", "10.1145/3592979"])
    (item,) = intake.take(site, found, intake.Wanted(), received=NOW)
    assert intake.keep(site, item) == ("listings/id-list/2026-11-06.txt", True)
    (raw,) = listings.read_raw(site.content)
    assert raw.data == b"2311.17911\n10.1145/3592979\n"
    assert (raw.sidecar.format, str(raw.sidecar.date)) == ("id-list", "2026-11-06")
    assert [ids.arxiv or ids.doi for ids in item.untitled] == ["2311.17911", "10.1145/3592979"]
    other = intake.given(["2311.17912"])
    (item,) = intake.take(site, other, intake.Wanted(), received=NOW)
    assert intake.keep(site, item) == ("listings/id-list/2026-11-06-2.txt", True)


def test_every_format_is_named_where_one_is_not_known(tmp_path: Path) -> None:
    site = Site(root=tmp_path, content=tmp_path / "content")
    wanted = intake.Wanted(format="bibtx")
    with pytest.raises(
        ConfigError, match=r"did you mean 'bibtex'\? the formats are hf-html, .*ris"
    ):
        intake.take(site, [intake.Given(name="x", data=b"")], wanted, received=NOW)


# --- as a person meets it -----------------------------------------------------------------------


def test_whoever_adds_an_id_gets_a_page(empty: Path, server: http.Server) -> None:
    """It is said what the id was taken for, asked what it is, and the answer is kept and merged."""
    replay.arxiv(server, [Known(id="2401.90001", title="Lanterns in the Dark")])
    run = run_papergloss("add", "2401.90001", cwd=empty)
    assert run.returncode == 0, run.stderr
    said = run.stdout.splitlines()
    assert said[0] == "2401.90001: arXiv id"
    assert said[1].startswith("1 id: list of arXiv ids, DOIs or links, 1 entry, of ")
    assert "arxiv: asked about 1 paper, 1 found" in said
    papers = list(paper_files.read_papers(empty / "content" / "papers"))
    assert [paper.title for paper in papers] == ["Lanterns in the Dark"]
    assert papers[0].ids.arxiv == "2401.90001"
    assert len(server.seen) == 1


def test_a_dry_run_says_what_ids_were_taken_for(empty: Path, server: http.Server) -> None:
    """It asks and keeps nothing."""
    run = run_papergloss("add", "-n", "2401.90001", "10.5555/a", cwd=empty)
    assert run.stdout.startswith("2401.90001: arXiv id\n10.5555/a: DOI\n2 ids: list of arXiv ids")
    assert (run.returncode, server.seen) == (0, [])
    assert not list((empty / "content" / "listings").glob("*/*"))


def test_the_formats_are_named_in_the_help(empty: Path) -> None:
    text = " ".join(run_papergloss("add", "--help", cwd=empty).stdout.split())
    assert "hf-html, hf-json, arxiv-oai" in text
    assert "2311.17911 https://arxiv.org/abs/2401.00001" in text


def test_enrich_says_what_it_found_and_what_failed(empty: Path, server: http.Server) -> None:
    """The exit code tells; a second run has nothing to ask."""
    run = run_papergloss("enrich", cwd=empty)
    assert (run.returncode, run.stdout) == (0, "arxiv: nothing to ask\ncrossref: nothing to ask\n")
    listing = '{"title": "Lanterns in the Dark", "abstract": "They shine."}\n'
    (empty / "papers.jsonl").write_text(listing, encoding="utf-8")
    assert run_papergloss("add", "papers.jsonl", cwd=empty).returncode == 0
    replay.arxiv(server, [Known(id="2401.90001", title="Lanterns in the Dark: A Field Study")])
    server.on(f"{replay.CROSSREF}/works", http.reply(b"<html>"))
    run = run_papergloss("enrich", cwd=empty)
    assert run.returncode == 1
    assert "doubtful: “Lanterns in the Dark”: it may be arXiv:2401.90001" in run.stdout
    assert "refused lanterns-in-the-dark-" in run.stdout
    doubts = run_papergloss("enrich", "--doubtful", cwd=empty)
    assert doubts.returncode == 0
    assert "in content/listings/enrich-arxiv/unmatched/lanterns-in-the-dark-" in doubts.stdout
