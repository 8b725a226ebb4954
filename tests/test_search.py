"""The search index: what is in its files, and that the same papers give the same bytes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.search import FIELDS, MAX_TERM, build_index, terms, words
from papergloss.views import SearchDoc
from support import ROOT

VENDOR = ROOT / "theme" / "assets" / "papergloss" / "vendor"
LUNR_2_3_9 = "0c50d9002b85780a842afffb567bb54ede402dae7c6dc5997a018614d8044fc8"

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


def read(files: dict[str, bytes], name: str) -> dict[str, object]:
    value = json.loads(files[name])
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
        ("a" * 99, ["a" * MAX_TERM]),
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


def test_the_same_papers_give_the_same_bytes() -> None:
    """Two builds write the same files."""
    assert build_index([VENDI, AKYUREK]) == build_index([VENDI, AKYUREK])


def test_files_carry_one_stamp() -> None:
    """Files of one build carry one stamp, files of another archive a different one."""
    stamps = {
        read(build_index(docs), name)["stamp"]
        for docs in ([VENDI], [VENDI, AKYUREK])
        for name in ("index.json", "docs.json", "texts.json")
    }
    assert len(stamps) == 2


def test_a_result_has_what_is_shown() -> None:
    """A result's address, title, date, byline, tags and ids stand at the place its ref names."""
    assert read(build_index([AKYUREK, VENDI]), "docs.json")["docs"][1] == [  # type: ignore[index]
        "papers/vendi-score/",
        "The Vendi Score",
        "2022-10-05",
        "Dan Friedman",
        ["Diversity"],
        ["2210.02410"],
    ]


def postings(index: dict[str, object]) -> dict[str, dict[str, dict[str, object]]]:
    return dict(index["invertedIndex"])  # type: ignore[call-overload,no-any-return]


def test_every_field_is_indexed() -> None:
    """Title, tags, authors, abstract and note can be searched."""
    found = postings(read(build_index([VENDI]), "index.json"))
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
    files = build_index([])
    assert read(files, "index.json")["invertedIndex"] == []
    assert read(files, "docs.json")["docs"] == []


def utf16(term: str) -> bytes:
    return term.encode("utf-16-be")


@given(st.lists(st.text(max_size=60), max_size=4))
def test_any_text_can_be_indexed(texts: list[str]) -> None:
    """No text breaks the index; its terms stand in JavaScript's order, as lunr.js requires."""
    docs = [replace(VENDI, title=text, abstract=text, note=text) for text in texts]
    index = read(build_index(docs), "index.json")
    order = list(postings(index))
    assert order == sorted(order, key=utf16)
    for _, vector in index["fieldVectors"]:  # type: ignore[attr-defined]
        numbers = vector[::2]
        assert numbers == sorted(set(numbers))


def test_letters_outside_the_first_plane_are_in_javascript_order() -> None:
    """JavaScript puts 𠀀 (U+20000, in UTF-16 D840 DC00) before 﨎 (U+FA0E), Python after it."""
    index = read(build_index([replace(VENDI, title="﨎 𠀀")]), "index.json")
    order = list(postings(index))
    assert order.index("𠀀") < order.index("﨎")


def test_the_vendored_lunr_is_the_published_one() -> None:
    """lunr.min.js is that of lunr 2.3.9 on npm, byte for byte, and its licence lies beside it."""
    assert hashlib.sha256((VENDOR / "lunr.min.js").read_bytes()).hexdigest() == LUNR_2_3_9
    assert "Permission is hereby granted" in (VENDOR / "lunr.LICENSE.txt").read_text()


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
