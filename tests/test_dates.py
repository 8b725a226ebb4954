"""Years that listings leave out: inferred from what bounds them, and said so."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from papergloss import dates, sources
from papergloss.errors import ConfigError
from papergloss.model import Entry, Listing, PartialDate, Reading, Sidecar
from support import ROOT

DAY = PartialDate(month=11, day=6)


def entry(title: str, position: int = 1, published: PartialDate | None = None) -> Entry:
    return Entry(title=title, abstract="", position=position, published=published)


def listing(
    name: str, *entries: Entry, day: PartialDate | None = DAY, **sidecar: object
) -> dates.Unsettled:
    return dates.Unsettled(
        id=f"s/{name}",
        path=f"listings/s/{name}.txt",
        reading=Reading(entries=entries, date=day),
        sidecar=Sidecar(**sidecar),  # type: ignore[arg-type]
    )


def settle(*raw: dates.Unsettled) -> list[Listing]:
    return dates.settle(raw)


def seeds() -> list[dates.Unsettled]:
    found = []
    for path in sorted((ROOT / "content/listings/hf-daily").glob("*.txt")):
        reading = sources.hf_text.read(path.read_bytes(), path.name)
        found.append(
            dates.Unsettled(id=path.name[:3], path=path.name, reading=reading, sidecar=Sidecar())
        )
    return found


def test_the_five_pages_get_the_least_year_that_nothing_contradicts() -> None:
    """From text alone all five are of 2025, as they are in truth, and each says from what."""
    settled = dates.settle(seeds())
    assert [item.date for item in settled] == [
        date(2025, 3, 14),
        date(2025, 3, 11),
        date(2025, 7, 29),
        date(2025, 11, 6),
        date(2025, 11, 4),
    ]
    assert all(item.date_basis.startswith("year inferred: ") for item in settled)


def test_entries_that_carry_a_year_bound_the_listing_from_below() -> None:
    """Entries of the listing's own year carry none, so it is of a later year than any carried."""
    (found,) = settle(listing("a", entry("X", published=PartialDate(month=12, day=9, year=2023))))
    assert found.date == date(2024, 11, 6)
    assert "“X” carries the year 2023" in found.date_basis


def test_a_paper_in_another_dated_listing_bounds_it_too() -> None:
    """A page that shows a paper is not older than the paper."""
    old = listing("old", entry("Same title."), day=PartialDate(month=3, day=1))
    new = listing(
        "new", entry("Same Title", published=PartialDate(month=5, day=2)), date=date(2024, 8, 1)
    )
    found = settle(old, new)[0]
    assert found.date == date(2025, 3, 1)  # 1 March 2024 lies before the paper of 2 May 2024
    assert "is dated 2024-05-02 in s/new" in found.date_basis


def test_the_sidecar_outranks_inference() -> None:
    """What a person states holds, whatever the text suggests."""
    dated = entry("X", published=PartialDate(month=12, day=9, year=2023))
    (found,) = settle(listing("a", dated, date=date(2030, 1, 2), date_basis="told by the curator"))
    assert (found.date, found.date_basis) == (date(2030, 1, 2), "told by the curator")


def test_the_day_of_receipt_is_the_last_resort() -> None:
    """With no bound at all the page is of the last such day before it was received."""
    (found,) = settle(listing("a", entry("X"), received="2026-02-03T04:05:06+00:00"))
    assert found.date == date(2025, 11, 6)


def test_an_answer_to_a_question_is_marked() -> None:
    """So that merging takes no paper to have stood in it."""
    answer, page = settle(
        listing("a", purpose="lookup", date=date(2026, 1, 2)), listing("b", date=date(2026, 1, 2))
    )
    assert (answer.lookup, page.lookup) == (True, False)


def test_a_year_from_nothing_is_an_error_with_its_remedy() -> None:
    """Where nothing bounds the year, the person is asked and nothing is guessed."""
    with pytest.raises(ConfigError, match="--date YYYY-MM-DD"):
        settle(listing("a", entry("X")))


def test_entries_get_the_listing_s_year() -> None:
    """An entry without a year is of the listing's, or of the one before if it would lie ahead."""
    days = [PartialDate(month=2, day=26), PartialDate(month=12, day=30)]
    entries = [entry(f"E{n}", n, day) for n, day in enumerate(days, start=1)]
    (found,) = settle(listing("a", *entries, date=date(2025, 11, 6)))
    assert [e.published and e.published.year for e in found.entries] == [2025, 2024]


def test_29_february_finds_a_leap_year() -> None:
    """29 February after 2024 is of 2028."""
    (found,) = settle(
        listing(
            "a",
            entry("X", published=PartialDate(month=5, day=1, year=2024)),
            day=PartialDate(month=2, day=29),
        )
    )
    assert found.date == date(2028, 2, 29)


def test_committed_sidecars_state_the_true_dates() -> None:
    """The five sidecars hold the dates that the seeds' README gives."""
    folder = Path(ROOT, "content/listings/hf-daily")
    stated = {p.name[:3]: p.read_text(encoding="utf-8") for p in folder.glob("*.meta.yml")}
    assert 'date: "2025-03-14"' in stated["000"]
    assert 'date: "2025-11-04"' in stated["004"]
