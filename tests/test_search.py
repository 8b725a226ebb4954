"""The search index: what is in its files, and that the same papers give the same bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
import Stemmer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papergloss.cache import Cache, digest
from papergloss.errors import ArchiveError
from papergloss.executors import executor
from papergloss.search import Kept, build_index, chosen, joined_scripts, saved_feeds
from papergloss.search.kept import bundle, unbundle
from papergloss.search.lunr_index import FIELDS, terms
from papergloss.search.words import MAX_WORD, words
from papergloss.views import LazyDoc, SearchDoc
from search_support import papers
from support import ROOT

VENDOR = ROOT / "theme" / "assets" / "papergloss" / "vendor"
VENDORED = {
    "lunr.min.js": "0c50d9002b85780a842afffb567bb54ede402dae7c6dc5997a018614d8044fc8",
    "snowball-base.min.js": "d42c3db25433456d2de85c57c5ff4d5200f5321f8365dbeabec19c16b66854d9",
    "snowball-english.min.js": "7d7aea429ad57d94a080ba841862028d91a982befdb9f395f7ea90b7b552c1e3",
}

VENDI = SearchDoc(
    slug="vendi-score",
    url="papers/vendi-score/",
    title="The Vendi Score",
    abstract="We propose a metric of diversity.",
    authors=("Dan Friedman",),
    organisation="",
    tags=("Diversity",),
    note="Compare with its cousins.",
    date="2022-10-05",
    byline="Dan Friedman",
    ids=("2210.02410",),
)
AKYUREK = replace(
    VENDI,
    slug="icl",
    url="papers/icl/",
    title="What learning algorithm is in-context learning?",
    authors=("Ekin Akyürek",),
    note="",
)


def files(docs: list[SearchDoc], engine: str = "lunr") -> dict[str, bytes]:
    """The files of an index without the folders of their build, decompressed."""
    found = {name.rpartition("/")[2]: data for name, data in build_index(docs, engine)}
    return {name: gzip.decompress(d) if d[:2] == b"\x1f\x8b" else d for name, d in found.items()}


def index_of(docs: list[SearchDoc]) -> dict[str, object]:
    value = json.loads(files(docs)["index.bin"])
    assert isinstance(value, dict)
    return value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vision-Language Models", ["vision", "language", "models"]),
        ("Akyürek’s résumé", ["akyurek", "s", "resume"]),
        ("𝒪(T²) in ﬁne-tuning", ["o", "t2", "in", "fine", "tuning"]),
        ('foo: "bar"^2 ~99 *+-', ["foo", "bar", "2", "99"]),
        ("snake_case", ["snake", "case"]),
        ("arXiv:2311.17911v2", ["arxiv", "2311", "17911v2"]),
        ("大模型 ОДНАЖДЫ", ["大模型", "однажды"]),
        ("a" * 99, ["a" * MAX_WORD]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """Words are runs of letters and digits in lower case, with accents folded."""
    assert list(words(text)) == expected


def test_terms_are_stems_without_stop_words() -> None:
    """An ending and a stop word make no difference."""
    assert list(terms("the deployed models")) == list(terms("deploying a model"))


def test_stems_end_in_y_as_in_lunr_js() -> None:
    """ "deploy" keeps its y, which lunr.py's own stemmer turns into an i and lunr.js does not."""
    assert list(terms("deploy try survey study")) == ["deploy", "tri", "survey", "studi"]


@pytest.mark.parametrize("engine", ["lunr", "sharded"])
def test_the_same_papers_give_the_same_bytes(engine: str) -> None:
    """Two builds write the same files, in whatever order the papers come."""
    assert dict(build_index([VENDI, AKYUREK], engine)) == dict(
        build_index([AKYUREK, VENDI], engine)
    )


def folders(docs: list[SearchDoc], engine: str = "sharded") -> tuple[str, str]:
    """The folder of papers and that of notes."""
    manifest = json.loads(dict(build_index(docs, engine))["manifest.json"])
    return manifest["folder"], manifest["notes"]


def test_builds_have_folders_of_their_own() -> None:
    """The files of different papers or engines share no folder, so browsers cannot mix them."""
    builds = [
        folders(docs, engine)[0]
        for docs in ([VENDI], [VENDI, AKYUREK])
        for engine in ("lunr", "sharded")
    ]
    assert len(set(builds)) == 4
    for engine in ("lunr", "sharded"):
        there = {name.partition("/")[0] for name, _ in build_index([VENDI], engine) if "/" in name}
        assert there == set(folders([VENDI], engine))


