"""The build's memory: right or absent, never wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from papergloss.cache import Cache, Group, Left, Lie, Stamp, digest


def test_what_is_put_is_there_in_the_next_run(tmp_path: Path) -> None:
    """A value outlives its run; one that a run did not use is forgotten."""
    with Cache(tmp_path) as cache:
        cache.put(b"a", b"1")
        cache.put(b"b", b"2")
    with Cache(tmp_path) as cache:
        assert cache.get(b"a") == b"1"
    with Cache(tmp_path) as cache:
        assert (cache.get(b"a"), cache.get(b"b")) == (b"1", None)


def test_remember_asks_once(tmp_path: Path) -> None:
    """A costly result is made once for its key and comes back as data."""
    asked = []

    def make() -> dict[str, list[int]]:
        asked.append(1)
        return {"x": [1, 2]}

    with Cache(tmp_path) as cache:
        assert cache.remember(["key"], make, dict[str, list[int]]) == ({"x": [1, 2]}, True)
    with Cache(tmp_path) as cache:
        assert cache.remember(["key"], make, dict[str, list[int]]) == ({"x": [1, 2]}, False)
    assert len(asked) == 1


def test_what_lasts_is_kept_unused(tmp_path: Path) -> None:
    """What a costly step asked the cache for stays while nobody asks for the step, and its key."""

    def step(cache: Cache) -> list[int]:
        return cache.remember(["part"], lambda: [1], list[int])[0]

    def run(key: bytes, *, asked: bool) -> None:
        with Cache(tmp_path) as cache:
            made = cache.lasting(key, lambda: step(cache))
            if asked:
                made()

    def kept() -> int:
        with sqlite3.connect(tmp_path / "build.sqlite") as db:
            return int(db.execute("SELECT count(*) FROM entries").fetchone()[0])

    run(b"key", asked=True)
    assert kept() == 2
    run(b"key", asked=False)
    assert kept() == 2
    run(b"other key", asked=False)
    assert kept() == 0


def test_what_was_left_of_a_site_comes_back(tmp_path: Path) -> None:
    """By folder and group; one that is gone is forgotten."""
    page = Stamp(b"key", b"content", Lie(3, 4, 5), "paper")
    groups = {"a": Group(b"1", {"x": page}), "b": Group(b"2", {"y": page})}
    left, less = Left(groups, {"": Lie(6, 7, 8)}), Left({"a": groups["a"]}, {"": Lie(9, 9, 9)})
    site = tmp_path / "site"
    with Cache(tmp_path) as cache:
        cache.leave(site, left, cache.left(site))
    with Cache(tmp_path) as cache:
        assert cache.left(site) == left
        assert cache.left(tmp_path / "other") == Left()
        cache.leave(site, less, left)
    with Cache(tmp_path) as cache:
        assert cache.left(site) == less


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    """A cache that cannot be read costs time, nothing else."""
    (tmp_path / "build.sqlite").write_bytes(b"not a database at all" * 100)
    with Cache(tmp_path) as cache:
        assert cache.get(b"a") is None
        cache.put(b"a", b"1")
    with Cache(tmp_path) as cache:
        assert cache.get(b"a") == b"1"


def test_a_file_that_another_run_holds_is_left_to_it(tmp_path: Path) -> None:
    """Two builds at once are slower, and neither fails."""
    with Cache(tmp_path) as cache:
        cache.put(b"a", b"1")
    with sqlite3.connect(tmp_path / "build.sqlite", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with Cache(tmp_path) as cache:
            assert cache.get(b"a") is None
            cache.put(b"b", b"2")
        other.execute("COMMIT")
    with Cache(tmp_path) as cache:
        assert (cache.get(b"a"), cache.get(b"b")) == (b"1", None)


def test_many_values_are_all_kept(tmp_path: Path) -> None:
    """More than are written at once, asked for in the run that made them and in the next."""
    values = {str(number).encode(): bytes(number % 7) for number in range(1201)}
    with Cache(tmp_path) as cache:
        for key, value in values.items():
            cache.put(key, value)
        assert {key: cache.get(key) for key in values} == values
    with Cache(tmp_path) as cache:
        assert {key: cache.get(key) for key in values} == values


def test_a_failed_build_keeps_the_old_memory(tmp_path: Path) -> None:
    """What a run that ends in an error made is not trusted."""
    with Cache(tmp_path) as cache:
        cache.put(b"a", b"1")
    try:
        with Cache(tmp_path) as cache:
            cache.put(b"b", b"2")
            raise RuntimeError
    except RuntimeError:
        pass
    with sqlite3.connect(tmp_path / "build.sqlite") as db:
        assert db.execute("SELECT key FROM entries").fetchall() == [(b"a",)]


def test_digests_part_what_differs() -> None:
    """The parts are kept apart: two parts are not their sum."""
    assert digest("ab", "c") != digest("a", "bc")
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
