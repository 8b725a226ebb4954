"""A whole fetch against a real local server that misbehaves in every way we know of."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

import http_server as http
from papergloss import atomic, gather
from papergloss.config import Settings, Site, Source
from papergloss.errors import ConfigError, FetchError
from papergloss.fetch import Clock, Limits
from papergloss.model import Health, Refused, Sidecar
from papergloss.store import arrivals, health, listings

NOON = datetime(2025, 11, 6, 12, 0, tzinfo=UTC)  # a Thursday
DAILY = "/api/daily_papers"


LIMITS = Limits(read=0.5, deadline=0.7, attempts=3, backoff=1, max_bytes=200_000)


@pytest.fixture
def server() -> Iterator[http.Server]:
    with http.running() as running:
        yield running


@dataclass(slots=True)
class Archive:
    """An archive with one source or more, and a clock that only its owner and sleeps move on."""

    content: Path
    server: http.Server
    now: datetime = NOON
    sources: list[Source] = field(default_factory=list)
    limits: Limits = LIMITS

    def add(self, name: str = "hf", kind: str = "hf-daily", **given: object) -> Source:
        defaults: dict[str, object] = {
            "url": f"{self.server.url}{given.pop('path', '')}",
            "private": True,
            "interval": 0.0,
            "back": 0,
        }
        source = Source(name=name, kind=kind, **{**defaults, **given})  # type: ignore[arg-type]
        self.sources.append(source)
        return source

    @property
    def site(self) -> Site:
        settings = Settings(contact="me@example.org", sources=tuple(self.sources))
        return Site(
            root=self.content.parent,
            content=self.content,
            repo_url="https://github.example/me/papers",
            settings=settings,
        )

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def fetch(self, **given: object) -> gather.Report:
        clock = Clock(
            now=lambda: self.now,
            monotonic=lambda: (self.now - NOON).total_seconds(),
            sleep=self.sleep,
            random=lambda: 1.0,
        )
        whole = {"clock": clock, "limits": self.limits, **given}
        return gather.fetch(self.site, **whole)  # type: ignore[arg-type]

    def files(self) -> dict[str, str]:
        """Every file below content/ but the record of health, with its digest."""
        return {
            path.relative_to(self.content).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(self.content.rglob("*"))
            if path.is_file() and path.name != "health.yml"
        }

    def read(self) -> dict[str, listings.RawListing]:
        return {raw.id: raw for raw in listings.read_raw(self.content)}

    def health(self, name: str = "hf") -> Health:
        return health.read(self.content)[name]


@pytest.fixture
def archive(tmp_path: Path, server: http.Server) -> Archive:
    content = tmp_path / "archive" / "content"
    content.mkdir(parents=True)
    return Archive(content=content, server=server)


def paper(number: int, **given: object) -> dict[str, object]:
    inner = {
        "id": f"2511.{number:05}",
        "title": f"Paper {number}",
        "summary": "It works.",
        "authors": [{"_id": "a", "name": "Ada Author"}],
        "publishedAt": "2025-11-05T00:00:00.000Z",
        "upvotes": 3,
        **given,
    }
    return {"paper": inner, "title": inner["title"]}


def papers(count: int, **given: object) -> bytes:
    return json.dumps([paper(number, **given) for number in range(1, count + 1)]).encode()


# --- a good day ---------------------------------------------------------------------------------


def test_a_day_is_fetched_and_kept_as_it_came(archive: Archive, server: http.Server) -> None:
    """The bytes, and beside them where, when and what; and who we are, to the server."""
    archive.add()
    server.on(DAILY, http.reply(papers(3), etag='"1"', last_modified="yesterday"))
    report = archive.fetch()
    assert not report.failed
    assert report.summary() == ["hf: 1 new (3 entries)"]
    raw = archive.read()["hf/2025-11-06"]
    assert (raw.path, raw.data) == ("listings/hf/2025-11-06.json", papers(3))
    sidecar = raw.sidecar
    assert (sidecar.date, sidecar.format) == (date(2025, 11, 6), "hf-json")
    assert (sidecar.status, sidecar.entries, sidecar.etag) == (200, 3, '"1"')
    assert (sidecar.last_modified, sidecar.remark) == ("yesterday", None)
    assert sidecar.url == f"{server.url}{DAILY}?date=2025-11-06&limit=100"
    assert sidecar.received == "2025-11-06T12:00:00+00:00"
    assert sidecar.sha256 == hashlib.sha256(raw.data).hexdigest()
    assert len(archive.files()) == 2, "nothing is left in refused/"
    agent = server.seen[0].headers["user-agent"]
    assert agent.startswith("Papergloss/")
    assert agent.endswith(" (+https://github.example/me/papers; me@example.org)")


def test_missed_days_are_caught_up_oldest_first(archive: Archive, server: http.Server) -> None:
    """Schedules run late or not at all; days that are there and over are not asked for again."""
    archive.add(back=3)
    server.on(DAILY, http.reply(papers(3)))
    archive.fetch()
    assert [seen.query["date"] for seen in server.seen] == [
        *("2025-11-03", "2025-11-04", "2025-11-05", "2025-11-06")
    ]
    server.seen.clear()
    archive.now += timedelta(days=2)
    archive.fetch()
    assert [seen.query["date"] for seen in server.seen] == [
        *("2025-11-06", "2025-11-07", "2025-11-08")
    ]


def test_a_gap_is_filled(archive: Archive, server: http.Server) -> None:
    """A day that is missing between others is asked for."""
    archive.add(back=2)
    server.on(DAILY, http.reply(papers(3)))
    archive.fetch(since=date(2025, 11, 6))
    archive.fetch(since=date(2025, 11, 4), until=date(2025, 11, 4))
    server.seen.clear()
    archive.now += timedelta(hours=13)
    archive.fetch()
    assert [seen.query["date"] for seen in server.seen] == [
        *("2025-11-05", "2025-11-06", "2025-11-07")
    ]


def test_an_unchanged_day_costs_one_304(archive: Archive, server: http.Server) -> None:
    """And changes nothing; once its day was over and it had not changed, it is not asked again."""
    archive.add()
    server.on(DAILY, http.unless_known(papers(3), '"1"'))
    archive.fetch()
    before = archive.files()
    assert archive.fetch().summary() == ["hf: 1 unchanged"]
    archive.now += timedelta(days=1)
    archive.fetch(until=date(2025, 11, 6), since=date(2025, 11, 6))
    assert (len(server.seen), archive.files()) == (3, before)
    assert server.seen[2].headers["if-none-match"] == '"1"'
    report = archive.fetch(until=date(2025, 11, 6), since=date(2025, 11, 6))
    assert (len(server.seen), report.summary()) == (3, ["hf: nothing to ask"])


def test_a_changed_day_is_a_further_version(archive: Archive, server: http.Server) -> None:
    """What was there stays, the latest is read, and the name is the same; equal bytes are one."""
    archive.add()
    server.on(DAILY, http.reply(papers(3)), http.reply(papers(3)), http.reply(papers(5)))
    archive.fetch()
    first = archive.files()
    assert archive.fetch().summary() == ["hf: 1 unchanged"]
    assert archive.files() == first
    assert archive.fetch().summary() == ["hf: 1 changed (5 entries)"]
    assert first.items() <= archive.files().items()
    raw = archive.read()["hf/2025-11-06"]
    assert (raw.path, raw.data) == ("listings/hf/2025-11-06~2.json", papers(5))
    assert [earlier.data for earlier in raw.earlier] == [papers(3)]


def test_what_a_person_added_keeps_its_name(archive: Archive, server: http.Server) -> None:
    """A page saved by hand is neither replaced nor in the way."""
    folder = archive.content / "listings" / "hf"
    folder.mkdir(parents=True)
    (folder / "2025-11-06.txt").write_text("by hand", encoding="utf-8")
    (folder / "2025-11-06.meta.yml").write_text('format: "hf-text"\n', encoding="utf-8")
    before = archive.files()
    archive.add()
    server.on(DAILY, http.reply(papers(3)))
    archive.fetch()
    assert before.items() <= archive.files().items()
    assert archive.read().keys() == {"hf/2025-11-06", "hf/2025-11-06-hf-json"}
    assert archive.fetch().summary() == ["hf: 1 unchanged"]


def test_a_dry_run_asks_nothing(archive: Archive, server: http.Server) -> None:
    """It says what it would ask for, and needs no contact."""
    archive.add(back=1)
    report = archive.fetch(dry_run=True)
    assert report.summary() == [
        f"hf: would ask {server.url}{DAILY}?date=2025-11-05&limit=100",
        f"hf: would ask {server.url}{DAILY}?date=2025-11-06&limit=100",
    ]
    assert (server.seen, archive.files()) == ([], {})


def test_progress_is_told(archive: Archive, server: http.Server) -> None:
    """After each listing, by source."""
    archive.add(back=1)
    server.on(DAILY, http.reply(papers(3)))
    told: list[tuple[str, int, int]] = []
    archive.fetch(progress=lambda *step: told.append(step))
    assert told == [("hf", 1, 2), ("hf", 2, 2)]


def test_politeness_by_the_server_s_own_log(archive: Archive, server: http.Server) -> None:
    """On the real clock, requests of a source are never closer than its interval."""
    archive.add(back=4, interval=0.1)
    server.on(DAILY, http.reply(papers(3)))
    gather.fetch(archive.site, since=date(2025, 11, 2), until=date(2025, 11, 6))
    times = [seen.began for seen in server.seen]
    assert len(times) == 5
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.1
    assert len({seen.client for seen in server.seen}) == 1


# --- a bad day ----------------------------------------------------------------------------------

JSON = {"content_type": "application/json"}
PACKED = gzip.compress(papers(40))


@pytest.mark.parametrize(
    ("act", "reason", "asked"),
    [
        (http.reply(status=500), "status 500", 3),
        (http.reply(status=429, retry_after="9999"), "status 429, and wants to be left alone", 1),
        (http.cut(papers(40), after=200), "remote protocol error", 3),
        (http.until_close(PACKED[:-20], **{"Content-Encoding": "gzip"}), "is cut off", 3),
        (http.drip(b"HTTP/1.1 200 OK\r\n\r\n[", 0.02), "no whole reply within", 3),
        (http.zipped(bytes(5_000_000)), "over 0 MB", 1),
        (http.to(DAILY), "redirects more than 5 times", 6),
        (http.to("http://169.254.169.254/latest/"), "does not name", 1),
        (http.hang_up(), "remote protocol error", 3),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_source_that_fails_changes_nothing(
    archive: Archive, server: http.Server, act: http.Act, reason: str, asked: int
) -> None:
    """It is recorded with its reason, and all that was there is there."""
    archive.add()
    server.on(DAILY, http.reply(papers(3)))
    archive.fetch()
    before = archive.files()
    server.seen.clear()
    server.on(DAILY, act)
    report = archive.fetch()
    assert report.failed
    assert isinstance(report.outcomes[0].error, FetchError)
    assert reason in "\n".join(report.summary())
    assert (len(server.seen), archive.files()) == (asked, before)
    assert archive.health().failing_since is not None
    assert reason in str(archive.health().error)


@pytest.mark.parametrize(
    ("body", "headers", "reason"),
    [
        (b"\x00\xff\xfe garbage", JSON, ""),
        (b"<html>Just a moment...</html>", {"content_type": "text/html"}, ""),
        (papers(3).decode().replace("It works", "Ça marche").encode("utf-16"), JSON, ""),
        (b'{"items": []}', JSON, "expected a list of papers"),
        (papers(3, id=None), JSON, "3 of 3 that cannot (no id"),
        (papers(20, summary=""), JSON, "expected each with its abstract, found 20 of 20"),
        (papers(9, submittedOnDailyAt="2025-11-05T00:00:00.000Z"), JSON, "that of 2025-11-05"),
        (b"", JSON, ""),
    ],
    ids=["garbage", "page", "charset", "schema", "ids", "field", "day", "nothing"],
)
def test_what_does_not_fit_is_kept_and_not_read(
    archive: Archive, server: http.Server, body: bytes, headers: dict[str, str], reason: str
) -> None:
    """The raw reply lies with the refused, with what was expected and seen; the rest stays."""
    archive.add()
    server.on(DAILY, http.reply(papers(9)))
    archive.fetch()
    before = archive.files()
    server.on(DAILY, http.reply(body, **headers))
    archive.now += timedelta(minutes=1)
    report = archive.fetch()
    (refused,) = report.outcomes[0].refused
    assert report.failed
    assert refused.path == "listings/hf/refused/2025-11-06-20251106T120100Z.json"
    assert (archive.content / refused.path).read_bytes() == body
    sidecar = listings.read_sidecar(listings.sidecar_path(archive.content / refused.path))
    assert sidecar.remark == f"refused: {refused.reason}"
    assert reason in refused.reason
    assert before.items() <= archive.files().items()
    assert archive.read()["hf/2025-11-06"].data == papers(9)
    archive.fetch()
    assert len(archive.files()) == len(before) + 2, "the same bytes are not kept twice"


def test_another_charset_is_read_or_refused_never_mangled(
    archive: Archive, server: http.Server
) -> None:
    """Latin-1 that calls itself UTF-8 does not become a title with holes."""
    archive.add()
    body = json.dumps([paper(1, title="Café")], ensure_ascii=False).encode("latin-1")
    server.on(DAILY, http.reply(body, content_type="application/json; charset=utf-8"))
    report = archive.fetch()
    assert report.failed
    assert archive.read() == {}


def test_a_listing_that_shrinks_is_not_applied(archive: Archive, server: http.Server) -> None:
    """Unless a person has looked and says so; then it is, beside the earlier one."""
    archive.add()
    server.on(DAILY, http.reply(papers(20)), http.reply(papers(9)))
    archive.fetch()
    report = archive.fetch()
    assert report.failed
    assert "expected about the 20 entries that it had before, found 9" in report.summary()[1]
    assert archive.read()["hf/2025-11-06"].data == papers(20)
    assert archive.health().refused[0].name == "2025-11-06"
    assert not archive.fetch(accept=True).failed
    assert archive.read()["hf/2025-11-06"].data == papers(9)
    assert archive.health().refused == ()


def test_a_suddenly_empty_day_is_not_applied(archive: Archive, server: http.Server) -> None:
    """A day that is over and empty, where working days never are, is refused; a Sunday is not.
    When it is the same a day later and the next day is as usual, it is believed."""
    archive.add(back=21)
    days = {str(date(2025, 10, 10) + timedelta(days=n)): papers(12) for n in range(28)}
    for day in days:
        if date.fromisoformat(day).weekday() > 4:
            days[day] = b"[]"
    days["2025-11-05"] = b"[]"
    server.on(DAILY, lambda handler: http.reply(days[handler.asked().query["date"]])(handler))
    report = archive.fetch()
    assert [refused.name for refused in report.outcomes[0].refused] == ["2025-11-05"]
    assert "expected 6 entries at least" in report.outcomes[0].refused[0].reason
    assert "hf/2025-11-02" in archive.read()
    assert "hf/2025-11-05" not in archive.read()
    archive.now += timedelta(hours=1)
    assert archive.fetch().failed
    archive.now += timedelta(days=1)
    days["2025-11-07"] = papers(12)
    report = archive.fetch()
    assert not report.failed
    assert archive.read()["hf/2025-11-05"].data == b"[]"
    assert archive.health().refused == ()


def test_a_status_with_words_is_told_in_them(archive: Archive, server: http.Server) -> None:
    """An HTTP 400 whose body says why is refused in its own words, and the next day is asked."""
    archive.add(back=1)
    error = http.reply(b'{"error": "Invalid date"}', status=400)
    server.on(DAILY, error, http.reply(papers(3)))
    report = archive.fetch()
    assert report.outcomes[0].refused[0].reason == (
        "status 400: Hugging Face answers “Invalid date”"
    )
    assert report.outcomes[0].new == 1


def test_who_does_not_let_us_in_is_left_alone(archive: Archive, server: http.Server) -> None:
    """After a 403 a source is not asked for its other days."""
    archive.add(back=5)
    server.on(DAILY, http.reply(b"go away", status=403))
    report = archive.fetch()
    assert "it does not let us in" in str(report.outcomes[0].error)
    assert len(server.seen) == 1
    assert len(arrivals.refused(archive.content, "hf", "2025-11-01")) == 1


def test_one_source_down_the_others_proceed(archive: Archive, server: http.Server) -> None:
    """Even where it fails in a way that nobody thought of; the summary fits a screen."""
    archive.add("down", path="/down")
    archive.add("odd", back=9, path="/odd")
    archive.add("good", path="/good")
    server.on(f"/down{DAILY}", http.reply(status=503))
    server.on(f"/odd{DAILY}", http.reply(b"{}"))
    server.on(f"/good{DAILY}", http.reply(papers(3)))
    report = archive.fetch()
    assert report.failed
    assert [outcome.failed for outcome in report.outcomes] == [True, True, False]
    assert "good/2025-11-06" in archive.read()
    assert len(report.summary()) < 15
    assert report.summary()[-1] == "good: 1 new (3 entries)"
    assert archive.fetch(sources=["good"]).summary() == ["good: 1 unchanged"]


def test_a_defect_of_ours_stops_one_source_only(
    archive: Archive, server: http.Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception that is no ArchiveError is recorded like any other failure."""
    archive.add("a")
    archive.add("b")
    server.on(DAILY, http.reply(papers(3)))
    stage = arrivals.stage

    def broken(content: Path, source: str, *rest: object) -> object:
        if source == "a":
            raise OSError(28, "No space left on device")
        return stage(content, source, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(arrivals, "stage", broken)
    report = archive.fetch()
    assert [outcome.failed for outcome in report.outcomes] == [True, False]
    assert "No space left" in str(archive.health("a").error)


# --- pages --------------------------------------------------------------------------------------

OAI = "http://www.openarchives.org/OAI/2.0/"


def oai(*numbers: int, token: str = "", time: str = "2025-11-06T12:00:00Z") -> bytes:
    records = "".join(
        f"""<record><header><identifier>oai:arXiv.org:2511.{n:05}</identifier></header><metadata>
        <arXiv xmlns="http://arxiv.org/OAI/arXiv/"><id>2511.{n:05}</id><title>Paper {n}</title>
        <authors><author><keyname>Author</keyname><forenames>A.</forenames></author></authors>
        <categories>cs.CL</categories><abstract>It works.</abstract></arXiv></metadata></record>"""
        for n in numbers
    )
    return f"""<?xml version="1.0"?><OAI-PMH xmlns="{OAI}"><responseDate>{time}</responseDate>
    <request>http://oaipmh.arxiv.org/oai</request><ListRecords>{records}
    <resumptionToken>{token}</resumptionToken></ListRecords></OAI-PMH>""".encode()


BAD_TOKEN = f"""<?xml version="1.0"?><OAI-PMH xmlns="{OAI}">
<request>http://oaipmh.arxiv.org/oai</request>
<error code="badResumptionToken">it is over</error></OAI-PMH>""".encode()


def by_token(pages: dict[str, http.Act]) -> http.Act:
    return lambda handler: pages[handler.asked().query.get("resumptionToken", "")](handler)


def tokens(server: http.Server) -> list[str]:
    return [seen.query.get("resumptionToken", "") for seen in server.seen]


def test_pages_are_files_of_their_own(archive: Archive, server: http.Server) -> None:
    """Each is kept as it came, under the listing's name and its number."""
    archive.add("oai", "arxiv-oai", path="/oai", categories=("cs",))
    pages = {
        "": http.reply(oai(1, 2, token="t2")),
        "t2": http.reply(oai(3, 4, token="t3")),
        "t3": http.reply(oai(5)),
    }
    server.on("/oai", by_token(pages))
    assert archive.fetch().summary() == ["oai: 3 new (5 entries)"]
    names = ["oai/2025-11-06", "oai/2025-11-06-p2", "oai/2025-11-06-p3"]
    assert list(archive.read()) == names
    assert archive.health("oai").pending == {}
    later = {"": http.reply(oai(1, 2, token="t2", time="2025-11-06T13:00:00Z"))}
    server.on("/oai", by_token({**pages, **later}))
    assert archive.fetch().summary() == ["oai: 3 unchanged"], "only the time of reply differs"


def test_an_interrupted_listing_goes_on_where_it_stopped(
    archive: Archive, server: http.Server
) -> None:
    """Whether the source failed or the run was stopped; no page is asked for twice."""
    archive.add("oai", "arxiv-oai", path="/oai", categories=("cs",))
    pages = {
        "": http.reply(oai(1, 2, token="t2")),
        "t2": http.reply(oai(3, token="t3")),
        "t3": http.reply(status=500),
    }
    server.on("/oai", by_token(pages))
    assert archive.fetch().failed
    assert list(archive.health("oai").pending) == ["2025-11-06-p3"]
    server.seen.clear()
    server.on("/oai", by_token({**pages, "t3": http.reply(oai(4, token="t4"))}))

    def stop(seconds: float) -> None:
        if len(server.seen) == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.fetch(clock=Clock(now=lambda: archive.now, sleep=stop))
    assert (tokens(server), list(archive.health("oai").pending)) == (["t3"], ["2025-11-06-p4"])
    server.on("/oai", by_token({"t4": http.reply(oai(5))}))
    assert not archive.fetch().failed
    assert tokens(server) == ["t3", "t4"]
    assert len(archive.read()) == 4
    assert archive.health("oai").pending == {}


def test_a_token_that_is_over_begins_anew(archive: Archive, server: http.Server) -> None:
    """arXiv's last a day; what was kept of the listing is recognised, not kept twice."""
    archive.add("oai", "arxiv-oai", path="/oai", categories=("cs",))
    pages = {"": http.reply(oai(1, 2, token="t2")), "t2": http.reply(status=500)}
    server.on("/oai", by_token(pages))
    archive.fetch()
    server.seen.clear()
    pages = {
        "": http.reply(oai(1, 2, token="u2")),
        "t2": http.reply(BAD_TOKEN),
        "u2": http.reply(oai(3)),
    }
    server.on("/oai", by_token(pages))
    assert archive.fetch().summary() == ["oai: 1 new, 1 unchanged (1 entries)"]
    assert tokens(server) == ["t2", "", "u2"]


def test_pages_without_end_are_noticed(archive: Archive, server: http.Server) -> None:
    """A token that leads to itself is not followed for ever."""
    archive.add("oai", "arxiv-oai", path="/oai", categories=("cs",))
    server.on("/oai", http.reply(oai(1, token="t2")))
    report = archive.fetch()
    assert "have no end" in str(report.outcomes[0].error)
    assert len(server.seen) == 2


def test_a_full_page_of_daily_papers_has_another(archive: Archive, server: http.Server) -> None:
    """Hugging Face gives a hundred at once and says nothing of more."""
    archive.add()

    def act(handler: http.Handler) -> None:
        later = handler.asked().query.get("p") == "1"
        http.reply(json.dumps([paper(500)]).encode() if later else papers(100))(handler)

    server.on(DAILY, act)
    assert archive.fetch().summary() == ["hf: 2 new (101 entries)"]
    assert list(archive.read()) == ["hf/2025-11-06", "hf/2025-11-06-p2"]


def test_a_feed_is_named_for_the_day_it_prints(archive: Archive, server: http.Server) -> None:
    """Early in the morning it is still yesterday's, and the same as it was then."""
    archive.add("feed", "arxiv-feed", categories=("cs.CL",))
    feed = b"""<?xml version="1.0"?><rss xmlns:arxiv="http://arxiv.org/schemas/atom"
    xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
    <title>cs.CL updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.CL</link>
    <pubDate>Wed, 05 Nov 2025 00:00:00 -0500</pubDate><item><title>A Paper</title>
    <link>https://arxiv.org/abs/2511.00001</link><description>arXiv:2511.00001v1 Announce Type: new
    Abstract: It works.</description><guid>oai:arXiv.org:2511.00001v1</guid>
    <pubDate>Wed, 05 Nov 2025 00:00:00 -0500</pubDate><dc:creator>A. Author</dc:creator>
    <arxiv:announce_type>new</arxiv:announce_type></item></channel></rss>"""
    server.on("/atom/cs.CL", http.reply(feed))
    archive.fetch()
    assert list(archive.read()) == ["feed/2025-11-05"]
    assert archive.fetch().summary() == ["feed: 1 unchanged"]


# --- settings and health ------------------------------------------------------------------------


def test_fetching_needs_a_contact(archive: Archive) -> None:
    """Nobody is asked anything by a program that does not say whose it is."""
    archive.add()
    site = replace(archive.site, settings=replace(archive.site.settings, contact=""))
    with pytest.raises(ConfigError, match="needs a contact"):
        gather.fetch(site)


def test_an_unknown_source_is_named(archive: Archive) -> None:
    """With the nearest that there is; and so is a kind that is none, before anything is asked."""
    archive.add("hf-daily")
    with pytest.raises(ConfigError, match="did you mean 'hf-daily'"):
        archive.fetch(sources=["hf-dayly"])
    archive.add("x", "hf-monthly")
    with pytest.raises(ConfigError, match="did you mean 'hf-month'"):
        archive.fetch()
    assert archive.server.seen == []


def test_health_says_since_when(archive: Archive, server: http.Server) -> None:
    """The last success, what was retried, the status, and since when it fails."""
    archive.add()
    bad = http.reply(status=500)
    server.on(DAILY, bad, http.reply(papers(3)), bad)
    archive.fetch()
    good = archive.health()
    moment = "2025-11-06T12:00:0"
    assert (good.entries, good.status, good.retries, good.failing_since) == (3, 200, 1, None)
    assert str(good.last_success).startswith(moment)
    archive.now = NOON + timedelta(hours=2)
    archive.fetch()
    archive.now = NOON + timedelta(hours=5)
    archive.fetch()
    failing = archive.health()
    assert failing.last_success == good.last_success
    assert str(failing.failing_since).startswith("2025-11-06T14")
    assert str(failing.last_attempt).startswith("2025-11-06T17")
    assert (failing.status, failing.retries, failing.entries) == (500, 2, 3)
    server.on(DAILY, http.reply(papers(4)))
    archive.fetch()
    assert (archive.health().failing_since, archive.health().error) == (None, None)


def test_the_health_record_round_trips(tmp_path: Path) -> None:
    """All of it comes back as it was, in order of names."""
    record = Health(
        source="b",
        last_success="2025-11-06T12:00:00+00:00",
        entries=3,
        error='x: "y"',
        refused=(Refused(name="n", path="listings/b/refused/n.json", reason="r", since="s"),),
        settled=("2025-11-02",),
        pending={"2025-11-06-p2": "https://x.example/?a=b&c"},
    )
    (tmp_path / "listings").mkdir()
    health.write(tmp_path, [record, Health(source="a")])
    assert health.read(tmp_path) == {"a": Health(source="a"), "b": record}
    assert list(health.read(tmp_path)) == ["a", "b"]


def test_a_killed_run_leaves_nothing_half_checked(archive: Archive, server: http.Server) -> None:
    """Between keeping and checking a reply lies where nothing reads it, and says why."""
    archive.add()
    server.on(DAILY, http.reply(papers(3)))
    staged = arrivals.stage(archive.content, "hf", "json", papers(1), Sidecar(name="2025-11-06"))
    assert archive.read() == {}
    assert "not checked" in str(listings.read_sidecar(listings.sidecar_path(staged.path)).remark)
    assert archive.fetch().summary() == ["hf: 1 new (3 entries)"]


class Killed(BaseException):
    """Stands in for SIGKILL: nothing that we catch."""


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_write_the_next_run_ends_the_same(
    tmp_path: Path, server: http.Server, monkeypatch: pytest.MonkeyPatch, after: bool
) -> None:
    """Before or after each single write, move or removal: what is read in the end is the same."""
    pages = {"": http.reply(oai(1, 2, token="t2")), "t2": http.reply(oai(3))}
    server.on("/oai", by_token(pages))
    server.on(DAILY, http.reply(papers(3)))
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
    day = date(2025, 11, 1)  # over, so that what is there is not asked for again
    for lives in range(1, 99):
        content = tmp_path / str(lives) / "content"
        content.mkdir(parents=True)
        archive = Archive(content=content, server=server)
        archive.add("oai", "arxiv-oai", path="/oai", categories=("cs",))
        archive.add("hf")
        left[0] = lives
        try:
            archive.fetch(since=day, until=day)
        except Killed:
            left[0] = 0
            assert not archive.fetch(since=day, until=day).failed, lives
        else:
            break
        found = {name: raw.data for name, raw in archive.read().items()}
        assert found == {
            "oai/2025-11-01": oai(1, 2, token="t2"),
            "oai/2025-11-01-p2": oai(3),
            "hf/2025-11-01": papers(3),
        }, lives
        assert not any(raw.earlier for raw in archive.read().values())
        assert archive.health("oai").pending == {}
    assert 15 < lives < 98
