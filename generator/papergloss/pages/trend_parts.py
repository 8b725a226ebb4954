"""Charts and trends of what papers have (tags, concepts), for the pages that show them.

A paper counts for the month in which it entered the archive, its first listing's, whatever its own
date: what rises here is what the listings bring more of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from papergloss import trends
from papergloss.charts import shares, time_text, timeline
from papergloss.model import Paper
from papergloss.trends import Series, Trend, Window
from papergloss.views import ChartView, Ref, TrendGroup, TrendView

#: The latest months that are compared with those before.
RECENT_MONTHS = 3
MONTHS_BEFORE = 12
#: How many terms a group shows of those that rise, that fall, and that most papers have.
MOST_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """A kind of term (``name``: Tags): what papers have of it, and the page of each term."""

    name: str
    of: Callable[[Paper], Iterable[str]]
    refs: Mapping[str, Ref]


def use_chart(papers: Iterable[Paper], ends: tuple[str, str]) -> ChartView | None:
    """Draw when papers came, by month; ``ends`` are the archive's (see ``month_ends``)."""
    return timeline(Counter(paper.month for paper in papers), ends=ends)


def month_ends(papers: Iterable[Paper]) -> tuple[str, str]:
    """Give the first and the last month in which papers came; empty texts where none did."""
    months = {paper.month for paper in papers}
    return min(months, default=""), max(months, default="")


class MonthlyTrends:
    """The use of one kind of term by month, over a whole archive."""

    def __init__(self, papers: Sequence[Paper], terms: Terms) -> None:
        self._papers = papers
        self._terms = terms

    @cached_property
    def _series(self) -> Series:
        found = ((trends.month_of(p.month), self._terms.of(p)) for p in self._papers)
        return trends.series(found)

    @cached_property
    def _measured(self) -> list[Trend]:
        if not self._series.totals:
            return []
        last = max(self._series.totals)
        window = Window(last=last, recent=RECENT_MONTHS, before=MONTHS_BEFORE)
        return trends.measure(self._series, window)

    @property
    def spans(self) -> str:
        """Say which months are compared, "" where there is nothing to compare."""
        if not self._measured:
            return ""
        last = max(self._series.totals)
        turn = last - RECENT_MONTHS
        months = (turn - MONTHS_BEFORE + 1, turn, turn + 1, last)
        far, end, start, now = (time_text(trends.month_text(month)) for month in months)
        return f"{start} to {now} against {far} to {end}"

    def group(self) -> TrendGroup:
        """Show what rises, what falls, and what most papers have."""
        known = [each for each in self._measured if each.term in self._terms.refs]
        most = sorted(known, key=lambda each: (-each.late, each.term))
        return TrendGroup(
            name=self._terms.name,
            rising=tuple(self._views(trends.rising(known))),
            falling=tuple(self._views(trends.falling(known))),
            most=tuple(self._views(each for each in most if each.late)),
        )

    def _views(self, found: Iterable[Trend]) -> Iterator[TrendView]:
        for each in list(found)[:MOST_SHOWN]:
            chart = shares(self._by_month(each.term), self._totals)
            yield trend_view(each, self._terms.refs[each.term], chart)

    def _by_month(self, term: str) -> Mapping[str, int]:
        counts = self._series.terms[term]
        return {trends.month_text(month): count for month, count in counts.items()}

    @cached_property
    def _totals(self) -> Mapping[str, int]:
        totals = self._series.totals
        return {trends.month_text(month): count for month, count in totals.items()}


def trend_view(trend: Trend, ref: Ref, chart: ChartView | None = None) -> TrendView:
    """Say in words how the use of a term changed."""
    late = f"{trend.late} of {trend.all_late} papers"
    early = f"{trend.early} of {trend.all_early} before"
    return TrendView(ref=Ref(label=ref.label, url=ref.url), text=f"{late}, {early}", chart=chart)
