"""What listings leave out is asked for, kept, judged, and never asked for again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import http_server as http
import replay
from asking import NOON, SEEDS, Archive, known_seeds
from papergloss import atomic, enrich
from papergloss.errors import ConfigError
from papergloss.model import Author, Ids, PartialDate, Sidecar
from papergloss.store import health, listings
from papergloss.store import papers as paper_files
from replay import Known


def test_the_seed_papers_that_services_know_are_found(seeded: Archive, server: http.Server) -> None:
    """With ids, authors, categories and code; of the others there is no answer to merge."""
    known = known_seeds()
    replay.arxiv(server, known)
    replay.hugging_face(server, [replace(known[0], code="https://github.com/example/hacker")])
    seeded.services = ("arxiv", "huggingface")
    before = {path: path.read_bytes() for path in sorted((seeded.content / "papers").rglob("*.md"))}
    (arxiv,) = seeded.enrich(services=["arxiv"]).outcomes
    assert (arxiv.questions, arxiv.asked, arxiv.found, arxiv.failed) == (347, 347, 3, False)
    (second,) = seeded.enrich(services=["huggingface"], limit=9).outcomes
    assert (second.questions, second.asked, second.found, second.failed) == (9, 9, 1, False)
    found = {entry.ids.arxiv: entry for entry in seeded.entries()}
    assert set(found) == {"2308.07546", "1901.03212", "1710.05381"}
    assert [a.name for a in found["1901.03212"].authors] == ["Ada Author", "Noor Castell"]
    assert found["1901.03212"].categories == ("cs.CL",)
    assert found["2308.07546"].links[0].url == "https://github.com/example/hacker"
    titles = {paper.title for paper in paper_files.read_papers(seeded.content / "papers")}
    asked = {name for raw in seeded.answers() for name in raw.sidecar.found}
    assert asked == set(SEEDS) <= titles
    assert before == {path: path.read_bytes() for path in before}, "enrich writes no paper"


def test_ten_seed_papers_are_asked_for_at_once(seeded: Archive, server: http.Server) -> None:
    """At arXiv, whose rules allow one request in three seconds."""
    replay.arxiv(server, [])
    seeded.enrich()
    assert len(server.seen) == 35
    assert max(map(len, server.addresses())) < 3600


def test_a_second_run_asks_nothing(seeded: Archive, server: http.Server) -> None:
    """Neither for what was found, merged or not, nor for what nobody knows."""
    replay.arxiv(server, known_seeds())
    seeded.enrich()
    files = sorted(seeded.content.rglob("*"))
    server.seen.clear()
    report = seeded.enrich()
    assert server.seen == []
    assert report.summary() == ["arxiv: nothing to ask"]
    assert files == sorted(seeded.content.rglob("*"))


# --- what is asked ------------------------------------------------------------------------------


def test_only_what_is_lacking_is_asked_for(archive: Archive, server: http.Server) -> None:
    """A paper with id and authors is not; one with an id alone is asked for by that."""
    replay.arxiv(server, [Known(id="2401.90002", title="Its Title Has Changed Since")])
    author = (Author(name="Ada Author"),)
    archive.add("Whole Paper Here", ids=Ids(arxiv="2401.90001"), authors=author)
    archive.add("Paper Without Names", ids=Ids(arxiv="2401.90002"))
    assert archive.enrich().summary() == ["arxiv: asked about 1 paper, 1 found"]
    assert [seen.query["id_list"] for seen in server.seen] == ["2401.90002"]


def test_ids_without_a_title_are_asked_for_together(archive: Archive, server: http.Server) -> None:
    """arXiv's in one request, a DOI at Crossref; what nobody can be asked for is named."""
    archive.services = ("arxiv", "crossref")
    replay.arxiv(server, [Known(id="2401.90001", title="One"), Known(id="2401.90002", title="Two")])
    replay.crossref(server, [Known(id="10.5555/three", title="Three")])
    archive.add("A Paper That Is Here", ids=Ids(arxiv="2401.90009"), authors=(Author(name="A"),))
    archive.list_ids(
        *("2401.90001v2", "2401.90002", "10.5555/three", "2401.90001", "2401.90009"),
        "https://openreview.net/forum?id=aB3xY9_k",
    )
    report = archive.enrich()
    assert [seen.path for seen in server.seen] == ["/api/query", "/crossref/works/10.5555/three"]
    assert server.seen[0].query["id_list"] == "2401.90001,2401.90002"
    assert {entry.title for entry in archive.entries()} == {"One", "Two", "Three"}
    assert report.unaskable == ("openreview:aB3xY9_k",)
    assert "no service that is set can be asked for openreview:aB3xY9_k" in report.summary()[-1]


