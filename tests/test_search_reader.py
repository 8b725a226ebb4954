"""The reader in a real Chromium beside a naive reference, on archives of chance."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import pytest
import Stemmer
from playwright.sync_api import Page

from papergloss.search import build_index, index
from papergloss.search.saved import matching
from papergloss.search.words import words
from papergloss.views import SearchDoc
from search_support import open_index

pytestmark = pytest.mark.browser

VOCABULARY = (
    *("reward", "rewards", "model", "models", "modelling", "language", "vision", "ensemble"),
    *("agent", "agents", "graph", "sparse", "dense", "robust", "tuning", "retrieval"),
    *("zebra", "quilt", "xenon", "大模型", "naïve"),
)
# What results show of so many documents.
_SHOWN = """(count) => Promise.all([...Array(count).keys()].map(async (document) => [
  (await archive.store.card(document)).url,
  (await archive.store.text(document)).abstract,
]))"""
STEMMER = Stemmer.Stemmer("english")


def chance_archive(seed: int) -> list[SearchDoc]:
    """Thirty papers of few words, so that each combination occurs."""
    chance = random.Random(seed)

    def text(most: int) -> str:
        return " ".join(chance.choices(VOCABULARY, k=chance.randint(0, most)))

    return [
        SearchDoc(
            slug=f"p{number:02}",
            url=f"papers/p{number:02}/",
            title=text(6) or "untitled",
            abstract=text(25),
            authors=(chance.choice(["Ada Zebra", "Emmy Quilt", "Alan Xenon"]),),
            organisation="",
            tags=tuple(sorted(chance.sample(["Reward hacking", "Vision", "Graphs"], 2))),
            note=text(4) if chance.random() < 0.3 else "",
            date=f"20{chance.randint(18, 25)}-01-01",
            has_code=chance.random() < 0.5,
            upvotes=chance.randint(0, 300),
            sources=(chance.choice(["Daily", "arXiv"]),),
        )
        for number in range(30)
    ]


def fields(doc: SearchDoc) -> dict[str, list[str]]:
    texts = {
        "title": doc.title,
        "authors": " ".join(doc.authors),
        "note": doc.note,
        "tags": " ".join(doc.tags),
        "abstract": doc.abstract,
    }
    return {name: [STEMMER.stemWord(word) for word in words(text)] for name, text in texts.items()}


def has_word(doc: SearchDoc, word: str, field: str | None = None) -> bool:
    stem = STEMMER.stemWord(next(words(word)))
    return any(stem in its for name, its in fields(doc).items() if field in (None, name))


def has_row(doc: SearchDoc, phrase: str) -> bool:
    row = [STEMMER.stemWord(word) for word in words(phrase)]
    return any(
        its[at : at + len(row)] == row for its in fields(doc).values() for at in range(len(its))
    )


def found_by(page: Page, query: str, **options: object) -> dict[str, object]:
    answer: dict[str, object] = page.evaluate("([q, o]) => ask(q, o)", [query, options])
    return answer


ENGINES = pytest.mark.parametrize("engine", ["lunr", "sharded"])


def test_chunks_that_seldom_change_lie_in_a_folder_of_their_own(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new paper leaves that folder as it is, and every result is shown from where it lies."""
    for name, value in (("LEAST_CHUNK", 1), ("MOST_CHUNKS", 20), ("SETTLED_CHUNKS", 4)):
        monkeypatch.setattr(index, name, value)
    docs = sorted(chance_archive(3), key=lambda doc: (doc.date, doc.slug))
    found = open_index(page, docs[:-1], "sharded")
    shown = page.evaluate(_SHOWN, len(found))
    assert shown == [[doc.url, doc.abstract] for doc in found]
    before, after = dict(build_index(docs[:-1], "sharded")), dict(build_index(docs, "sharded"))
    settled = json.loads(before["manifest.json"])["settled"]
    assert settled["chunks"] == 8
    kept = {name for name in before.keys() & after.keys() if settled["folder"] in name}
    assert len(kept) == 2 * settled["chunks"]


@ENGINES
@pytest.mark.parametrize("seed", range(6))
def test_what_is_found_is_what_looking_at_every_paper_finds(
    page: Page, engine: str, seed: int
) -> None:
    """Words, phrases, exclusions, fields and facets: the same papers as by reading them all."""
    docs = open_index(page, chance_archive(seed), engine)
    chance = random.Random(-seed)
    for _ in range(12):
        a, b, c = chance.sample(VOCABULARY, 3)
        name = chance.choice(["Zebra", "Quilt"])
        cases = {
            f"{a} ": lambda d, a=a: has_word(d, a),
            f'"{a} {b}" ': lambda d, a=a, b=b: has_row(d, f"{a} {b}"),
            f"{a} -{c} ": lambda d, a=a, c=c: has_word(d, a) and not has_word(d, c),
            f'{a} -"{a} {b}" ': lambda d, a=a, b=b: has_word(d, a) and not has_row(d, f"{a} {b}"),
            f"author:{name} ": lambda d, n=name: has_word(d, n, "authors"),
            f"title:{a} ": lambda d, a=a: has_word(d, a, "title"),
            f"{a} year:2019-2021 ": lambda d, a=a: (
                has_word(d, a) and "2019" <= d.date[:4] <= "2021"
            ),
            "has:code -has:note ": lambda d: d.has_code and not d.note,
            'tag:"reward hacking" source:daily ': lambda d: (
                "Reward hacking" in d.tags and "Daily" in d.sources
            ),
        }
        for query, fits in cases.items():
            expected = {ref for ref, doc in enumerate(docs) if fits(doc)}
            assert set(found_by(page, query)["documents"]) == expected, query  # type: ignore[call-overload]


