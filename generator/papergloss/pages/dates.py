"""The lists of a day, a week and a month, and the index of months.

A paper belongs to the month in which it entered the archive, and to the day and the week of the
first listing that showed it. A day that brought just what one listing shows is that listing's page
and has none of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby

from papergloss import days
from papergloss.model import Archive, Paper
from papergloss.pages.cards import Cards, counted, month_text
from papergloss.pages.listings import standing
from papergloss.pages.paging import PaperList, newest
from papergloss.views import ListHead, Page, PapersView, Ref

UP = Ref(label="Papers", url="papers/")

ByTime = Mapping[str, Sequence[Paper]]


def dated_lists(archive: Archive, cards: Cards) -> Iterator[PaperList]:
    """Make the lists of all months, weeks and days, the latest of each first."""
    by_month, by_week, by_day = (_grouped(archive, time) for time in (_month, _week, _day))
    weeks = _refs(by_week, "weeks", _week_text)
    stood = _days_that_are_listings(archive, by_day, cards)
    own = {day: papers for day, papers in by_day.items() if day not in stood}
    own_refs = _refs(own, "days", _day_text)
    inside = _inside(by_month, _week, weeks)
    yield from _lists("month", by_month, month_refs(archive), "Weeks", inside, cards)
    yield from _lists(
        "week", by_week, weeks, "Days", _inside(by_week, _day, stood | own_refs), cards
    )
    yield from _lists("day", own, own_refs, "", {}, cards)


def month_refs(archive: Archive) -> Mapping[str, Ref]:
    """Link to the months, the latest first."""
    return _refs(_grouped(archive, _month), "months", month_text)


def papers_page(archive: Archive, ways: tuple[Ref, ...]) -> Page:
    """Make the index of months; ``ways`` are the other ways to the papers."""
    refs = month_refs(archive)
    years = groupby(refs.items(), key=lambda pair: pair[0][:4])
    return Page(
        kind="papers",
        url="papers/",
        title="Papers",
        description=f"All {len(archive.papers)} papers by month",
        view=PapersView(
            years=tuple((year, tuple(ref for _, ref in pairs)) for year, pairs in years),
            total=len(archive.papers),
            ways=ways,
        ),
    )


# --- when a paper came --------------------------------------------------------------------------


def _month(paper: Paper) -> str:
    return paper.month


def _first(paper: Paper) -> date | None:
    return paper.appearances[0].date if paper.appearances else None


def _day(paper: Paper) -> str:
    first = _first(paper)
    return first.isoformat() if first else ""


def _week(paper: Paper) -> str:
    """The week by ISO 8601, ``2025-W09``; like the day "" where no listing with a date shows it."""
    first = _first(paper)
    return _week_of(first) if first else ""


@lru_cache(maxsize=1 << 14)
def _week_of(day: date) -> str:
    return f"{day:%G-W%V}"


def _grouped(archive: Archive, time: Callable[[Paper], str]) -> ByTime:
    """Gather the papers of each time, the latest first."""
    found = defaultdict(list)
    for paper in archive.papers:
        found[time(paper)].append(paper)
    found.pop("", None)
    return dict(sorted(found.items(), reverse=True))


def _days_that_are_listings(archive: Archive, by_day: ByTime, cards: Cards) -> dict[str, Ref]:
    stood = standing(archive)
    found = {}
    for listing in archive.listings:
        day = listing.date.isoformat() if listing.date else ""
        there = {paper.slug for paper, _ in stood.get(listing.id, ())}
        if there and there == {paper.slug for paper in by_day.get(day, ())}:
            ref = cards.listing(listing)
            found[day] = Ref(label=_day_text(day), url=ref.url, count=len(there))
    return found


# --- their lists --------------------------------------------------------------------------------


def _week_text(week: str) -> str:
    return f"Week {int(week[-2:])} of {week[:4]}"


def _day_text(day: str) -> str:
    return days.text(date.fromisoformat(day))


def _refs(found: ByTime, folder: str, text: Callable[[str], str]) -> dict[str, Ref]:
    return {
        time: Ref(label=text(time), url=f"{folder}/{time}/", count=len(papers))
        for time, papers in found.items()
    }


def _inside(
    found: ByTime, part: Callable[[Paper], str], refs: Mapping[str, Ref]
) -> dict[str, tuple[Ref, ...]]:
    """Link from each time to the shorter ones inside it, the first one first."""
    return {
        time: tuple(refs[each] for each in sorted(set(map(part, papers))) if each in refs)
        for time, papers in found.items()
    }


def _lists(
    kind: str,
    found: ByTime,
    refs: Mapping[str, Ref],
    label: str,
    inside: Mapping[str, tuple[Ref, ...]],
    cards: Cards,
) -> Iterator[PaperList]:
    """Make a list of each time; ``inside`` leads to what it consists of, under ``label``."""
    order = list(refs.values())
    for at, (time, papers) in enumerate(found.items()):
        ref = refs[time]
        kin = inside.get(time, ())
        yield PaperList(
            kind=kind,
            url=ref.url,
            description=f"{counted(papers)} new in {ref.label}",
            head=ListHead(
                title=ref.label,
                kicker=(UP,),
                kin=((label, kin),) if kin else (),
                newer=order[at - 1] if at else None,
                older=order[at + 1] if order[at + 1 :] else None,
            ),
            items=newest(papers, cards),
            dated=True,
        )
