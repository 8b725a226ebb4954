"""What the readers of Hugging Face's JSON and saved pages take, and what they refuse."""

from __future__ import annotations

import html
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import Entry, LinkKind, PartialDate
from papergloss.sources import hf_html, hf_json, recognise


def item(number: int = 1, **fields: object) -> dict[str, object]:
    """Make an item of the API; ``fields`` are those of its paper."""
    paper = {"id": f"2401.{90000 + number}", "title": f"Paper {number}", "summary": "Text."}
    return {"paper": {**paper, **fields}, "publishedAt": "2024-01-02T19:00:00.000Z"}


def entry(**fields: object) -> Entry:
    """Read a reply of one item."""
    reading = hf_json.read(json.dumps([item(**fields)]).encode(), "day.json")
    assert not reading.rejected
    return reading.entries[0]


def refusal(data: bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        hf_json.read(data, "day.json")
    assert caught.value.where == "day.json"
    return caught.value


def test_the_day_of_publication_is_the_inner_one() -> None:
    # The outer time is the time of listing in 2024, and arXiv's time five hours off since.
    assert entry(publishedAt="2024-01-03T00:00:00.000Z").published == PartialDate(
        year=2024, month=1, day=3
    )


def test_the_day_of_a_listing_is_the_day_its_papers_were_submitted_on_daily() -> None:
    day = {"submittedOnDailyAt": "2024-01-04T00:24:05.560Z"}
    reading = hf_json.read(json.dumps([item(1, **day), item(2, **day)]).encode(), "day.json")
    assert reading.date == PartialDate(year=2024, month=1, day=4)


def test_a_listing_of_several_days_has_no_day_but_its_entries_have() -> None:
    days = ("2024-01-04T00:00:00Z", "2024-01-05T00:00:00Z")
    items = [item(number, submittedOnDailyAt=day) for number, day in enumerate(days)]
    reading = hf_json.read(json.dumps(items).encode(), "week.json")
    assert reading.date is None
    assert [each.listed and each.listed.day for each in reading.entries] == [4, 5]


def test_the_title_with_its_mathematics_wins() -> None:
    both = {**item(title="SL^{2}Net: Small"), "title": "SL$^{2}$Net:\n  Small"}
    (read,) = hf_json.read(json.dumps([both]).encode(), "day.json").entries
    assert read.title == "SL$^{2}$Net: Small"


@pytest.mark.parametrize(
    ("field", "address", "kind"),
    [
        ("githubRepo", "https://github.com/a/b", LinkKind.CODE),
        ("projectPage", " https://a.example.org/ ", LinkKind.PROJECT),
        ("projectPage", "https://github.com/a/b", LinkKind.CODE),
    ],
)
def test_an_address_in_a_field_becomes_a_link(field: str, address: str, kind: LinkKind) -> None:
    (link,) = entry(**{field: address}).links
    assert (link.url, link.kind) == (address.strip(), kind)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "github.com/a/b", "https://a b", 'https://a"b', "", 7, None]
)
def test_what_is_no_web_address_becomes_no_link(address: object) -> None:
    assert entry(projectPage=address).links == ()


def test_the_same_address_in_field_and_abstract_is_one_link() -> None:
    read = entry(githubRepo="https://github.com/a/b", summary="See https://github.com/a/b.git now.")
    assert [link.url for link in read.links] == ["https://github.com/a/b"]


@pytest.mark.parametrize("value", [-1, 1.5, "7", True, None, 10**30])
def test_a_count_is_a_whole_number_from_zero_or_missing(value: object) -> None:
    assert entry(upvotes=value).upvotes is None


def test_a_line_is_known_for_each_item_of_a_list() -> None:
    data = b'\n[\n{"paper": {"id": "2401.90001", "title": "a"}}\n,\n\n  7, 8\n]\n'
    reading = hf_json.read(data, "day.json")
    assert [each.line for each in reading.entries] == [3]
    assert [each.line for each in reading.rejected] == [6, 6]


def test_an_empty_list_is_a_day_without_papers() -> None:
    reading = hf_json.read(b" [ ]\n", "day.json")
    assert (reading.entries, reading.rejected) == ((), ())
    assert reading.empty_reason


def test_a_list_of_missing_values_is_no_day_without_papers() -> None:
    reading = hf_json.read(b"[NaN, NaN]", "day.json")
    assert len(reading.rejected) == 2
    assert reading.empty_reason is None


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b'[{"paper": {},\n "title":', 2, "not JSON"),
        (b"[1] [2]", 1, "not JSON"),
        (b"[1,\n]", 2, "not JSON"),
        (b"[1\n2]", 2, "not JSON"),
        (b"", 1, "not JSON"),
        (b"\n\xff", 2, "not UTF-8"),
        (b"[" * 100_000, 1, "nested too deeply"),
        (b'{"a":' * 100_000, 1, "nested too deeply"),
        (b'{"error": "Paper not found"}', 1, "“Paper not found”"),
        (b'{"papers": 3}', 1, "found an object"),
        (b'"nan"', 1, "found the text"),
        (b"NaN", 1, "found NaN"),
    ],
)
def test_what_is_no_reply_is_refused_with_its_line(data: bytes, line: int, message: str) -> None:
    error = refusal(data)
    assert message in error.message
    assert error.line == line
    assert error.remedy


