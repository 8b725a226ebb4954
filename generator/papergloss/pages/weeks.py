"""What happened in each week: papers that came, notes that were written, terms that rose.

A week is ISO 8601's, a paper's week that of the first listing with a date that showed it, a note's
that of the day it gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from papergloss import days, trends
from papergloss.model import Archive, Note, Paper
from papergloss.pages.cards import Cards, age
from papergloss.pages.trend_parts import Terms
from papergloss.trends import Trend, Window
from papergloss.views import Ref

#: The weeks up to one's own that are compared with those before.
RECENT_WEEKS = 4
WEEKS_BEFORE = 26
#: How many rising terms a week tells.
MOST_RISING = 10


@dataclass(slots=True, kw_only=True)
class Week:
    """A week in which something happened: the most noted papers and the latest notes first."""

    monday: date
    new: list[Paper] = field(default_factory=list)
    noted: list[tuple[Paper, Note]] = field(default_factory=list)
    rising: list[Trend] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The week by ISO 8601: ``2025-W45``."""
        return f"{self.monday:%G-W%V}"

    @property
    def url(self) -> str:
        """The address of its digest."""
        return f"digest/{self.name}/"

    @property
    def title(self) -> str:
        """The week for people: Week 45 of 2025."""
        return f"Week {self.monday.isocalendar().week} of {self.monday:%G}"

    @property
    def span(self) -> str:
        """Its first and last day for people."""
        return f"{days.text(self.monday)} to {days.text(self.monday + timedelta(days=6))}"

    @property
    def updated(self) -> str:
        """When its last paper was listed or its last note written, at noon."""
        told = [_day(paper) for paper in self.new] + [note.noted for _, note in self.noted]
        return f"{max(filter(None, told)).isoformat()}T12:00:00Z"

    @property
    def ref(self) -> Ref:
        """A link to its digest, with the number of new papers."""
        return Ref(label=self.title, url=self.url, count=len(self.new))

    @property
    def lead(self) -> str:
        """What happened, in numbers."""
        counts = (
            (len(self.new), "new paper"),
            (len(self.noted), "note"),
            (len(self.rising), "rising subject"),
        )
        told = [f"{count} {what}{'s' if count != 1 else ''}" for count, what in counts if count]
        return f"{self.span}: {', '.join(told)}"


def weeks(archive: Archive, terms: Terms, cards: Cards) -> list[Week]:
    """Gather what happened in each week in which something did, the latest first."""
    found: dict[int, Week] = {}

    def week(day: date) -> Week:
        monday = day - timedelta(days=day.weekday())
        return found.setdefault(trends.week_of(day), Week(monday=monday))

    counted = []
    for paper in archive.papers:
        day, note = _day(paper), archive.notes.get(paper.slug)
        if day:
            week(day).new.append(paper)
            counted.append((trends.week_of(day), terms.of(paper)))
        if note and note.noted:
            week(note.noted).noted.append((paper, note))
    series = trends.series(counted)
    for number, each in found.items():
        each.new.sort(
            key=lambda paper: (cards.weights.get(paper.slug, 0), age(paper)), reverse=True
        )
        each.noted.sort(key=lambda pair: (pair[1].noted or date.min, pair[0].slug), reverse=True)
        window = Window(last=number, recent=RECENT_WEEKS, before=WEEKS_BEFORE)
        each.rising = _rising(trends.measure(series, window), terms)
    return [found[number] for number in sorted(found, reverse=True)]


def _rising(measured: Iterable[Trend], terms: Terms) -> list[Trend]:
    return [each for each in trends.rising(measured) if each.term in terms.refs][:MOST_RISING]


def _day(paper: Paper) -> date | None:
    return next((seen.date for seen in paper.appearances if seen.date), None)
