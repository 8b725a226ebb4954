"""A warm build gives what a clean one gives, byte for byte, whatever happened in between."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papergloss import pipeline
from papergloss.config import Search, Settings, Site
from papergloss.model import Appearance, Ids, Listing, Paper
from papergloss.output import folder
from papergloss.store import papers, remembered
from support import copy_archive, run_papergloss
from test_render import shell

WORDS = ("owls", "voles", "hunt", "sleep", "reward models", "$x^2$", "RAG", "OwlBench", "<b>")
TAGS = '- name: "Owls"\n  group: "Birds"\n  match: ["owls"]\n'
DAY = date(2025, 3, 1)
LISTING = Listing(id="s/l", path="listings/s/l.txt", date=DAY, date_basis="printed", size=9)

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
slugs = st.sampled_from(["one", "two", "three", "four", "five"])


def month_of(slug: str) -> str:
    return "2025-04" if slug in ("four", "five") else "2025-03"


def paper(slug: str, text: str) -> Paper:
    return Paper(
        slug=slug,
        month=month_of(slug),
        title=f"{text[:20]}: {slug}",
        abstract=f"We introduce {text}.",
        appearances=(Appearance(listing="s/l", date=DAY, position=1),),
        ids=Ids(arxiv="2503.00001") if slug == "one" else Ids(),
        tags=("owls",) if "owls" in text else (),
        aliases=("old",) if "RAG" in text and slug == "two" else (),
    )


def write(path: Path, text: str | None) -> None:
    """Write a file of an archive, or take it away."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if text is None:
        path.unlink(missing_ok=True)
    else:
        path.write_text(text, encoding="utf-8")


# A change to the archive: the file, and its new text or None.
paper_changes = st.tuples(slugs, st.none() | texts).map(
    lambda pair: (
        f"papers/{month_of(pair[0])}/{pair[0]}.md",
        None if pair[1] is None else papers.paper_text(paper(pair[0], pair[1])),
    )
)
# What a note's front matter may say, and its words besides: each shapes other pages.
FIELDS = (
    "status: read",
    "rating: 4",
    "noted: 2025-03-02",
    "title: Another title",
    "abstract: Another one about owls.",
    "tags: [+owls]",
    "tags: [-owls]",
    "aliases: [elder]",
    "relations:\n  - extends: two",
    "hidden: true",
    "rating: [",
)
SAYINGS = ("", "See [[two]], [[elder]].", "See [[owls]] and [[OwlBench]].", "> owls hunt\n\nYes.")


def note_text(words: str, fields: set[str], saying: str) -> str:
    front = "".join(f"{field}\n" for field in sorted(fields))
    return f"---\n{front}---\n{words}\n\n{saying}" if front else f"{words}\n\n{saying}"


note_texts = texts | st.builds(
    note_text, texts, st.sets(st.sampled_from(FIELDS), max_size=3), st.sampled_from(SAYINGS)
)
# A note may go by an alias or an id of its paper, and then joins the paper's own.
note_names = slugs | st.sampled_from(["old", "elder", "2503.00001"])
note_changes = st.tuples(note_names.map("notes/{}.md".format), st.none() | note_texts)
vocabulary_changes = st.sampled_from([TAGS, TAGS.replace('"Owls"', '"Night birds"')]).map(
    lambda text: ("tags.yml", text)
)
listing_changes = st.integers(1, 9).map(
    lambda size: ("papers/listings.yml", papers.listings_text([replace(LISTING, size=size)]))
)
# What people and other programs do to the finished site: to which of its files, and what.
foreign_changes = st.tuples(
    st.integers(0, 200), st.sampled_from(["overwrite", "touch", "remove", "add", "folder"])
)
# What shapes every page: the name in mkdocs.yml, how many papers are related, the
# engine of search, the theme.
setting_changes = st.sampled_from(
    [
        *(("name", "N"), ("name", "Other"), ("related", 1), ("related", 8)),
        *(("engine", "lunr"), ("engine", "sharded"), ("theme", "<!-- x -->")),
    ]
)
Change = tuple[str, str | None] | tuple[int, str] | tuple[str, int]
changes = st.lists(
    paper_changes
    | note_changes
    | vocabulary_changes
    | listing_changes
    | foreign_changes
    | setting_changes,
    min_size=1,
    max_size=4,
)


def archive(root: Path) -> Site:
    saved = Settings(search=Search(saved={"Owls": "owls"}))
    site = Site(
        root=root, content=root / "content", name="N", url="https://x.org/a/", settings=saved
    )
    write(site.content / "tags.yml", TAGS)
    write(site.content / "papers/listings.yml", papers.listings_text([LISTING]))
    for slug, text in (("one", "owls hunt voles"), ("two", "owls hunt sleep OwlBench")):
        write(site.content / f"papers/2025-03/{slug}.md", papers.paper_text(paper(slug, text)))
    return site


@dataclass
class World:
    """An archive, its site, and what surrounds its pages."""

    root: Path
    site: Site
    around: str = ""

    def change(self, what: Any, how: Any) -> None:
        """Do one of ``changes``."""
        if isinstance(what, int):
            meddle(self.root / "site", what, how)
        elif what == "name":
            self.site = replace(self.site, name=how)
        elif what == "related":
            self.site = replace(self.site, settings=replace(self.site.settings, related=how))
        elif what == "engine":
            search = replace(self.site.settings.search, engine=how)
            self.site = replace(self.site, settings=replace(self.site.settings, search=search))
        elif what == "theme":
            self.around = "" if self.around else how
        else:
            write(self.site.content / what, how)

    def shell(self, kind: str, depth: int) -> str:
        return shell(kind, depth) + self.around

    def build(self) -> pipeline.BuildReport:
        return pipeline.build(self.site, self.root / "site", self.shell, keeps=False)

    def clean(self) -> dict[str, bytes]:
        """Build the site from nothing: no cache, no folder."""
        settings = replace(self.site.settings, cache=str(self.root / "no-cache"))
        shutil.rmtree(self.root / "no-cache", ignore_errors=True)
        pipeline.build(replace(self.site, settings=settings), self.root / "clean", self.shell)
        return contents(self.root / "clean")