def test_a_changed_note_leaves_the_files_of_papers_alone() -> None:
    """A note, its status and its rating change the folder of notes, and only that."""
    papers, notes = folders([VENDI, AKYUREK])
    for changed in (
        replace(VENDI, note="Another view."),
        replace(VENDI, note="", status="read"),
        replace(VENDI, rating=3),
    ):
        again = folders([changed, AKYUREK])
        assert again[0] == papers
        assert again[1] != notes


def test_the_manifest_names_the_files_that_every_search_needs() -> None:
    """Each engine's first files are there under the names that the manifest gives."""
    for engine, first in (("lunr", 3), ("sharded", 2)):
        found = dict(build_index([VENDI, AKYUREK], engine))
        manifest = json.loads(found["manifest.json"])
        assert len(manifest["first"]) == first
        assert set(manifest["first"]) <= found.keys()
        for kind, count in manifest["offline"].items():
            assert {f"{kind}-{number}.bin" for number in range(count)} <= found.keys()


def test_a_result_has_what_is_shown() -> None:
    """Documents stand in order of date; a card has what a result shows, a text the rest."""
    noted = replace(VENDI, has_code=True, status="to-read", rating=4)
    found = files([replace(AKYUREK, date="2023"), noted])
    assert json.loads(found["cards-0.bin"])[0] == [
        "papers/vendi-score/",
        "The Vendi Score",
        "2022-10-05",
        "Dan Friedman",
        ["Diversity"],
        ["code"],
        ["2210.02410"],
    ]
    assert json.loads(found["texts-0.bin"])[0] == [
        "We propose a metric of diversity.",
        "Dan Friedman",
        "",
    ]
    assert json.loads(found["notes-0.bin"]) == ["Compare with its cousins."]


PAPERS = st.builds(
    lambda slug, date, title, abstract, note: replace(
        VENDI, slug=slug, date=date, title=title, abstract=abstract, note=note
    ),
    st.text("abc", min_size=1, max_size=3),
    st.sampled_from(["2022-10-05", "2022-10", "2023", ""]),
    st.text(max_size=12),
    st.lists(st.sampled_from(["model", "models", "the", "ensemble"]), max_size=5).map(" ".join),
    st.sampled_from(["", "", "A note on models."]),
)
ARCHIVES = st.lists(PAPERS, max_size=5, unique_by=lambda doc: doc.slug)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ARCHIVES, min_size=2, max_size=3))
def test_what_a_cache_remembers_makes_no_difference(
    tmp_path: Path, archives: list[list[SearchDoc]]
) -> None:
    """Built after other archives, out of their cache, an index has the bytes of a clean build."""
    for docs in archives:
        with Cache(tmp_path) as cache:
            assert dict(build_index(docs, "sharded", Kept(cache))) == dict(
                build_index(docs, "sharded")
            )


def test_only_what_has_changed_is_made_again(tmp_path: Path) -> None:
    """Nothing where nothing did; notes where a note did; with a paper all but the other months."""
    made = []
    changed = replace(VENDI, note="Another view.")
    newer = replace(AKYUREK, slug="new", date="2023-01-01")
    for docs in ([VENDI, AKYUREK], [VENDI, AKYUREK], [changed, AKYUREK], [changed, AKYUREK, newer]):
        with Cache(tmp_path) as cache:
            kept = Kept(cache)
            dict(build_index(docs, "sharded", kept))
            made.append(kept.made)
    # The words of papers, a chunk, and the words of notes; then those of notes; then the words of
    # the new month and the chunk.
    assert made == [3, 0, 1, 2]


def lazy(doc: SearchDoc, looked: list[str]) -> LazyDoc:
    """A document that says in ``looked`` when its texts are looked at."""

    def made() -> SearchDoc:
        looked.append(doc.slug)
        return doc

    texts = ("url", "title", "abstract", "authors", "byline", "ids")
    known = {name: getattr(doc, name) for name in SearchDoc.__slots__ if name not in texts}
    return LazyDoc(digest([getattr(doc, name) for name in texts]), made, **known)


def test_what_other_papers_change_leaves_texts_unread(tmp_path: Path) -> None:
    """Other concepts make nothing of a paper's texts again; another tag makes its card."""
    docs = [replace(VENDI, note=""), AKYUREK]
    named = [replace(docs[0], concepts=("Kernel", "GAN"), meanings=("kernel trick",)), AKYUREK]
    tagged = [replace(named[0], tags=("Another tag",)), AKYUREK]
    for papers_now, expected in ((docs, 2), (named, 0), (tagged, 2)):
        looked: list[str] = []
        with Cache(tmp_path) as cache:
            found = dict(
                build_index([lazy(doc, looked) for doc in papers_now], "sharded", Kept(cache))
            )
        assert found == dict(build_index(papers_now, "sharded"))
        assert len(looked) == expected


