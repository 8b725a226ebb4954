"""What each kind of source is asked for; nothing here asks anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from papergloss import remotes
from papergloss.config import Service, Source
from papergloss.errors import ConfigError
from papergloss.model import Entry, Ids, Reading
from papergloss.remotes.lookups import phrases, searchable
from papergloss.remotes.values import Window
from papergloss.sources import by_name

TODAY = date(2025, 11, 6)


def source(kind: str, **given: object) -> Source:
    return Source(name="s", kind=kind, **given)  # type: ignore[arg-type]


def asks(kind: str, first: date = date(2025, 11, 5), **given: object) -> list[remotes.Ask]:
    return remotes.asks(source(kind, **given), Window(first=first, last=TODAY, today=TODAY))


def query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


def test_daily_papers_are_asked_for_day_by_day() -> None:
    """Oldest first; a reply after midnight UTC is the last word on a day."""
    first, second = asks("hf-daily")
    assert first.url == "https://huggingface.co/api/daily_papers?date=2025-11-05&limit=100"
    assert (first.name, first.day) == ("2025-11-05", date(2025, 11, 5))
    assert first.settles == datetime(2025, 11, 6, tzinfo=UTC)
    assert second.name == "2025-11-06"


def test_weeks_and_months_are_asked_for_once() -> None:
    """Each settles with its last day, also over a new year."""
    days = Window(first=date(2025, 12, 25), last=date(2026, 1, 2), today=date(2026, 1, 2))
    weeks = remotes.asks(source("hf-week"), days)
    assert [query(ask.url)["week"] for ask in weeks] == ["2025-W52", "2026-W01"]
    assert weeks[1].settles == datetime(2026, 1, 5, tzinfo=UTC)
    months = remotes.asks(source("hf-month"), days)
    assert [ask.name for ask in months] == ["2025-12", "2026-01"]
    assert months[0].settles == datetime(2026, 1, 1, tzinfo=UTC)


def test_what_is_of_today_is_asked_for_today() -> None:
    """What trends, a search and a feed have no past."""
    assert [ask.name for ask in asks("hf-trending")] == ["2025-11-06"]
    assert query(asks("hf-search", query="graph & text")[0].url)["q"] == "graph & text"
    feed = asks("arxiv-feed", categories=("cs.CL", "cs.LG"))
    assert [ask.url for ask in feed] == ["https://rss.arxiv.org/atom/cs.CL+cs.LG"]
    past = Window(first=date(2025, 1, 1), last=date(2025, 1, 9), today=TODAY)
    assert remotes.asks(source("hf-trending"), past) == []


def test_a_search_of_arxiv_names_the_day() -> None:
    """Papers submitted on it, oldest first, so that later ones join at the end."""
    ask = asks("arxiv-search", categories=("cs.CL", "cs.LG"), query='all:"graph"')[0]
    asked = query(ask.url)
    assert ask.url.startswith("https://export.arxiv.org/api/query?")
    assert asked["search_query"] == (
        '(cat:cs.CL OR cat:cs.LG) AND (all:"graph") AND '
        "submittedDate:[202511050000 TO 202511052359]"
    )
    assert (asked["sortOrder"], asked["start"]) == ("ascending", "0")
    assert ask.settles == datetime(2025, 11, 10, tzinfo=UTC), "announced up to four days later"


def test_ids_are_asked_for_in_batches_and_once() -> None:
    """A further id changes the last batch only."""
    ids = tuple(f"2511.{number:05}" for number in range(70))
    first, second = asks("arxiv-ids", ids=(*ids, ids[0]))
    assert (first.expected, second.expected) == (50, 20)
    assert asks("arxiv-ids", ids=(*ids, "hep-th/9901001"))[0] == first
    assert "id_list=2511.00000,2511.00001," in first.url
    papers = asks("hf-papers", ids=("2511.00001", "../x"))
    assert [ask.name for ask in papers] == ["2511.00001", "x"], "names of files, whatever is set"


def test_oai_sets_are_series_of_their_own() -> None:
    """One listing for each set and day."""
    found = asks("arxiv-oai-raw", categories=("cs", "physics:hep-th"))
    assert [ask.name for ask in found][:2] == ["2025-11-05-cs", "2025-11-05-physics-hep-th"]
    assert query(found[1].url)["set"] == "physics:hep-th"
    assert query(found[0].url)["metadataPrefix"] == "arXivRaw"


def test_pages_follow_each_other() -> None:
    """By number, by the first entry there, by token; the last has none after it."""
    entries = tuple(Entry(title=str(n), abstract="", position=n) for n in range(1, 101))
    daily, search = remotes.KINDS["hf-daily"], remotes.KINDS["arxiv-search"]
    first = asks("hf-daily")[0].url
    second = daily.next_page(first, Reading(entries=entries))
    assert second is not None
    assert query(second) == {"date": "2025-11-05", "limit": "100", "p": "1"}
    third = daily.next_page(second, Reading(entries=entries))
    assert third is not None
    assert query(third)["p"] == "2"
    assert daily.next_page(second, Reading(entries=entries[:99])) is None
    url = asks("arxiv-search", query="all:x")[0].url
    following = search.next_page(url, Reading(entries=entries, more="200"))
    assert following is not None
    assert query(following) == {**query(url), "start": "200"}
    oai = remotes.KINDS["arxiv-oai"].next_page(
        "https://x.example/oai?verb=a", Reading(entries=(), more="t|1")
    )
    assert oai == "https://x.example/oai?verb=ListRecords&resumptionToken=t%7C1"


def test_a_run_looks_back_as_far_as_it_is_told() -> None:
    """``back`` days, never before ``since`` but when asked to, and never into the future."""
    window = remotes.window
    assert window(source("hf-daily"), TODAY).first == date(2025, 10, 23)
    recent = source("hf-daily", since=date(2025, 11, 1), back=30)
    assert window(recent, TODAY).first == date(2025, 11, 1)
    told = window(recent, TODAY, since=date(2024, 1, 1), until=date(2099, 1, 1))
    assert (told.first, told.last) == (date(2024, 1, 1), TODAY)
    assert remotes.asks(recent, window(recent, TODAY, since=date(2025, 11, 7))) == []


def test_hosts_have_their_own_rules() -> None:
    """arXiv's are one group at three seconds, whatever is set; a mirror's are what is set."""
    feed = source("arxiv-feed", categories=("cs.CL",), interval=0.1, private=True)
    assert remotes.hosts(feed) >= {"rss.arxiv.org", "export.arxiv.org"}
    rules = remotes.rules([feed])
    assert {rule.group for rule in rules.values()} == {"arxiv"}
    assert {rule.interval for rule in rules.values()} == {3.0}
    assert not any(rule.private for rule in rules.values())
    mirror = source(
        "hf-daily", url="http://127.0.0.1:8080/hf/", interval=0.1, private=True, hosts=("a.b",)
    )
    assert remotes.hosts(mirror) == {"127.0.0.1:8080", "a.b"}
    assert remotes.rules([mirror])["127.0.0.1:8080"] == remotes.Rule(
        group="127.0.0.1:8080", interval=0.1, private=True
    )
    assert asks("hf-daily", url=mirror.url)[0].url.startswith("http://127.0.0.1:8080/hf/api/")


def test_a_source_must_make_sense() -> None:
    """A kind that is none, a key that is missing or does nothing: each is named."""
    with pytest.raises(ConfigError, match="did you mean 'hf-daily'"):
        remotes.kind_of(source("hf-dialy"))
    with pytest.raises(ConfigError, match="arxiv-oai needs “categories”"):
        remotes.kind_of(source("arxiv-oai"))
    with pytest.raises(ConfigError, match="needs “query” or “categories”"):
        remotes.kind_of(source("arxiv-search"))
    with pytest.raises(ConfigError, match="hf-daily makes no use of “ids”"):
        remotes.kind_of(source("hf-daily", ids=("2511.00001",)))


@pytest.mark.parametrize("kind", remotes.KINDS)
def test_every_kind_is_whole(kind: str) -> None:
    """Each names a format that there is, hosts that have rules, and asks of those only."""
    given = {"query": "x", "categories": ("cs.CL",), "ids": ("2511.00001",)}
    known = remotes.KINDS[kind]
    needed = {key: given[key] for key in known.needs | known.takes}
    whole = replace(source(kind), **needed)  # type: ignore[arg-type]
    assert known.format == by_name(known.format).NAME
    assert remotes.hosts(whole) <= remotes.RULES.keys()
    found = remotes.asks(whole, Window(first=TODAY, last=TODAY, today=TODAY))
    assert found
    assert all(urlsplit(ask.url).netloc in remotes.hosts(whole) for ask in found)


# --- single papers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Attention Is All You Need", ["Attention Is All You Need"]),
        ("OPERA: Alleviating Hallucination", ["Alleviating Hallucination", "OPERA"]),
        ("Spectrum-based Generation for Hard-label Attack", ["Generation for", "Attack"]),
        ("Schrödinger's cat", ["cat"]),
        ('"Why Should I Trust You?" Explained', ["Why Should I Trust You", "Explained"]),
        (r"$\mathcal{O}(n^2)$ Sorting in Practice", ["Sorting in Practice"]),
        ("T5-XXL", ["T5 XXL"]),
        ("AI", ["AI"]),
        ("PLD: A Choice-Theoretic Distillation", ["Distillation", "PLD"]),
        ('a" OR ti:"b', ["OR"]),
    ],
)
def test_a_title_is_searched_for_by_its_plain_words(title: str, expected: list[str]) -> None:
    """In quotes, without what one service takes apart otherwise than the next."""
    assert phrases(title) == expected


def test_a_title_of_other_signs_cannot_be_searched_for() -> None:
    assert not searchable("深度学习")
    assert searchable("深度学习 2")


def lookup_query(name: str, *titles: str) -> dict[str, str]:
    service = Service(name=name)
    known = remotes.lookup_of(service)
    return query(known.by_title(remotes.address(service), titles))


def test_titles_are_asked_for_in_each_services_own_way() -> None:
    """Several at once where it takes them; long ones cut where it does not."""
    assert lookup_query("arxiv", "One Title Here", "The Other: One") == {
        "search_query": '(ti:"One Title Here") OR (ti:"The Other")',
        "max_results": "30",
    }
    assert lookup_query("huggingface", "Graph & Text") == {"q": "Graph & Text", "limit": "10"}
    assert len(lookup_query("huggingface", "word " * 100)["q"]) == 249
    assert lookup_query("crossref", "Graph & Text")["query.bibliographic"] == "Graph & Text"
    asked = lookup_query("openalex", "One, Two", "Three Four")
    assert asked["filter"] == 'title.search:("One" AND "Two") OR ("Three Four")'


def test_ids_are_asked_for_in_each_services_own_way() -> None:
    urls = {
        name: known.by_id(known.url, ["10.1/a<b>", "10.2/b"][: known.ids])
        for name, known in remotes.LOOKUPS.items()
    }
    assert urls["arxiv"].endswith("?id_list=10.1/a%3Cb%3E,10.2/b&max_results=2")
    assert urls["huggingface"].endswith("/api/papers/10.1/a%3Cb%3E")
    assert urls["crossref"].endswith("/works?filter=doi:10.1/a%3Cb%3E,doi:10.2/b&rows=2")
    assert "filter=doi:10.1/a%3Cb%3E|10.2/b&per-page=2&" in urls["openalex"]


def test_each_service_knows_papers_by_its_own_ids() -> None:
    """OpenAlex knows arXiv's papers by the DOI that arXiv gives; a comma has no place in a list."""
    ids = Ids(arxiv="2401.90001", doi="10.5555/a")
    own = {name: known.own_id(ids) for name, known in remotes.LOOKUPS.items()}
    assert own == {
        **dict.fromkeys(("arxiv", "huggingface"), "2401.90001"),
        **dict.fromkeys(("crossref", "openalex"), "10.5555/a"),
    }
    openalex = remotes.LOOKUPS["openalex"].own_id
    assert openalex(Ids(arxiv="2401.90001")) == "10.48550/arxiv.2401.90001"
    assert openalex(Ids(doi="10.5555/a,b")) is None


def test_services_are_asked_by_the_rules_of_their_hosts() -> None:
    """arXiv's pace is that of its other interfaces; a mirror has its own."""
    services = [
        Service(name="arxiv"),
        Service(name="crossref", url="http://x.example/", interval=0),
    ]
    rules = remotes.rules(services)
    assert (rules["export.arxiv.org"].group, rules["export.arxiv.org"].interval) == ("arxiv", 3.0)
    assert rules["x.example"].interval == 0
    assert remotes.address(services[1]) == "http://x.example"


def test_an_unknown_service_is_named_with_the_nearest() -> None:
    with pytest.raises(ConfigError, match="did you mean 'crossref'"):
        remotes.address(Service(name="crossreff"))


@pytest.mark.parametrize("known", remotes.LOOKUPS.values(), ids=remotes.LOOKUPS)
def test_every_answer_can_be_read(known: remotes.Lookup) -> None:
    assert known.format == by_name(known.format).NAME
