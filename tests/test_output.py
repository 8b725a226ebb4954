"""The site's folder ends up as if made from nothing, and untouched where nothing changed."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papergloss.cache import Left
from papergloss.output import SiteFolder
from papergloss.output.looking import Look

Files = Mapping[str, bytes]


def write(folder: Path, files: Files) -> SiteFolder:
    site = SiteFolder(folder)
    for name, data in files.items():
        site.put(name, data)
    site.finish()
    return site


def read(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def folders(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_dir()}


# Few names, so that one is a file now and a folder then; none is both at once.
PARTS = st.sampled_from(["a", "b", "c"])
NAMES = st.lists(PARTS, min_size=1, max_size=3).map("/".join)


@st.composite
def sites(draw: st.DrawFn) -> Files:
    chosen: dict[str, bytes] = {}
    for name in sorted(draw(st.sets(NAMES, max_size=6)), key=len, reverse=True):
        if not any(other.startswith(f"{name}/") for other in chosen):
            chosen[name] = draw(st.sampled_from([b"", b"one", b"two", b"three"]))
    return chosen


OPERATIONS = st.tuples(st.sampled_from(["write", "remove", "move", "link"]), NAMES, NAMES)


def meddle(top: Path, how: str, name: str, other: str) -> None:
    """Do to a folder what anybody may do; what cannot be done is left."""
    path, target = top / name, top / other
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        if how == "write":
            path.write_bytes(b"four and more")
        elif how == "remove":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        elif how == "move":
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
        elif not path.exists():
            path.symlink_to(target)


@settings(deadline=None)
@given(sites(), st.lists(OPERATIONS, max_size=4), st.sets(st.sampled_from(["", "a", "b", "a/a"])))
def test_who_knows_a_folder_sees_what_others_see(
    tmp_path_factory: pytest.TempPathFactory,
    files: Files,
    operations: list[tuple[str, str, str]],
    young: set[str],
) -> None:
    """Whatever happened since: files and folders that came, went, moved or became links.

    Also where the times of some folders do not tell.
    """
    top = tmp_path_factory.mktemp("site")
    site = write(top, files)
    for path in (top, *top.rglob("*")):
        os.utime(path, (1, 1))  # so that any change shows
    lies = Look(top, Left()).folders
    folders = {n: lie._replace(mtime=0) if n in young else lie for n, lie in lies.items()}
    left = Left(site.left().groups, folders)
    for operation in operations:
        meddle(top, *operation)
    knowing = Look(top, left)
    fresh = Look(top, Left())
    assert knowing.files == fresh.files
    assert knowing.folders.keys() == fresh.folders.keys()


@settings(deadline=None)
@given(st.lists(sites(), min_size=1, max_size=5))
def test_the_folder_equals_one_made_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, versions: list[Files]
) -> None:
    """Whatever sites stood there before, the last one's files and folders are all there is."""
    used, fresh = tmp_path_factory.mktemp("used"), tmp_path_factory.mktemp("fresh")
    for files in versions:
        write(used, files)
    write(fresh, versions[-1])
    assert read(used) == read(fresh) == versions[-1]
    assert folders(used) == folders(fresh)


def test_a_file_is_held_until_somebody_changes_it(tmp_path: Path) -> None:
    """The key and the bytes must be those of the build before; times alone do not matter."""
    first = SiteFolder(tmp_path)
    first.put("a/index.html", b"one", b"key")
    first.finish()
    known = first.left()
    assert SiteFolder(tmp_path, known).holds("a/index.html", b"key")
    assert not SiteFolder(tmp_path, known).holds("a/index.html", b"other key")
    assert not SiteFolder(tmp_path).holds("a/index.html", b"key")
    os.utime(tmp_path / "a/index.html", (1, 1))
    assert SiteFolder(tmp_path, known).holds("a/index.html", b"key")
    (tmp_path / "a/index.html").write_bytes(b"two")
    assert not SiteFolder(tmp_path, known).holds("a/index.html", b"key")