def meddle(site: Path, which: int, how: str) -> None:
    """Change a file of the site from outside, some time after the build."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    path = files[which % len(files)]
    later = path.stat().st_mtime_ns + 10**9
    if how == "overwrite":
        path.write_bytes(bytes(len(path.read_bytes())))
    elif how in ("remove", "folder"):
        path.unlink()
    if how == "folder":
        write(path / "inside.txt", "x")
    elif how == "add":
        write(path.parent / "added.html", "x")
    elif path.exists():
        os.utime(path, ns=(later, later))
    if how in ("remove", "folder", "add"):
        os.utime(path.parent, ns=(later, later))


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(changes, min_size=1, max_size=3), st.sampled_from([0, folder.JUST_NOW]))
def test_warm_equals_clean(
    tmp_path_factory: pytest.TempPathFactory, steps: list[list[Change]], just_now: int
) -> None:
    """After any sequence of changes, each followed by a build, the site is that of a clean one.

    Whether the files' times are trusted, as a day later, or not, as they are so soon.
    """
    root = tmp_path_factory.mktemp("warm")
    world = World(root, archive(root))
    with (
        mock.patch.object(folder, "JUST_NOW", just_now),
        mock.patch.object(remembered, "JUST_NOW", just_now),
    ):
        world.build()
        for step in steps:
            for what, how in step:
                world.change(what, how)
            world.build()
    assert contents(root / "site") == world.clean()
    shutil.rmtree(root)


@pytest.mark.slow
def test_pages_made_in_other_processes_are_the_same(tmp_path: Path) -> None:
    """A pool of two processes gives the bytes that this one gives."""
    world = World(tmp_path, archive(tmp_path))
    write(world.site.content / "notes/one.md", "See [[two]].")
    here = world.clean()
    settings = replace(world.site.settings, executor="processes:2")
    world.site = replace(world.site, settings=settings)
    assert world.build().reused.total() == 0
    assert contents(tmp_path / "site") == here


def test_only_what_changed_is_rendered_and_written(tmp_path: Path) -> None:
    """A note on one paper renders its page, the page of notes, and the index."""
    site = archive(tmp_path)
    pipeline.build(site, tmp_path / "site", shell)
    again = pipeline.build(site, tmp_path / "site", shell)
    assert (again.rendered.total(), again.written, again.removed) == (0, 0, 0)
    write(site.content / "notes/one.md", "A thought.")
    pipeline.build(site, tmp_path / "site", shell)
    write(site.content / "notes/one.md", "Another thought.")
    report = pipeline.build(site, tmp_path / "site", shell)
    assert report.rendered == {"paper": 1, "notes": 1, "search index": 1}
    before = contents(tmp_path / "site")
    write(site.content / "papers/2025-03/two.md", None)
    report = pipeline.build(site, tmp_path / "site", shell)
    gone = before.keys() - contents(tmp_path / "site").keys()
    assert report.removed == len(gone)
    # The index's files are named by what is in them.
    gone = {name for name in gone if not name.startswith("search/")}
    assert gone == {"papers/two/index.html", "api/v1/papers/two.json"}
    assert not (tmp_path / "site/papers/two").exists()


def test_what_was_only_touched_is_not_rendered_again(tmp_path: Path) -> None:
    """A site that was copied, or restored by CI, is known by its bytes."""
    world = World(tmp_path, archive(tmp_path))
    world.build()
    for path in (tmp_path / "site").rglob("*.html"):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    report = world.build()
    assert (report.rendered.total(), report.written) == (0, 0)


def test_a_build_goes_on_from_one_that_was_packed_and_unpacked(tmp_path: Path) -> None:
    """As a workflow's cache does it: the same bytes and times in the same place, in other files."""
    site = archive(tmp_path)
    pipeline.build(site, tmp_path / "site", shell)
    for name in ("site", ".cache"):
        packed = shutil.make_archive(str(tmp_path / "packed"), "gztar", tmp_path, name)
        shutil.rmtree(tmp_path / name)
        shutil.unpack_archive(packed, tmp_path, filter="data")
    again = pipeline.build(site, tmp_path / "site", shell)
    assert (again.rendered.total(), again.written) == (0, 0)


@pytest.mark.slow
def test_a_killed_build_is_followed_by_a_correct_one(tmp_path: Path) -> None:
    """Wherever a build is killed, the next gives the site that a clean one gives."""
    root = copy_archive(tmp_path / "archive")
    assert run_papergloss("build", "-d", tmp_path / "expected", cwd=root).returncode == 0
    shutil.rmtree(root / ".cache")
    for milliseconds in (900, 1300, 1700, 2100, 2600):
        command = [sys.executable, "-m", "papergloss", "build", "-d", str(tmp_path / "site")]
        with subprocess.Popen(
            command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as process:
            try:
                process.wait(milliseconds / 1000)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
    assert run_papergloss("build", "-d", tmp_path / "site", cwd=root).returncode == 0
    assert contents(tmp_path / "site") == contents(tmp_path / "expected")
