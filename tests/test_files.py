"""Files are read whole, as text with one kind of line end; what the system refuses has its name."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from papergloss.errors import DiskError, ReadError
from papergloss.store import files

MARK = codecs.BOM_UTF8


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 300_000])
def test_a_file_of_any_size_is_read_whole(tmp_path: Path, size: int) -> None:
    """However much the system gives at a time."""
    path = tmp_path / "x"
    path.write_bytes(bytes(range(256)) * (size // 256) + b"x" * (size % 256))
    assert len(files.read_bytes(path)) == size
    assert files.read_bytes(path) == path.read_bytes()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("\r\n\ufeffaé☂", max_size=12), st.booleans())
def test_text_is_read_as_python_reads_it(tmp_path: Path, text: str, marked: bool) -> None:
    """Every line end is one sign, and a mark of the byte order no part of the text."""
    path = tmp_path / "x"
    path.write_bytes((MARK if marked else b"") + text.encode())
    assert files.read_text(path) == path.read_text("utf-8-sig")


@pytest.mark.parametrize("name", [".", "missing"])
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str) -> None:
    """A folder, or nothing, in a file's place."""
    with pytest.raises(DiskError) as caught:
        files.read_bytes(tmp_path / name)
    assert caught.value.where == str(tmp_path / name)


@pytest.mark.parametrize("mark", [b"", MARK])
def test_what_is_no_utf8_is_found_on_its_line(tmp_path: Path, mark: bytes) -> None:
    """An editor that saves Latin-1 is told where it shows."""
    path = tmp_path / "x"
    path.write_bytes(mark + b"one\ntwo\n\xe9toile\n")
    with pytest.raises(ReadError) as caught:
        files.read_text(path)
    assert (caught.value.where, caught.value.line) == (str(path), 3)
