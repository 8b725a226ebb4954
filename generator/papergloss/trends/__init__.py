"""What rises and what falls: how often terms are used, by month or by week, in; trends out.

- ``series``  when papers came, counted by term and time
- ``measure`` whether a term is used more of late than before, and how sure that is

Pure, and the same for tags, concepts or anything else that papers have. Knows no clock: "of late"
is what came last.
"""

from papergloss.trends.measure import Trend, Window, falling, measure, rising
from papergloss.trends.series import Series, month_of, month_text, series, week_of

__all__ = [
    "Series",
    "Trend",
    "Window",
    "falling",
    "measure",
    "month_of",
    "month_text",
    "rising",
    "series",
    "week_of",
]
