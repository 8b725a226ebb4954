"""Whatever happens to an archive, every byte that a person wrote into a note is still there.

Random sequences of what people and runs do, with an audit hook that sees each file that is opened
for writing, moved or removed: also a user whom no permission stops, as in a container, is watched.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from papergloss import atomic, pipeline, webannotation
from papergloss.commands.notes import import_notes
from papergloss.config import Site
from papergloss.render import Slot
from papergloss.render.shells import SLOTS

NAMES = ("a-first-paper", "a-second-paper", "a-third-paper", "2401.00001", "not-here", "Odd name")
# A title-only entry, the same with an id, a second id for a title: they join and rename papers.
ENTRIES = (
    {"title": "A first paper", "abstract": "One abstract."},
    {"title": "A first paper", "abstract": "One abstract, changed.", "id": "2401.00001"},
    {"title": "A second paper", "abstract": "Another abstract."},
    {"title": "A second paper, renamed", "abstract": "Another abstract.", "id": "2401.00002"},
    {"title": "A second paper", "abstract": "Another abstract.", "id": "2401.00002"},
    {"title": "A third paper", "abstract": "A third.", "id": "2401.00001"},
)
NOTES = st.one_of(
    st.binary(max_size=60),
    st.sampled_from(
        [
            b"---\nrating: 4\naliases: [a-second-paper]\n---\n> One abstract.\n\nYes.\n",
            b"---\nhidden: true\n---\nx",
            b"---\nrelations: [{uses: a-first-paper}]\ntitle: Mine\n---\n[[2401.00001]]",
            b"---\n- not a mapping\n---\n\xff",
            b"",
        ]
    ),
)

_watched: list[Path] = []
_seen: list[str] = []


def _audit(event: str, arguments: tuple[object, ...]) -> None:
    if not _watched or event not in ("open", "os.rename", "os.remove", "os.truncate", "os.rmdir"):
        return
    folder = str(_watched[-1])
    names = [str(os.fsdecode(a)) for a in arguments[:2] if isinstance(a, str | bytes | os.PathLike)]
    if not any(name.startswith(folder) for name in names):
        return
    flags = arguments[2] if event == "open" else os.O_WRONLY
    new = isinstance(flags, int) and flags & os.O_EXCL
    if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR) and not new:
        _seen.append(f"{event} {names}")


sys.addaudithook(_audit)


@contextmanager
def watched(folder: Path) -> Iterator[None]:
    """See what is done to a folder; making a file that is not there is no harm."""
    _watched.append(folder)
    try:
        yield
    finally:
        _watched.pop()


def shell(kind: str, depth: int) -> str:
    slot = Slot(kind)
    return "".join(getattr(slot, name) for name in SLOTS)


class Archive(RuleBasedStateMachine):
    """An archive that people and runs work in; ``written`` is what the notes must hold."""

    read_only = False

    @initialize()
    def begin(self) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="notes-"))
        self.site = Site(root=self.root, content=self.root / "content", url="https://a.example/")
        self.notes = self.site.content / "notes"
        self.notes.mkdir(parents=True)
        (self.site.content / "listings" / "mine").mkdir(parents=True)
        (self.site.content / "tags.yml").write_text('- name: "Vision"\n')
        self.written: dict[str, bytes] = {}

    def teardown(self) -> None:
        if hasattr(self, "root"):
            self._open(True)
            shutil.rmtree(self.root)

    def _open(self, writable: bool) -> None:
        for path in [self.notes, *self.notes.iterdir()]:
            path.chmod((0o755 if path.is_dir() else 0o644) if writable else 0o555)

    @contextmanager
    def _at_work(self) -> Iterator[None]:
        """A run of the program: it may not touch what is there, nor need to."""
        _seen.clear()
        self._open(not self.read_only)
        try:
            with watched(self.notes):
                yield
        finally:
            self._open(True)
        assert _seen == []

    @rule(name=st.sampled_from(NAMES), data=NOTES)
    def a_person_writes(self, name: str, data: bytes) -> None:
        (self.notes / f"{name}.md").write_bytes(data)
        self.written[f"{name}.md"] = data

    @rule(name=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
    def a_person_renames(self, name: str, other: str) -> None:
        if f"{name}.md" in self.written and f"{other}.md" not in self.written:
            (self.notes / f"{name}.md").rename(self.notes / f"{other}.md")
            self.written[f"{other}.md"] = self.written.pop(f"{name}.md")

    @rule(day=st.integers(1, 4), entries=st.lists(st.sampled_from(ENTRIES), min_size=1, max_size=4))
    def a_listing_arrives_or_changes(self, day: int, entries: list[dict[str, str]]) -> None:
        path = self.site.content / "listings" / "mine" / f"2025-01-0{day}.jsonl"
        path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
        sidecar = (
            f'format: "json-lines"\ndate: "2025-01-0{day}"\nreceived: "2025-01-0{day}T08:00Z"\n'
        )
        path.with_suffix(".meta.yml").write_text(sidecar, encoding="utf-8")

    @rule()
    def update(self) -> None:
        with self._at_work():
            pipeline.update(self.site)

    @rule()
    def build(self) -> None:
        with self._at_work():
            pipeline.build(self.site, self.root / "site", shell)

    @rule(step=st.integers(1, 6), build=st.booleans())
    def a_run_is_killed(self, step: int, build: bool) -> None:
        with self._at_work():
            child = os.fork()
            if not child:
                self._run_until_killed(step, build)
            os.waitpid(child, 0)

    def _run_until_killed(self, step: int, build: bool) -> None:
        """Kill this process (a copy of the test's) when it writes for the ``step``-th time."""
        count = iter(range(1, 100))
        write = atomic.write

        def counted(path: Path, data: bytes, **options: bool) -> bool:
            if next(count) == step:
                path.with_name(f".{path.name}.part").write_bytes(data[: len(data) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return write(path, data, **options)

        atomic.write = counted
        try:
            pipeline.update(self.site)
            if build:
                pipeline.build(self.site, self.root / "site", shell)
        finally:
            os._exit(0)

    @rule()
    def everything_is_exported_and_imported(self) -> None:
        archive, _ = pipeline.load(self.site)
        data = webannotation.everything(archive, archive.notes.values(), self.site.url)
        with self._at_work():
            import_notes(self.site, archive, data, "all.jsonld")

    @invariant()
    def every_byte_is_there(self) -> None:
        if hasattr(self, "notes"):
            there = {path.name: path.read_bytes() for path in self.notes.iterdir()}
            assert there == self.written


class ReadOnlyArchive(Archive):
    """The same, with content/notes read-only: nothing fails."""

    read_only = True


SETTINGS = settings(
    max_examples=20,
    stateful_step_count=12,
    # Shorter sequences are not worth the minutes it takes to find them.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


def _run(machine: Callable[[], Archive]) -> None:
    run_state_machine_as_test(machine, settings=SETTINGS)


def test_every_byte_of_a_note_is_kept() -> None:
    """Edits, changed listings, merges, renames and kills in any order lose nothing."""
    _run(Archive)


def test_every_byte_of_a_read_only_note_is_kept() -> None:
    """The same where the folder is read-only; no run needs to write there."""
    _run(ReadOnlyArchive)


def test_the_watch_sees_what_it_must_not_miss(tmp_path: Path) -> None:
    """The hook notices a note that is opened for writing, moved or removed."""
    note = tmp_path / "a.md"
    note.write_bytes(b"x")
    harms: list[Callable[[], object]] = [
        lambda: note.open("ab").close(),
        lambda: note.rename(tmp_path / "b.md"),
        lambda: (tmp_path / "b.md").unlink(),
    ]
    for harm in harms:
        _seen.clear()
        with watched(tmp_path):
            harm()
        assert _seen
