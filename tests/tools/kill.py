"""Kill and starve runs of papergloss, and see that the next run ends as if nothing had been.

Update, add and fetch are killed (SIGKILL) at random moments, at random calls of the file system and
in the middle of a write; then each call of the file system in turn fails with ENOSPC or EIO. Each
time the command is run again to its end, and every byte below content/ is compared with what an
undisturbed run leaves. What must not be touched is read-only, watched call by call, and compared
with its inodes and times::

    python -m tests.tools.kill --kills 1000
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .listing_server import serving
from .scenes import Scene, scenes
from .trials import FAULTS, KILLED, Tally, Trials


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit code is 1 if anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m tests.tools.kill")
    parser.add_argument("--kills", type=int, default=1000, help="how many runs are killed")
    parser.add_argument("--every", type=int, default=1, help="fail every n-th call; 0: none")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--scene", default="", help="disturb this scene only")
    given = parser.parse_args(arguments)
    print(f"seed {given.seed}\n\n{Tally.HEADER}")
    tallies = []
    # In memory where there is such a folder: a kill loses nothing that the system has been given.
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as name, serving() as server:
        folder = Path(name).resolve()
        for scene in scenes(folder, server):
            if given.scene not in ("", scene.name):
                continue
            for tally in _disturbed(scene, folder, random.Random(given.seed), given):
                print(tally.row(), flush=True)
                tallies.append(tally)
    return _concluded(tallies)


def _disturbed(
    scene: Scene, folder: Path, chance: random.Random, given: argparse.Namespace
) -> Iterator[Tally]:
    trials = Trials(scene, folder / "work" / "archive")
    yield trials.kill(-(-given.kills * scene.share // 100), chance)
    if given.every:
        for fault in FAULTS:
            yield trials.fail(fault, given.every * scene.stride)


def _concluded(tallies: list[Tally]) -> int:
    wrong = [line for tally in tallies for line in tally.wrong]
    killed = sum(tally.runs for tally in tallies if tally.disturbance == KILLED)
    failed = sum(tally.runs for tally in tallies) - killed
    print(f"\n{killed} runs killed, {failed} runs with a failing call, {len(wrong)} things wrong")
    for line in wrong[:20]:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
