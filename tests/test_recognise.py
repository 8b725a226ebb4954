"""Every format is told from every other by its content alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from papergloss.errors import ReadError
from papergloss.sources import FORMATS, HEAD, recognise
from support import ROOT
from tools import source_goldens as goldens

SEEDS = sorted((ROOT / "content" / "listings" / "hf-daily").glob("*.txt"))[:5]
# Where two formats are both right, the one asked first decides; these are all such cases.
BOTH_RIGHT = {
    ("hf-json", "json-lines"),  # one paper on one line
    ("openalex", "json-lines"),  # one work on one line
    ("id-list", "markdown-list"),  # a list of bullets that are addresses
}


@pytest.mark.parametrize(
    "listing", goldens.listings(), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_an_invented_listing_is_taken_for_its_own_format_and_no_other(listing: Path) -> None:
    data = listing.read_bytes()
    found = tuple(known.NAME for known in FORMATS if known.sniff(data[:HEAD]))
    assert found == (listing.parent.name,) or found in BOTH_RIGHT
    assert found[0] == listing.parent.name


def test_there_are_five_seed_listings() -> None:
    assert len(SEEDS) == 5


@pytest.mark.parametrize("seed", SEEDS, ids=lambda path: path.name)
def test_a_seed_listing_is_text_of_hugging_face_and_nothing_else(seed: Path) -> None:
    data = seed.read_bytes()
    assert [known.NAME for known in FORMATS if known.sniff(data[:HEAD])] == ["hf-text"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xef\xbb\xbf% exported\n\n@misc{k,\n title={T}}", "bibtex"),
        (b"Some words first.\n@Article(k, title={T})", "bibtex"),
        ("@misc{k, title={T}}".encode("utf-16"), "bibtex"),
        (
            b"# A list\n\n```bibtex\n@misc{k, title={T}}\n```\n- [A](https://a.example)\n",
            "markdown-list",
        ),
        (b"Provider: X\n\nTY  - JOUR\nTI  - T\nER  - \n", "ris"),
        (b'{"type": "article-journal", "title": "T", "DOI": "10.5555/x"}', "csl-json"),
        (b'{"title": "T", "type": "article"}\n{"title": "U", "type": "article"}\n', "json-lines"),
        (b'{"title": "T", "abstract": "' + b"x" * 70_000 + b'"}\n', "json-lines"),
        (b"- https://arxiv.org/abs/2401.90001\n- 2401.90002\n", "id-list"),
        (b"- [A](https://arxiv.org/abs/2401.90001)\n", "markdown-list"),
        (b"|Title|PDF|\n|---|---|\n|A|B|\n", "markdown-list"),
    ],
)
def test_files_that_look_alike_are_told_apart(data: bytes, name: str) -> None:
    assert name == recognise(data, "x").NAME


@pytest.mark.parametrize(
    "data",
    [b"", b"words\n", b"{}", b'{"a": 1}', b"\x89PNG\r\n\x1a\n\0", b"<p>x</p>", b"a@b.c {x}"],
)
def test_what_is_no_listing_is_refused_and_the_formats_are_named(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        recognise(data, "thing")
    assert caught.value.where == "thing"
    assert "bibtex (" in caught.value.remedy


def test_recorded_replies_are_recognised(shared_data: Path) -> None:
    for path in sorted((shared_data / "arxiv-api").glob("*.json")):
        body = json.loads(path.read_bytes())["body"].encode("latin-1")
        assert recognise(body, path.name).NAME == "arxiv-atom"
    for path in sorted((shared_data / "corpora").glob("*.jsonl.gz")):
        with gzip.open(path) as corpus:
            assert recognise(corpus.read(2 * HEAD), path.name).NAME == "json-lines"
    wanted = {".csl.json": "csl-json", ".jsonl": "json-lines", "README.md": "markdown-list"}
    for ending, name in wanted.items():
        folder = {"csl-json": "bibtex", "json-lines": "arxiv-listings"}.get(name, "markdown-lists")
        found = [path for path in (shared_data / folder).rglob("*") if path.name.endswith(ending)]
        assert found
        for path in found:
            assert name == recognise(path.read_bytes(), path.name).NAME, path.name


def test_bibtex_files_are_recognised_even_with_their_endings_cut(shared_data: Path) -> None:
    found = [
        path
        for path in sorted((shared_data / "bibtex").rglob("*"))
        if path.is_file() and path.name != "LICENSE" and not path.name.endswith(".csl.json")
    ]
    assert len(found) == 124
    for path in found:
        assert recognise(path.read_bytes(), path.name).NAME == "bibtex", path.name