def test_a_group_stands_until_one_of_its_files_changes(tmp_path: Path) -> None:
    """Its key and all its bytes must be those of the build before; then none need be put."""
    first = SiteFolder(tmp_path)
    first.put("a/index.html", b"one", kind="paper", group="papers")
    first.put("b/c/index.html", b"two", kind="paper", group="papers")
    first.put("alone", b"three")
    first.close("papers", b"key")
    known = first.left()
    again = SiteFolder(tmp_path, known)
    assert again.forms("papers") == {("paper", 1), ("paper", 2)}
    assert not again.stands("papers", b"other key")
    assert not again.stands("lists", b"key")
    assert again.stands("papers", b"key")
    assert again.urls() == ["a/", "b/c/"]
    again.put("alone", b"three")
    assert again.left() == known
    os.utime(tmp_path / "a/index.html", (1, 1))
    assert SiteFolder(tmp_path, known).stands("papers", b"key")
    (tmp_path / "a/index.html").write_bytes(b"six")
    assert not SiteFolder(tmp_path, known).stands("papers", b"key")
    (tmp_path / "a/index.html").unlink()
    assert not SiteFolder(tmp_path, known).stands("papers", b"key")


def test_of_two_groups_with_one_file_the_later_wins(tmp_path: Path) -> None:
    """Also where only the earlier one has to be made again."""
    first = SiteFolder(tmp_path)
    first.put("page", b"one", group="a")
    first.put("page", b"two", group="b")
    for group in "ab":
        first.close(group, b"key")
    again = SiteFolder(tmp_path, first.left())
    again.put("page", b"new", group="a")
    assert not again.stands("b", b"key")


def test_what_holds_the_same_bytes_is_not_touched(tmp_path: Path) -> None:
    write(tmp_path, {"same": b"one", "other": b"one"})
    os.utime(tmp_path / "same", (1, 1))
    site = write(tmp_path, {"same": b"one", "other": b"two"})
    assert (tmp_path / "same").stat().st_mtime == 1
    assert (site.kept, site.written, site.removed) == (1, 1, 0)


def test_a_file_cut_short_is_mended(tmp_path: Path) -> None:
    """A killed run may leave a file half written, or with another's length and wrong bytes."""
    for damaged in (b"on", b"eno", b""):
        (tmp_path / "page").write_bytes(damaged)
        write(tmp_path, {"page": b"one"})
        assert read(tmp_path) == {"page": b"one"}


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A link in the folder is replaced, and what it leads to stays as it is."""
    outside, site = tmp_path / "outside", tmp_path / "site"
    write(outside, {"page": b"mine", "sub/page": b"mine"})
    site.mkdir()
    (site / "page").symlink_to(outside / "page")
    (site / "sub").symlink_to(outside / "sub")
    (site / "dangling").symlink_to(outside / "nowhere")
    write(site, {"page": b"one", "sub/page": b"two", "dangling": b"three"})
    assert read(site) == {"page": b"one", "sub/page": b"two", "dangling": b"three"}
    assert read(outside) == {"page": b"mine", "sub/page": b"mine"}


def test_the_site_itself_may_be_a_link(tmp_path: Path) -> None:
    """To where a server looks for it, say."""
    (tmp_path / "elsewhere").mkdir()
    site = tmp_path / "site"
    site.symlink_to(tmp_path / "elsewhere")
    for files in ({"a": b"one", "b/c": b"two"}, {"a": b"three"}):
        write(site, files)
        assert read(tmp_path / "elsewhere") == files


def test_what_is_hidden_at_the_top_stays(tmp_path: Path) -> None:
    """A site that is published by git has its repository there."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_bytes(b"mine")
    write(tmp_path, {"page": b"one"})
    assert read(tmp_path) == {".git/config": b"mine", "page": b"one"}


def test_adopted_files_give_way_to_those_put_in(tmp_path: Path) -> None:
    staged, folder = tmp_path / "staged", tmp_path / "site"
    write(staged, {"index.html": b"theirs", "assets/a.css": b"theirs"})
    site = SiteFolder(folder)
    site.put("index.html", b"ours")
    site.adopt(staged)
    site.finish()
    assert read(folder) == {"index.html": b"ours", "assets/a.css": b"theirs"}