def test_dois_are_asked_for_together(archive: Archive, server: http.Server) -> None:
    archive.services = ("crossref",)
    replay.crossref(server, [Known(id=f"10.5555/{n}", title=f"Paper {n}") for n in range(3)])
    archive.list_ids("10.5555/0", "10.5555/1", "10.5555/2", "10.5555/gone")
    assert archive.enrich().summary() == [
        "crossref: asked about 4 papers, 3 found, 1 unknown there"
    ]
    assert len(server.seen) == 1


def test_what_one_service_found_the_next_is_not_asked(
    archive: Archive, server: http.Server
) -> None:
    """But Hugging Face is, for the code, and by the id that is known now."""
    archive.services = ("arxiv", "huggingface", "crossref")
    known = Known(id="2401.90001", title="Lanterns in the Dark")
    replay.arxiv(server, [known])
    replay.hugging_face(server, [replace(known, code="https://github.com/example/lantern")])
    replay.crossref(server, [Known(id="10.5555/sea", title="Lanterns at Sea and Elsewhere")])
    archive.add("Lanterns in the Dark", "Lanterns at Sea and Elsewhere")
    report = archive.enrich()
    assert [seen.path for seen in server.seen] == [
        *("/api/query", "/hf/api/papers/2401.90001", "/hf/api/papers/search", "/crossref/works")
    ]
    assert [outcome.found for outcome in report.outcomes] == [1, 1, 1]


def test_what_hugging_face_was_not_asked_before_an_update_it_is_asked_after(
    archive: Archive, server: http.Server
) -> None:
    """A paper that arXiv made whole is still asked about for its code."""
    replay.arxiv(server, [Known(id="2401.90001", title="Lanterns in the Dark")])
    archive.add("Lanterns in the Dark")
    archive.enrich()
    ids = Ids(arxiv="2401.90001")
    archive.add("Lanterns in the Dark", ids=ids, authors=(Author(name="Ada Author"),))
    replay.hugging_face(server, [])
    archive.services = ("arxiv", "huggingface", "crossref")
    server.seen.clear()
    archive.enrich()
    assert [seen.path for seen in server.seen] == ["/hf/api/papers/2401.90001"]


def test_what_nobody_knew_is_asked_again_in_time(archive: Archive, server: http.Server) -> None:
    """After half a year, or at once if a person says so; what was found never."""
    replay.arxiv(server, [Known(id="2401.90001", title="Lanterns in the Dark")])
    archive.add("Lanterns in the Dark", "Unknown to Everybody")
    archive.enrich()
    server.seen.clear()
    archive.enrich(again=True)
    archive.now = NOON + timedelta(days=170)
    archive.enrich()
    assert [
        replay.fits(seen.query["search_query"], "Unknown to everybody") for seen in server.seen
    ] == [True]
    assert len(archive.unmatched()) == 1
    archive.now += timedelta(days=20)
    archive.enrich()
    assert len(server.seen) == 2
    assert "Dark" not in "".join(server.addresses())


def test_a_run_may_be_limited(archive: Archive, server: http.Server) -> None:
    """The next one goes on with what is left."""
    replay.arxiv(server, [])
    archive.add("First Paper Here", "Second Paper Here", "Third Paper Here")
    assert archive.enrich(limit=2).outcomes[0].asked == 2
    assert archive.enrich(limit=2).outcomes[0].asked == 1


def test_a_dry_run_asks_and_writes_nothing(archive: Archive, server: http.Server) -> None:
    archive.add("First Paper Here", "Second Paper Here")
    before = sorted(archive.root.rglob("*"))
    first, second = archive.enrich(dry_run=True).summary()
    assert first == "arxiv: would ask about 2 papers at most,"
    assert second.startswith(f"  in 1 request, first {server.url}/api/query?search_query=")
    assert (server.seen, sorted(archive.root.rglob("*"))) == ([], before)


def test_one_service_may_be_chosen(archive: Archive, server: http.Server) -> None:
    """What another has found already is not asked of it; a slip is an error with the nearest."""
    archive.services = ("arxiv", "crossref")
    replay.arxiv(server, [Known(id="2401.90001", title="Lanterns in the Dark")])
    replay.crossref(server, [])
    archive.add("Lanterns in the Dark")
    archive.enrich(services=["arxiv"])
    assert archive.enrich(services=["crossref"]).summary() == ["crossref: nothing to ask"]
    with pytest.raises(ConfigError, match="did you mean 'crossref'"):
        archive.enrich(services=["crosref"])