@ENGINES
def test_papers_with_all_words_come_first_and_are_counted(page: Page, engine: str) -> None:
    """`whole` papers have every word and stand before those that have some."""
    docs = open_index(page, chance_archive(7), engine)
    answer = found_by(page, "reward graph zebra ")
    documents, whole = answer["documents"], answer["whole"]
    count = [sum(has_word(docs[ref], w) for w in ("reward", "graph", "zebra")) for ref in documents]  # type: ignore[attr-defined]
    assert count[:whole] == [3] * whole  # type: ignore[index,operator]
    assert 3 not in count[whole:]  # type: ignore[misc]
    assert 0 not in count


@ENGINES
def test_facets_count_what_is_found(page: Page, engine: str) -> None:
    """A facet's numbers are those of the papers found, before and after one is chosen."""
    docs = open_index(page, chance_archive(8), engine)
    with_word = [doc for doc in docs if has_word(doc, "model")]
    facets = {f["name"]: dict(f["values"]) for f in found_by(page, "model ")["facets"]}  # type: ignore[attr-defined]
    for tag, count in facets["tag"].items():
        assert count == sum(tag in doc.tags for doc in with_word)
    chosen = found_by(page, "model ", chosen={"tag": ["Vision"], "has": ["code"]})
    expected = [d for d in with_word if "Vision" in d.tags and d.has_code]
    assert chosen["total"] == len(expected)
    years = next(dict(f["values"]) for f in chosen["facets"] if f["name"] == "year")  # type: ignore[attr-defined]
    assert sum(years.values()) == len(expected)


@ENGINES
def test_results_can_be_sorted(page: Page, engine: str) -> None:
    """By date the newest come first, by upvotes those with most."""
    docs = open_index(page, chance_archive(9), engine)
    dates = [docs[ref].date for ref in found_by(page, "model ", sort="date")["documents"]]  # type: ignore[attr-defined]
    votes = [docs[ref].upvotes for ref in found_by(page, "model ", sort="upvotes")["documents"]]  # type: ignore[attr-defined]
    assert dates == sorted(dates, reverse=True)
    assert votes == sorted(votes, reverse=True)


@ENGINES
def test_statuses_become_a_facet_when_a_paper_has_one(page: Page, engine: str) -> None:
    """Without a status there is no such facet; with one, `is:` finds it, and the rest is unread."""
    docs = chance_archive(10)
    open_index(page, docs, engine)
    assert "status" not in {f["name"] for f in found_by(page, "model ")["facets"]}  # type: ignore[attr-defined]
    docs[3] = replace(docs[3], status="read", rating=5)
    ordered = open_index(page, docs, engine)
    place = next(ref for ref, doc in enumerate(ordered) if doc.slug == "p03")
    assert found_by(page, "is:read ")["documents"] == [place]
    assert place not in found_by(page, "is:unread ")["documents"]  # type: ignore[operator]
    assert found_by(page, "is:unread ")["total"] == 29
    assert found_by(page, "rating:5 ")["documents"] == [place]


@ENGINES
@pytest.mark.parametrize("wrong", ["zebta", "zeba", "zebbra", "ezbra", "zerba"])
def test_a_typing_error_is_forgiven_and_said(page: Page, engine: str, wrong: str) -> None:
    """A word that is nowhere is read as the one nearest to it, and the answer says so."""
    docs = open_index(page, chance_archive(11), engine)
    answer = found_by(page, f"{wrong} ")
    expected = {ref for ref, doc in enumerate(docs) if has_word(doc, "zebra")}
    assert expected and expected <= set(answer["documents"])  # type: ignore[call-overload]
    assert [typed for typed, _ in answer["readAs"]] == [wrong]  # type: ignore[attr-defined]


@ENGINES
def test_a_saved_query_means_what_the_engines_find(page: Page, engine: str) -> None:
    """The papers of a feed are those that have every word when the query is typed, in each form."""
    docs = open_index(page, chance_archive(12), engine)
    for query in (
        "reward model ",
        '"reward model" -vision ',
        "title:graph agent ",
        "author:quilt year:2020- ",
        "has:code tag:graphs -source:daily ",
        "note:model is:unread ",
        "foo:reward ",
        '- : "" ',
    ):
        answer = found_by(page, query)
        whole = {docs[ref].slug for ref in answer["documents"][: answer["whole"]]}  # type: ignore[index]
        assert {doc.slug for doc in matching(query, docs)} == whole, query
