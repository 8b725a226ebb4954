"""When a fetched listing is doubted, and how often a good one is."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from papergloss import plausible
from papergloss.model import Author, Entry, Ids, PartialDate, Reading, Rejected
from papergloss.plausible import Past, Trait
from papergloss.sources import by_name

MONDAY = date(2025, 11, 3)
NOON = datetime(2025, 11, 4, 12, 0, tzinfo=UTC)


def entry(number: int, **given: object) -> Entry:
    whole: dict[str, object] = {
        "title": f"Paper {number}",
        "abstract": "It works.",
        "position": number,
        "ids": Ids(arxiv=f"2511.{number:05}"),
        "authors": (Author(name="A. Author"),),
    }
    return Entry(**{**whole, **given})  # type: ignore[arg-type]


def reading(count: int, **given: object) -> Reading:
    return Reading(entries=tuple(entry(n) for n in range(1, count + 1)), **given)  # type: ignore[arg-type]


def working_days(*counts: int) -> list[Past]:
    """Listings of the working days before MONDAY, latest last."""
    days = [MONDAY - timedelta(days=n) for n in range(1, 200)]
    days = [day for day in days if day.weekday() < 5][: len(counts)]
    return [
        Past(name=str(day), day=day, entries=count)
        for day, count in zip(reversed(days), counts, strict=True)
    ]


def test_a_whole_listing_is_not_doubted() -> None:
    """Nor is one that is empty for a reason, or where a tenth lacks something."""
    assert plausible.shape(reading(20)) is None
    assert plausible.shape(Reading(entries=(), empty_reason="no papers")) is None
    tenth = Reading(entries=(*reading(18).entries, entry(19, abstract=""), entry(20, abstract="")))
    assert plausible.shape(tenth) is None
    assert plausible.shape(Reading(entries=(*reading(2).entries, entry(3, authors=())))) is None


@pytest.mark.parametrize(
    ("lacking", "what"),
    [
        ({"abstract": ""}, "each with its abstract"),
        ({"authors": ()}, "each with its authors"),
        ({"ids": Ids()}, "each with its permanent id"),
    ],
)
def test_missing_key_fields_are_a_change_of_shape(lacking: dict[str, object], what: str) -> None:
    """More than a tenth of the entries without one."""
    odd = Reading(entries=(*reading(17).entries, *(entry(n, **lacking) for n in (18, 19, 20))))
    doubt = plausible.shape(odd)
    assert doubt is not None
    assert (doubt.trait, doubt.expected, doubt.seen) == (Trait.SHAPE, what, "3 of 20 without")


def test_entries_that_cannot_be_read_count() -> None:
    """But not those that the source itself lists twice or has deleted."""
    lost = tuple(Rejected(reason="no id: nan", position=n) for n in range(21, 24))
    assert "3 of 23 that cannot (no id: nan)" in str(plausible.shape(reading(20, rejected=lost)))
    twice = tuple(Rejected(reason="listed twice: 2511.1 is also number 1") for _ in range(9))
    assert plausible.shape(reading(20, rejected=twice)) is None
    assert plausible.shape(Reading(entries=())) is not None


def test_sources_still_say_what_is_in_order() -> None:
    """The reasons that are no loss are those that the readers give."""
    item = b'{"paper": {"id": "2511.00001", "title": "T", "upvotes": 1}}'
    read = by_name("hf-json").read(b"[" + item + b"," + item + b"]", "x")
    assert read.rejected[0].reason.startswith(plausible._IN_ORDER)


def test_another_day_is_doubted() -> None:
    """A source that forgets to filter by day answers with today's papers."""
    other = reading(5, date=PartialDate(year=2025, month=11, day=4))
    assert "that of 2025-11-04" in str(plausible.shape(other, day=MONDAY))
    assert plausible.shape(other, day=date(2025, 11, 4)) is None
    assert plausible.shape(other) is None


def size(entries: int, **given: object) -> plausible.Doubt | None:
    this = Past(name=str(MONDAY), day=MONDAY, entries=entries, received=NOON)
    return plausible.size(this, **{"over": True, **given})  # type: ignore[arg-type]


def test_half_of_its_earlier_self_is_doubted() -> None:
    """Whatever is usual, a listing that shrinks lost something; so did one asked for by ids."""
    earlier = [Past(name=str(MONDAY), day=MONDAY, entries=20)]
    assert size(10, taken=earlier) is None
    assert "about the 20 entries that it had before, found 9" in str(size(9, taken=earlier))
    assert size(9, taken=earlier, over=False) is not None
    small = Past(name=str(MONDAY), day=MONDAY, entries=2)
    weeks = working_days(*[12] * 20)
    assert size(3, taken=[*weeks, small]) is None, "it grew, however small it is"
    assert "the 50 papers that were asked for" in str(size(24, asked=50))


def test_an_unusually_small_day_is_doubted() -> None:
    """Once it is over, and where ten like it are known; a weekend is unlike a Monday."""
    weeks = working_days(*[10, 12, 30, 18] * 10)
    assert size(5, taken=weeks) is None
    assert "5 entries at least" in str(size(4, taken=weeks))
    assert size(0, taken=weeks, over=False) is None
    assert size(0, taken=weeks[:9]) is None
    sunday = Past(name="s", day=MONDAY - timedelta(days=1), entries=0)
    assert plausible.size(sunday, over=True, taken=weeks) is None


def test_a_quiet_day_is_believed_in_the_end() -> None:
    """A holiday is the same a day later, while the day after it is as usual."""
    weeks = working_days(*[10, 12, 30, 18] * 10)
    tuesday = Past(name="t", day=MONDAY + timedelta(days=1), entries=15)
    yesterday = Past(name=str(MONDAY), entries=1, received=NOON - timedelta(hours=21))
    hour_ago = Past(name=str(MONDAY), entries=1, received=NOON - timedelta(hours=1))
    assert size(1, taken=[*weeks, tuesday], refused=[yesterday]) is None
    assert size(1, taken=[*weeks, tuesday], refused=[hour_ago]) is not None
    assert size(1, taken=weeks, refused=[yesterday]) is not None
    assert size(2, taken=[*weeks, tuesday], refused=[yesterday]) is not None


def test_real_days_give_few_false_alarms(shared_data: Path) -> None:
    """Of the 435 recorded days at most 2 % are doubted for their size."""
    taken: list[Past] = []
    doubted, cut = [], 0
    for path in sorted((shared_data / "hf-daily").glob("*.json")):
        count, day = len(json.loads(path.read_bytes())), date.fromisoformat(path.stem)
        this = Past(name=path.stem, day=day, entries=count)
        tenth = replace(this, entries=count // 10)
        if plausible.size(this, over=True, taken=taken):
            doubted.append(path.stem)
        cut += plausible.size(tenth, over=True, taken=taken) is not None
        taken.append(this)
    assert len(taken) == 435
    assert len(doubted) == 5, doubted  # 1.2 %, as the module says
    assert cut > 0.9 * 425


def test_real_days_have_their_shape(shared_data: Path) -> None:
    """No recorded day (of every eighth, for time's sake) is doubted for its fields or its date."""
    read = by_name("hf-json").read
    for path in sorted((shared_data / "hf-daily").glob("*.json"))[::8]:
        found = read(path.read_bytes(), path.name)
        assert plausible.shape(found, day=date.fromisoformat(path.stem)) is None, path
