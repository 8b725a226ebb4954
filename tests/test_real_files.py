"""Every entry of the files people have, in ../shared/data, is read or rejected with a reason.

The numbers are counted without the readers (``tools/source_counts``). Of the two corpora every
twentieth record is read here; all 120,218 are by ``python -m tests.tools.count_sources``.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from papergloss.errors import ReadError
from papergloss.model import Entry
from papergloss.sources import FORMATS, bibtex, json_lines, markdown_list, recognise
from tools import source_counts


def entries_of_listings(data: Path) -> list[Entry]:
    files = sorted((data / "arxiv-listings").glob("*.jsonl"))
    return [entry for file in files for entry in json_lines.read(file.read_bytes(), "").entries]


def test_all_bibtex_entries_are_read_but_those_without_title_and_id(shared_data: Path) -> None:
    counted = source_counts.bibtex(shared_data)
    assert counted.accounted
    assert (counted.files, counted.items, counted.read) == (124, 1529, 1447)
    # Two files of forty entries each that only test names, and two that test citation keys.
    assert counted.rejected == Counter({"no title": 82})


def test_all_csl_items_are_read_but_those_without_title_and_id(shared_data: Path) -> None:
    counted = source_counts.csl_json(shared_data)
    assert counted.accounted
    assert (counted.files, counted.items, counted.read) == (23, 113, 112)
    assert counted.rejected == Counter({"no title": 1})


def test_all_lines_of_the_arxiv_listings_are_read(shared_data: Path) -> None:
    counted = source_counts.arxiv_listings(shared_data)
    assert counted.accounted
    assert (counted.files, counted.items, counted.read) == (3, 799, 799)


def test_all_rows_of_the_daily_list_are_read(shared_data: Path) -> None:
    counted = source_counts.markdown_lists(shared_data)
    assert counted.accounted
    assert (counted.files, counted.items, counted.read) == (1, 9312, 9312)


@pytest.fixture(scope="module")
def corpora(shared_data: Path) -> source_counts.Count:
    return source_counts.corpora(shared_data, step=20)


def test_all_records_of_the_corpora_are_read(corpora: source_counts.Count) -> None:
    assert corpora.accounted
    assert (corpora.files, corpora.items, corpora.read) == (2, 6012, 6012)


def test_each_file_is_recognised(shared_data: Path) -> None:
    wanted = {
        "bibtex/*.bib": "bibtex",
        "bibtex/export/*.bibtex": "bibtex",
        "bibtex/export/*.csl.json": "csl-json",
        "arxiv-listings/*.jsonl": "json-lines",
        "markdown-lists/*/README.md": "markdown-list",
        "hf-daily/*.json": "hf-json",
        "arxiv-oai/*.xml": "arxiv-oai",
    }
    for pattern, name in wanted.items():
        found = sorted(shared_data.glob(pattern))
        assert found, pattern
        for path in found:
            assert name == recognise(path.read_bytes(), path.name).NAME, path.name


def test_no_tex_is_left_in_the_names_of_bibtex_authors(shared_data: Path) -> None:
    names = []
    for path in sorted((shared_data / "bibtex").rglob("*.bib*")):
        for entry in bibtex.read(path.read_bytes(), path.name).entries:
            names += [author.name for author in entry.authors]
    assert len(names) > 1800
    assert not [name for name in names if "\\" in name or "{" in name or "}" in name]


def test_each_entry_of_the_listings_has_all_that_its_line_has(shared_data: Path) -> None:
    for entry in entries_of_listings(shared_data):
        assert entry.ids.arxiv and entry.title and entry.abstract and entry.authors
        assert entry.categories


def test_each_row_of_the_daily_list_has_all_that_its_cells_hold(shared_data: Path) -> None:
    (file,) = (shared_data / "markdown-lists").rglob("README.md")
    reading = markdown_list.read(file.read_bytes(), file.name)
    assert reading.date and reading.date.year == 2026
    sections = Counter(entry.keywords for entry in reading.entries)
    assert sorted(sections.values()) == [556, 1044, 1386, 1419, 1896, 3011]
    for entry in reading.entries:
        assert entry.ids.arxiv and entry.published and entry.published.day
        assert len(entry.authors) == 1 and entry.et_al
        assert "*" not in entry.title
    assert sum(bool(entry.links) for entry in reading.entries) == 1657


def test_each_record_of_the_corpora_has_an_id(corpora: source_counts.Count) -> None:
    assert corpora.nameless == 0


def test_hostile_documents_are_read_or_refused(shared_data: Path) -> None:
    for path in sorted((shared_data / "hostile").rglob("*")):
        data = path.read_bytes() if path.is_file() else b""
        for known in FORMATS:
            try:
                known.read(data, path.name)
            except ReadError as error:
                assert error.where == path.name