def test_words_counted_in_other_processes_make_the_same_index() -> None:
    docs = [replace(VENDI, slug=f"p{n}", date=f"2023-{n:02}-01", note="") for n in range(1, 13)]
    with executor("processes:2") as workers:
        sent = [lazy(doc, []) for doc in docs]
        spread_out = dict(build_index(sent, "sharded", Kept(workers=workers)))
    assert spread_out == dict(build_index(docs, "sharded"))


def test_large_archives_get_shards() -> None:
    """By itself a small archive is searched with lunr and a large one in shards."""
    large = [replace(VENDI, abstract="many words " * 100_000)]
    assert chosen([VENDI], "auto") == "lunr"
    assert chosen(large, "auto") == "sharded"
    assert chosen(large, "lunr") == "lunr"


@given(st.lists(st.tuples(st.text(max_size=9), st.binary(max_size=99))))
def test_files_come_out_of_a_bundle(found: list[tuple[str, bytes]]) -> None:
    """What the build's cache keeps of an index is what went in."""
    assert list(unbundle(bundle(found))) == found


def postings(index: dict[str, object]) -> dict[str, dict[str, dict[str, object]]]:
    return dict(index["invertedIndex"])  # type: ignore[call-overload,no-any-return]


def test_every_field_is_indexed() -> None:
    """Title, tags, authors, abstract and note can be searched."""
    found = postings(index_of([VENDI]))
    for term, field in {
        "vendi": "title",
        "divers": "tags",
        "friedman": "authors",
        "metric": "abstract",
        "cousin": "note",
    }.items():
        assert list(found[term][field]) == ["0"]
    assert {key for posting in found.values() for key in posting} == {*FIELDS, "_index"}


def test_an_empty_archive_has_an_index() -> None:
    """No paper is no error."""
    assert index_of([])["invertedIndex"] == []
    assert json.loads(files([], "sharded")["manifest.json"])["papers"] == 0


def utf16(term: str) -> bytes:
    return term.encode("utf-16-be")


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_can_be_indexed(texts: list[str]) -> None:
    """No text breaks the index; its terms stand in JavaScript's order, as lunr.js requires."""
    docs = [replace(VENDI, title=text, abstract=text, note=text) for text in texts]
    index = index_of(docs)
    order = list(postings(index))
    assert order == sorted(order, key=utf16)
    for _, vector in index["fieldVectors"]:  # type: ignore[attr-defined]
        numbers = vector[::2]
        assert numbers == sorted(set(numbers))


def test_letters_outside_the_first_plane_are_in_javascript_order() -> None:
    """JavaScript puts 𠀀 (U+20000, in UTF-16 D840 DC00) before 﨎 (U+FA0E), Python after it."""
    index = index_of([replace(VENDI, title="﨎 𠀀")])
    order = list(postings(index))
    assert order.index("𠀀") < order.index("﨎")


@pytest.mark.parametrize("name", VENDORED)
def test_vendored_libraries_are_the_published_ones(name: str) -> None:
    """lunr 2.3.9 is npm's, Snowball 3.0.1 that of Sphinx 9.0.4, byte for byte."""
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == VENDORED[name]


def test_vendored_libraries_have_their_licences() -> None:
    """Each library's licence lies beside it, and nothing else is vendored."""
    assert {path.name for path in VENDOR.iterdir()} == {
        *VENDORED,
        "lunr.LICENSE.txt",
        "snowball.LICENSE.txt",
    }
    assert "Permission is hereby granted" in (VENDOR / "lunr.LICENSE.txt").read_text()
    assert "Redistribution and use" in (VENDOR / "snowball.LICENSE.txt").read_text()


def test_scripts_are_joined_into_one_each() -> None:
    """The worker is a classic script with its engine's library; neither file imports anything."""
    for engine, library in (("lunr", "lunr.Index"), ("sharded", "EnglishStemmer=")):
        found = {name: data.decode() for name, data in joined_scripts(VENDOR.parent, engine)}
        assert found.keys() == {"worker.js", "ui.js"}
        assert library in found["worker.js"] or "e.Index" in found["worker.js"]
        assert "EnglishStemmer=" in found["worker.js"] or engine == "lunr"
        assert not re.search(r"^import\b|\bimport\(", "\n".join(found.values()), re.MULTILINE)
        assert re.findall(r"^export.*", found["worker.js"], re.MULTILINE) == []
        assert re.findall(r"^export.*", found["ui.js"], re.MULTILINE) == [
            "export { mountForm, openDialog };"
        ]


