"""Measure Papergloss: the build beside other generators on the same papers, and the reading.

    make bench
    python tests/bench [--rounds 5]              the repository's papers, beside stock Material
    python tests/bench --sizes 1000 10000        the corpora's, beside tuned Material and Hugo
    python tests/bench --ingest [--rounds 5]     reading and merging recorded listings

Nothing here is a test: times depend on the machine. CPU seconds are those of the whole command.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import ingest
import large
import small
from runs import Bench, machine


def main() -> None:
    """Run what is asked for and print it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="runs of each; medians are printed")
    parser.add_argument("--sizes", type=int, nargs="+", help="papers of the corpora, once each")
    parser.add_argument("--ingest", action="store_true", help="measure reading and merging")
    options = parser.parse_args()
    print(machine())
    if options.ingest:
        ingest.measure(options.rounds)
        return
    with tempfile.TemporaryDirectory() as folder:
        if options.sizes:
            large.compare(Bench(Path(folder)), options.sizes)
        else:
            small.compare(Bench(Path(folder)), options.rounds)


if __name__ == "__main__":
    main()