def test_asking_needs_a_contact(archive: Archive, server: http.Server) -> None:
    archive.add("First Paper Here")
    site = replace(archive.site, settings=replace(archive.site.settings, contact=""))
    with pytest.raises(ConfigError, match="needs a contact"):
        enrich.enrich(site)


# --- what is kept -------------------------------------------------------------------------------


def test_an_answer_is_a_listing_for_looking_up(archive: Archive, server: http.Server) -> None:
    """Byte for byte, with where and when, what was asked and what of it was found."""
    replay.arxiv(server, [Known(id="2401.90001", title="Lanterns in the dark.")])
    archive.add("Lanterns in the Dark", "Unknown to Everybody")
    archive.enrich()
    (raw,) = archive.answers()
    assert raw.data == replay.atom([Known(id="2401.90001", title="Lanterns in the dark.")])
    assert raw.path.startswith("listings/enrich-arxiv/lanterns-in-the-dark-and-1-more-")
    sidecar = raw.sidecar
    assert (sidecar.asked, sidecar.found) == (
        ("Lanterns in the Dark", "Unknown to Everybody"),
        ("Lanterns in the Dark",),
    )
    assert (sidecar.format, sidecar.status, sidecar.entries) == ("arxiv-atom", 200, 1)
    assert str(sidecar.url).startswith(server.url)
    assert (sidecar.received, sidecar.remark) == ("2026-11-06T12:00:00+00:00", None)
    assert not list((archive.content / "listings").rglob("refused/*"))


def test_an_answer_that_knows_nothing_is_kept_and_not_read(
    archive: Archive, server: http.Server
) -> None:
    replay.arxiv(server, [])
    archive.add("Unknown to Everybody")
    archive.enrich()
    assert archive.answers() == []
    assert [each.asked for each in archive.unmatched()] == [("Unknown to Everybody",)]


def test_health_tells_of_services_too(archive: Archive, server: http.Server) -> None:
    server.on(replay.ARXIV, http.reply(status=500))
    archive.add("Unknown to Everybody")
    assert archive.enrich().failed
    state = health.read(archive.content)["enrich-arxiv"]
    assert (state.status, state.failing_since is not None, state.last_success) == (500, True, None)
    replay.arxiv(server, [])
    archive.enrich()
    state = health.read(archive.content)["enrich-arxiv"]
    assert (state.status, state.failing_since, state.error) == (200, None, None)


# --- what is doubtful ---------------------------------------------------------------------------


def judged(hits: Sequence[Known], archive: Archive, **paper: object) -> enrich.Report:
    replay.arxiv(archive.server, hits)
    archive.add("Lanterns in the Dark", **paper)
    return archive.enrich()


DARK = Known(id="2401.90001", title="Lanterns in the Dark")
DOUBTS = {
    "another year": ([replace(DARK, published="2019-01-01")], "is of 2019, not of 2025"),
    "after it was listed": ([replace(DARK, published="2027-01-01")], "was listed here in 2025"),
    "other authors": ([replace(DARK, authors=("B. Other",))], "is by B. Other, not by Ada Author"),
    "two of one title": (
        [replace(DARK, authors=()), replace(DARK, id="2401.90002")],
        "arXiv:2401.90001, arXiv:2401.90002 have this title, and different authors",
    ),
    "a longer title": (
        [replace(DARK, title="Lanterns in the Dark: A Field Study")],
        "it may be arXiv:2401.90001 “Lanterns in the Dark: A Field Study”, whose title differs",
    ),
}


@pytest.mark.parametrize(("hits", "reason"), DOUBTS.values(), ids=DOUBTS)
def test_what_is_doubtful_is_listed_and_not_applied(
    archive: Archive, hits: list[Known], reason: str
) -> None:
    given: dict[str, object] = {}
    if "not of" in reason:
        given["date"] = PartialDate(year=2025)
    if "not by" in reason:
        given["authors"] = (Author(name="Ada Author"),)
    report = judged(hits, archive, **given)
    assert not report.failed
    assert archive.answers() == []
    said = report.summary()
    assert said[0] == "arxiv: asked about 1 paper, 1 doubtful"
    assert reason in said[1]
    ((where, doubt),) = enrich.doubtful(archive.site)
    assert (archive.root / where).is_file()
    assert reason in str(doubt)


@pytest.mark.parametrize("published", ["2024-12-31", "2025-06-01", "2026-01-05"])
def test_a_year_more_or_less_is_no_contradiction(archive: Archive, published: str) -> None:
    """A preprint of December is printed, or listed, in the year after."""
    report = judged([replace(DARK, published=published)], archive, date=PartialDate(year=2025))
    assert report.found == 1


