"""Print how many quoted passages are found again in changed abstracts, by kind of change.

python -m tests.tools.measure_anchors
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from .anchor_pairs import SEED, Tally, foreign, pairs, trials

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def measure(data: Path) -> dict[tuple[str, bool], Tally]:
    """Try every passage of every pair, without its context and with it."""
    source = random.Random(SEED)
    found: dict[tuple[str, bool], Tally] = defaultdict(Tally)
    made = list(pairs(data))
    every = [trial for pair in made for trial in trials(pair, source)]
    every += [foreign(one, other) for one, other in pairwise(made)]
    for trial in every:
        for context in (False, True):
            found[trial.edit, context].add(trial, context=context)
    return found


def main() -> int:
    print("| edit | selector | passages there | found | passages gone | landed elsewhere |")
    print("|---|---|---:|---:|---:|---:|")
    good = True
    for (edit, context), tally in sorted(measure(DATA).items()):
        selector = "words and context" if context else "words alone"
        share = f"{tally.share:.1%}" if tally.existing else "–"
        counts = f"{tally.existing} | {share} | {tally.gone} | {tally.elsewhere}"
        print(f"| {edit} | {selector} | {counts} |")
        good &= not tally.elsewhere
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
