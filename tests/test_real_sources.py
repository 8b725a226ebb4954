"""Every item of the recorded replies in ../shared/data is read, or rejected with a reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from papergloss.sources import hf_json
from tools import source_counts


def test_all_hugging_face_days_are_read(shared_data: Path) -> None:
    counted = source_counts.hf_daily(shared_data)
    assert counted.accounted
    assert (counted.files, counted.items, counted.read) == (435, 6651, 6651)


def test_all_replies_of_the_arxiv_api_are_read_but_the_one_that_is_an_error(
    shared_data: Path,
) -> None:
    counted = source_counts.arxiv_api(shared_data)
    assert counted.accounted
    assert (counted.files, counted.items, counted.read) == (20, 222, 221)
    assert counted.refused == Counter({"arXiv answers “incorrect id format for abc”": 1})


def test_all_oai_records_are_read(shared_data: Path) -> None:
    counted = source_counts.arxiv_oai(shared_data)
    assert counted.accounted
    assert (counted.files, counted.items, counted.read) == (5, 5, 5)


def test_a_hugging_face_day_that_tells_its_date_tells_that_of_its_file(shared_data: Path) -> None:
    told = Counter[bool]()
    for path in sorted((shared_data / "hf-daily").glob("*.json"))[::10]:
        day = hf_json.read(path.read_bytes(), path.name).date
        if day:
            told[f"{day.year}-{day.month:02}-{day.day:02}" == path.stem] += 1
    assert told == {True: 25}  # of 44; before 2025 the API did not tell