@pytest.mark.parametrize(
    "notation",
    [
        "{'paper': {'id': '2401.90001', 'title': 'It\\'s', 'n': None}}",
        "{'paper': {'id': '2401.90001', 'title': \"It's\", 'n': (1, -2.5e3, True, nan)}}",
        '{"paper": {"id": "2401.90001", "title": "It\\u0027s", "n": null}}',
        "{'paper': {'id': '2401.90001', 'title': 'It\\x27s'}}",
    ],
)
def test_an_item_in_python_notation_is_read(notation: str) -> None:
    reading = hf_json.read(json.dumps([notation]).encode(), "day.json")
    assert [each.title for each in reading.entries] == ["It's"]


@pytest.mark.parametrize(
    "notation",
    [
        "{'paper': open('/etc/passwd')}",
        "{'paper': {'id': '2401.90001', 'title': 'a'}, **{}}",
        "{'paper': {'id': '2401.90001', 'title': 'a' 'b'}}",
        "{'a': " * 50_000,
        "{" + "-" * 50_000 + "1: 2}",
        "{'paper': {'id': '2401.90001', 'title': 'a'}}" + " " * 2_000_000,
        "{'paper': {'id': '2401.90001', 'title': '\\U99999999'}}",
    ],
)
def test_an_item_in_any_other_notation_is_rejected(notation: str) -> None:
    reading = hf_json.read(json.dumps([notation]).encode(), "day.json")
    assert [each.reason.partition(":")[0] for each in reading.rejected] == ["not a paper"]


def test_json_lines_are_left_to_the_reader_of_json_lines() -> None:
    line = json.dumps({"id": "2401.90001", "title": "a", "upvotes": 1}).encode()
    assert hf_json.sniff(line)
    assert not hf_json.sniff(line + b"\n" + line)


KEYS = (
    "paper",
    "id",
    "title",
    "summary",
    "authors",
    "name",
    "organization",
    "upvotes",
    "mediaUrls",
)
TEXT = st.sampled_from(["2401.90001", "2401.90002", "a title", "{'id': 'x-1', 'title': 'y'}"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
)


@given(items=st.lists(JSON, max_size=6))
def test_each_item_is_an_entry_or_rejected_with_its_place(items: list[object]) -> None:
    reading = hf_json.read(json.dumps(items, indent=1).encode(), "day.json")
    places = [(each.position, each.line) for each in (*reading.entries, *reading.rejected)]
    assert sorted(position for position, _ in places) == list(range(1, len(items) + 1))
    assert [line for _, line in sorted(places)] == sorted({line for _, line in places})


def page(props: object, quote: str = '"') -> bytes:
    escaped = html.escape(json.dumps(props), quote=True)
    return (
        f"<!doctype html><html><title>Daily Papers - Hugging Face</title>\n"
        f"<div data-target={quote}DailyPapers{quote} data-props={quote}{escaped}{quote}></div>"
    ).encode()


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_saved_page_reads_like_the_reply(quote: str) -> None:
    items = [item(1, title='5 < 6 & "so" on'), item(2)]
    data = page({"dateString": "2024-01-04", "dailyPapers": items}, quote)
    assert recognise(data, "page.html").NAME == "hf-html"
    reading = hf_html.read(data, "page.html")
    assert reading.date == PartialDate(year=2024, month=1, day=4)
    assert [each.title for each in reading.entries] == ['5 < 6 & "so" on', "Paper 2"]


@pytest.mark.parametrize("period", ["2024-W02", "2024-01", "trending", None])
def test_a_page_of_a_week_or_a_month_has_no_day(period: object) -> None:
    data = page({"dateString": period, "dailyPapers": [item()]})
    assert hf_html.read(data, "page.html").date is None


def test_a_page_without_papers_is_told_from_a_page_without_the_list() -> None:
    assert hf_html.read(page({"dailyPapers": []}), "page.html").empty_reason
    with pytest.raises(ReadError, match="holds no list of papers"):
        hf_html.read(page({"models": []}), "page.html")


def test_a_page_cut_off_inside_its_data_is_refused() -> None:
    whole = page({"dailyPapers": [item()]})
    with pytest.raises(ReadError):
        hf_html.read(whole[: whole.index(b"Text.")], "page.html")


def test_a_page_whose_data_are_no_json_is_refused_with_the_line() -> None:
    with pytest.raises(ReadError) as caught:
        hf_html.read(b"<html>\n\n<div data-props='{\"dailyPapers\":\n[}'>", "page.html")
    assert caught.value.line == 4
