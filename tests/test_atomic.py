"""Atomic writes: all or nothing, and nothing when nothing changes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from papergloss import atomic
from papergloss.errors import DiskError


def test_equal_bytes_are_not_written_again(tmp_path: Path) -> None:
    """A second write of the same bytes leaves the file untouched."""
    path = tmp_path / "new" / "file.md"
    assert atomic.write(path, b"one")
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert not atomic.write(path, b"one")
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before


def test_a_failed_write_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the disk gives up in the middle, the old bytes stand and nothing lies about."""
    path = tmp_path / "file.md"
    atomic.write(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskError, match="No space left") as caught:
        atomic.write(path, b"new")
    assert (caught.value.where, "make room" in caught.value.remedy) == (str(path), True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_sweep_removes_what_a_killed_run_left(tmp_path: Path) -> None:
    """Only our own temporary files go."""
    (tmp_path / "2025-03").mkdir()
    left = tmp_path / "2025-03" / ".abc.part"
    kept = tmp_path / "2025-03" / "paper.md"
    left.touch()
    kept.touch()
    assert atomic.sweep(tmp_path) == [left]
    assert kept.exists()