def test_what_was_doubtful_and_is_known_now_is_listed_no_more(archive: Archive) -> None:
    judged([replace(DARK, title="Lanterns in the Dark: A Field Study")], archive)
    archive.add("Lanterns in the Dark", ids=Ids(doi="10.5555/a"), authors=(Author(name="A"),))
    assert list(enrich.doubtful(archive.site)) == []


def test_a_doubtful_hit_does_not_hold_up_the_papers_asked_for_with_it(
    archive: Archive, server: http.Server
) -> None:
    """Merging would join it by its title, so the others are asked for again without it."""
    replay.arxiv(
        server,
        [replace(DARK, published="2019-01-01"), Known(id="2401.90002", title="Sea of Lanterns")],
    )
    archive.add("Lanterns in the Dark", "Sea of Lanterns", date=PartialDate(year=2025))
    assert archive.enrich().outcomes[0].found == 1
    assert [entry.title for entry in archive.entries()] == ["Sea of Lanterns"]
    assert len(server.seen) == 3
    server.seen.clear()
    archive.enrich()
    assert server.seen == []


def test_a_title_that_thousands_share_a_phrase_with_is_asked_for_alone(
    archive: Archive, server: http.Server
) -> None:
    """What a reply leaves out may hold the paper that it does not show."""
    crowd = [Known(id=f"2401.{n:05}", title=f"Graph Learning Part {n} of Many") for n in range(50)]
    replay.arxiv(server, [*crowd, Known(id="2402.00001", title="Sea of Lanterns")])
    archive.add("Graph Learning", "Sea of Lanterns")
    report = archive.enrich()
    assert [len(seen.query["search_query"].split(" OR ")) for seen in server.seen] == [2, 1, 1]
    assert report.outcomes[0].found == 1
    assert {name for each in archive.answers() for name in each.sidecar.found} == {
        "Sea of Lanterns"
    }


def test_preprint_and_article_of_the_same_authors_are_one_paper(
    archive: Archive, server: http.Server
) -> None:
    archive.services = ("crossref",)
    article = Known(id="10.5555/article", title="Lanterns in the Dark")
    replay.crossref(server, [article, replace(article, id="10.5555/preprint")])
    archive.add("Lanterns in the Dark")
    assert archive.enrich().found == 1


def test_openalex_is_asked_where_it_is_set(archive: Archive, server: http.Server) -> None:
    archive.services = ("openalex",)
    replay.openalex(server, [Known(id="10.5555/a", title="Lanterns in the Dark")])
    archive.add("Lanterns in the Dark", "Sea of Lanterns")
    assert archive.enrich().summary() == [
        "openalex: asked about 2 papers, 1 found, 1 unknown there"
    ]
    (entry,) = archive.entries()
    assert (entry.ids.doi, entry.abstract) == ("10.5555/a", "It is known.")
    assert len(server.seen) == 1


# --- when things go wrong -----------------------------------------------------------------------


def test_one_service_down_the_others_proceed(archive: Archive, server: http.Server) -> None:
    archive.services = ("arxiv", "huggingface", "crossref")
    server.on(replay.ARXIV, http.reply(status=503))
    replay.hugging_face(server, [DARK])
    replay.crossref(server, [])
    archive.add("Lanterns in the Dark")
    report = archive.enrich()
    assert report.failed
    said = report.summary()
    assert said[0] == "arxiv: no answer taken"
    assert said[1].startswith("  stopped: ")
    assert said[2] == "  → run it again later; what is there stays as it is"
    assert said[3] == "huggingface: asked about 1 paper, 1 found"
    server.seen.clear()
    replay.arxiv(server, [DARK])
    archive.enrich()
    assert server.seen == [], "Hugging Face knew it, so arXiv is not asked again"


def test_an_interrupted_run_goes_on_where_it_stopped(archive: Archive, server: http.Server) -> None:
    """What was answered before the service failed is kept."""
    archive.services = ("huggingface",)
    archive.add("First Paper Here", "Second Paper Here", "Third Paper Here")
    path = f"{replay.HUGGING_FACE}/api/papers/search"
    nothing, bad = http.reply(b"[]"), http.reply(status=500)
    server.on(path, nothing, bad)
    assert archive.enrich().failed
    server.seen.clear()
    server.on(path, nothing)
    assert not archive.enrich().failed
    assert [seen.query["q"] for seen in server.seen] == ["Second Paper Here", "Third Paper Here"]


