"""Whether a term is used more of late than before, and how sure that is.

The measure is the log-odds ratio with an informative Dirichlet prior and its z-score, of B. L.
Monroe, M. P. Colaresi and K. M. Quinn, "Fightin' Words", Political Analysis 16 (2008), formulas 16
and 22 (https://doi.org/10.1093/pan/mpn018), with papers in place of words: a term's prior is its
share of all papers in both spans, worth ``PRIOR`` papers, which pulls small counts towards "no
change". A term rises or falls where the z-score says that chance alone is an unlikely reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log, sqrt

from papergloss.trends.series import Series

#: How many papers the prior is worth.
PRIOR = 20.0
#: Least z-score of a trend: by chance one of 200 terms seems to rise.
LEAST_Z = 2.58
#: Least papers of a term in the span in which there are more.
LEAST_PAPERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The spans to compare: ``recent`` times up to ``last``, and the ``before`` times before."""

    last: int
    recent: int
    before: int

    def sums(self, counts: Mapping[int, int]) -> tuple[int, int]:
        """Add up what came of late and what came before."""
        turn = self.last - self.recent
        late = sum(counts.get(time, 0) for time in range(turn + 1, self.last + 1))
        early = sum(counts.get(time, 0) for time in range(turn - self.before + 1, turn + 1))
        return late, early


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """How the use of a term changed: papers with it and papers at all, of late and before.

    ``z`` is positive for what rises, and so many standard deviations away from no change.
    """

    term: str
    late: int
    early: int
    all_late: int
    all_early: int
    z: float


def measure(found: Series, window: Window) -> list[Trend]:
    """Measure the change of every term, the steepest rise first; none where a span is empty."""
    all_late, all_early = window.sums(found.totals)
    if not all_late or not all_early:
        return []
    trends = []
    for term, counts in found.terms.items():
        late, early = window.sums(counts)
        if late or early:
            z = _z(late, early, all_late, all_early)
            trends.append(
                Trend(
                    term=term,
                    late=late,
                    early=early,
                    all_late=all_late,
                    all_early=all_early,
                    z=z,
                )
            )
    return sorted(trends, key=lambda trend: (-trend.z, trend.term))


def rising(trends: Iterable[Trend]) -> list[Trend]:
    """Give those that rise, the steepest first."""
    return [each for each in trends if each.z >= LEAST_Z and each.late >= LEAST_PAPERS]


def falling(trends: Iterable[Trend]) -> list[Trend]:
    """Give those that fall, the steepest first."""
    found = [each for each in trends if each.z <= -LEAST_Z and each.early >= LEAST_PAPERS]
    return sorted(found, key=lambda each: (each.z, each.term))


def _z(late: int, early: int, all_late: int, all_early: int) -> float:
    """Compare two shares; both the counts with the term and those without it get their prior."""
    prior = PRIOR * (late + early) / (all_late + all_early)
    with_late, with_early = late + prior, early + prior
    without_late = all_late - late + PRIOR - prior
    without_early = all_early - early + PRIOR - prior
    if not without_late or not without_early:  # every paper has it: nothing can change
        return 0.0
    ratio = log(with_late / without_late) - log(with_early / without_early)
    spread = 1 / with_late + 1 / with_early + 1 / without_late + 1 / without_early
    return ratio / sqrt(spread)
