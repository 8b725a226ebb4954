"""Measure Papergloss: the build beside other generators on the same papers, and the reading.

    make bench
    python tests/bench [--rounds 5]              the repository's papers, beside stock Material
    python tests/bench --sizes 1000 10000        the corpora's, beside tuned Material and Hugo
    python tests/bench --report                  the manual's tables and plot, from what is measured
    python tests/bench --ingest [--rounds 5]     reading and merging recorded listings
    python tests/bench --links 10000 60000       related papers, series, people, and their growth

With --sizes, what was measured is kept in --results after each round, and the same command goes on
where it was stopped. --peers names the sizes that the others build too (all, where it is left out);
--serve those in which it is measured how long a save takes to show.

Nothing here is a test: times depend on the machine. CPU seconds are those of the whole command.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import ingest
import latency
import linking
import rounds
import small
import table
from results import Results
from runs import Bench, machine

from support import ROOT

FOLDER = ROOT / ".cache" / "bench"
MANUAL = ROOT / "docs" / "speed.md"
PLOT = ROOT / "docs" / "speed.svg"


def main() -> None:
    """Run what is asked for and print it."""
    options = _options()
    print(machine())
    if options.ingest:
        ingest.measure(options.rounds)
    elif options.links:
        linking.measure(options.links)
    elif options.sizes or options.serve:
        _large(options)
    elif options.report:
        # What draws is larger than all else here.
        import figure

        results = Results.read(options.results, machine(), "")
        table.publish(results, MANUAL)
        figure.draw(results, PLOT)
    else:
        with tempfile.TemporaryDirectory() as folder:
            small.compare(Bench(Path(folder)), options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=5, help="runs of each; medians are printed")
    parser.add_argument("--sizes", type=int, nargs="*", default=[], help="papers of the corpora")
    parser.add_argument("--peers", type=int, nargs="*", help="sizes that the others build too")
    parser.add_argument(
        "--serve", type=int, nargs="*", default=[], help="sizes to measure serve at"
    )
    parser.add_argument("--results", type=Path, default=FOLDER / "results.json")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="for archives and sites")
    parser.add_argument("--report", action="store_true", help="write the manual's tables and plot")
    parser.add_argument("--ingest", action="store_true", help="measure reading and merging")
    parser.add_argument("--links", type=int, nargs="*", default=[], help="papers of the corpora")
    return parser.parse_args()


def _large(options: argparse.Namespace) -> None:
    results = Results.read(options.results, machine(), f"{date.today()}")
    bench = Bench(options.folder.resolve())
    for size in options.sizes:
        peers = options.peers is None or size in options.peers
        rounds.measure(bench, results, options.results, size, options.rounds, peers)
    for size in options.serve:
        print(f"serving {size} papers", flush=True)
        results.latencies[str(size)] = latency.latencies(rounds.prepared(bench, size).archive)
        results.write(options.results)
    print("\n".join(table.markdown(results)))


if __name__ == "__main__":
    main()