HOSTILE = {
    "no XML": b"<html>Rate exceeded.</html>",
    "garbage": bytes(range(256)),
    "a bomb": b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>',
    "another shape": json.dumps([{"paper": "none"}]).encode(),
    "nothing": b"",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_reply_is_kept_and_refused(
    archive: Archive, server: http.Server, body: bytes
) -> None:
    """Nothing is applied; the paper is asked about again in the next run."""
    server.on(replay.ARXIV, http.reply(body))
    archive.add("Lanterns in the Dark")
    report = archive.enrich()
    assert report.failed
    assert archive.answers() == []
    (refused,) = report.outcomes[0].refused
    assert (archive.content / refused.path).read_bytes() == body
    replay.arxiv(server, [DARK])
    assert archive.enrich().found == 1


def test_one_odd_title_does_not_spoil_the_others(archive: Archive, server: http.Server) -> None:
    """A request that is refused as a whole is made again for each paper."""

    def act(handler: http.Handler) -> None:
        query = handler.asked().query["search_query"]
        if "Odd" in query:
            http.reply(b"bad query", status=400)(handler)
        else:
            http.reply(replay.atom([DARK]))(handler)

    server.on(replay.ARXIV, act)
    archive.add("An Odd Title Indeed", "Lanterns in the Dark")
    report = archive.enrich()
    assert (report.failed, report.found) == (True, 1)
    assert [each.reason[:10] for each in report.outcomes[0].refused] == ["status 400"]


def test_a_service_that_has_changed_is_left_alone(archive: Archive, server: http.Server) -> None:
    archive.services = ("huggingface",)
    server.on(f"{replay.HUGGING_FACE}/api/papers/search", http.reply(b"<html>", status=200))
    archive.add(*(f"Paper Number {n}" for n in range(9)))
    report = archive.enrich()
    assert len(server.seen) == 3
    assert "the last 3 replies cannot be read" in str(report.outcomes[0].error)


def test_an_id_that_a_service_does_not_have_is_no_failure(
    archive: Archive, server: http.Server
) -> None:
    archive.services = ("huggingface",)
    archive.list_ids("2401.90001")
    report = archive.enrich()
    assert report.summary() == ["huggingface: asked about 1 paper, 1 unknown there"]
    assert [(each.status, each.asked) for each in archive.unmatched("huggingface")] == [
        (404, ("arXiv:2401.90001",))
    ]


def test_a_redirect_to_another_host_is_not_followed(archive: Archive, server: http.Server) -> None:
    server.on(replay.ARXIV, http.to("https://elsewhere.example/api"))
    archive.add("Lanterns in the Dark")
    assert "a host that the source does not name" in str(archive.enrich().outcomes[0].error)


def test_a_listing_that_cannot_be_read_is_passed_over(
    archive: Archive, server: http.Server
) -> None:
    """Update tells of it; what is lacking elsewhere is asked for all the same."""
    replay.arxiv(server, [DARK])
    listings.add_raw(archive.content, "x", "a.txt", b"\0", Sidecar(format="id-list"))
    archive.list_ids("2401.90001")
    assert archive.enrich().found == 1


class Killed(BaseException):
    """Stands in for SIGKILL: nothing that we catch."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_write_the_next_run_ends_the_same(
    tmp_path: Path, server: http.Server, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """Before or after each single write, move or removal: the answers are those of a whole run."""
    replay.arxiv(server, [DARK])
    replay.crossref(server, [])
    left = [0]

    def mortal(name: str) -> None:
        real = getattr(atomic, name)

        def act(*given: object, **more: object) -> object:
            left[0] -= 1
            if left[0] == 0 and not after:
                raise Killed
            done = real(*given, **more)
            if left[0] == 0:
                raise Killed
            return done

        monkeypatch.setattr(atomic, name, act)

    for name in ("write", "move", "remove"):
        mortal(name)
    for lives in range(1, 99):
        archive = Archive(root=tmp_path / str(lives), server=server, services=("arxiv", "crossref"))
        archive.add("Lanterns in the Dark", "Unknown to Everybody")
        left[0] = lives
        try:
            archive.enrich()
        except Killed:
            left[0] = 0
            assert not archive.enrich().failed, lives
        else:
            break
        (raw,) = archive.answers()
        assert (raw.data, raw.sidecar.found) == (replay.atom([DARK]), ("Lanterns in the Dark",))
        asked = [each.asked for each in archive.unmatched("crossref")]
        assert asked == [("Unknown to Everybody",)], lives
    assert 12 < lives < 98
