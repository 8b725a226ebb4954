"""Print what becomes of every item of the recorded replies, as the table for the manual.

python -m tests.tools.count_sources
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from .source_counts import SOURCES, Count

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def row(count: Count) -> str:
    """Show a count as a row of a Markdown table."""
    numbers = (
        *(count.files, count.items, count.read, count.nameless),
        *(count.rejected.total(), count.refused.total()),
    )
    cells = (count.source, *(f"{number:,}" for number in numbers), _reasons(count))
    return "| " + " | ".join(cells) + " |"


def _reasons(count: Count) -> str:
    reasons: Counter[str] = count.rejected + count.refused
    shown = [f"{number:,} {reason}" for reason, number in reasons.most_common()]
    return "; ".join([*shown, *(f"not recognised: {name}" for name in count.strangers)])


def main() -> int:
    print("| source | files | items | read | without id | rejected | in refused files | reasons |")
    print("|---|---:|---:|---:|---:|---:|---:|---|")
    accounted = True
    for source in SOURCES:
        counted = source(DATA)
        print(row(counted), flush=True)
        accounted &= counted.accounted
    return 0 if accounted else 1


if __name__ == "__main__":
    sys.exit(main())