def test_a_module_stands_after_those_that_it_imports(tmp_path: Path) -> None:
    """Each module is there once, before all that need it, with its exports under its own name."""
    for name, text in {
        "worker": 'import { b } from "./b-c.js";\nimport { a } from "./a.js";\nuse(a, b);\n',
        "b-c": 'import { a } from "./a.js";\nexport const b = a; // "./no.js"\n',
        "a": "// A comment.\nexport async function a() {}\nexport class D {}\n",
        "ui": "export {};\n",
    }.items():
        (tmp_path / "search").mkdir(exist_ok=True)
        (tmp_path / "search" / f"{name}.js").write_text(text)
    shutil.copytree(VENDOR, tmp_path / "vendor")
    worker = dict(joined_scripts(tmp_path, "lunr"))["worker.js"].decode()
    own = worker[worker.index("(() => {\nconst $a") :]
    assert own == (
        "(() => {\n"
        "const $a = (() => {\nasync function a() {}\nclass D {}\nreturn { a, D };\n})();\n"
        'const $b_c = (() => {\nconst { a } = $a;\nconst b = a; // "./no.js"\n'
        "return { b };\n})();\n"
        "const { b } = $b_c;\nconst { a } = $a;\nuse(a, b);\n\n})();\n"
    )


def test_a_script_that_cannot_be_joined_is_said(tmp_path: Path) -> None:
    """An import of another form would be lost without a word: it is an error."""
    (tmp_path / "search").mkdir()
    (tmp_path / "search" / "worker.js").write_text('import { a } from "./a.js";\n')
    (tmp_path / "search" / "a.js").write_text('import * as all from "./b.js";\n')
    shutil.copytree(VENDOR, tmp_path / "vendor")
    with pytest.raises(ArchiveError, match=r"a\.js.*import \* as all"):
        list(joined_scripts(tmp_path, "lunr"))


def sources() -> Iterator[tuple[str, str]]:
    folder = ROOT / "theme" / "assets" / "papergloss"
    for path in sorted(folder.rglob("*.js")):
        if "vendor" not in path.parts:
            yield path.name, path.read_text(encoding="utf-8")


def test_no_script_makes_markup_of_text() -> None:
    """What comes from the archive reaches a page as text: nothing assigns HTML or evaluates."""
    unsafe = re.compile(r"(?:inner|outer|Adjacent)HTML|document\.write|\b(?:eval|Function)\(")
    found = [f"{name}: {match}" for name, text in sources() for match in unsafe.findall(text)]
    assert found == []


def test_a_saved_query_has_an_atom_feed() -> None:
    """The newest paper comes first, addresses are absolute, and any title makes well-formed XML."""
    newer = replace(VENDI, slug="b", url="papers/b/", title="Vendi\x00 <b>&", date="2024-05")
    saved = {"On Vendi": "vendi", "Nothing": "zzz"}
    feeds = dict(saved_feeds(saved, [VENDI, newer, AKYUREK], "https://x.org/a/", "Mine"))
    assert list(feeds) == ["search/saved/on-vendi.xml", "search/saved/nothing.xml"]
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.fromstring(feeds["search/saved/on-vendi.xml"])
    entries = feed.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}id") for entry in entries] == [
        "https://x.org/a/papers/b/",
        "https://x.org/a/papers/vendi-score/",
    ]
    assert entries[0].findtext(f"{atom}title") == "Vendi <b>&"
    assert feed.findtext(f"{atom}updated") == "2024-05-01T00:00:00Z"
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{atom}link")}
    assert links["alternate"] == "https://x.org/a/search/?q=vendi"
    assert links["self"] == "https://x.org/a/search/saved/on-vendi.xml"
    assert not ElementTree.fromstring(feeds["search/saved/nothing.xml"]).findall(f"{atom}entry")


def test_without_an_address_there_is_no_feed() -> None:
    """Atom wants absolute addresses, which only site_url gives."""
    assert dict(saved_feeds({"On Vendi": "vendi"}, [VENDI], "", "Mine")) == {}


@pytest.mark.parametrize("text", ["dying lying tying", "study studies happily", "hoping skis"])
def test_a_stem_differs_from_its_words_in_two_letters_at_most(text: str) -> None:
    """What saved queries pass over unread cannot hold the stem; the archive's words say so too."""
    abstracts = " ".join(doc.abstract for doc in papers())
    stemmer = Stemmer.Stemmer("english")
    for word in {*words(text), *words(abstracts)}:
        stem = stemmer.stemWord(word)
        assert word.startswith(stem[: max(1, len(stem) - 2)]), (word, stem)
