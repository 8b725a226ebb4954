"""What the reader of plain lists of ids takes, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import Ids
from papergloss.sources import id_list

IDS = {
    "2401.90001": Ids(arxiv="2401.90001"),
    "arXiv: 2401.90001v2 [cs.CL]": Ids(arxiv="2401.90001"),
    "https://arxiv.org/pdf/2401.90001v1.pdf": Ids(arxiv="2401.90001"),
    "10.5555/A(1)2": Ids(doi="10.5555/a(1)2"),
    "https://openreview.net/forum?id=aB3xY9_k": Ids(openreview="aB3xY9_k"),
    "https://aclanthology.org/P18-1001/": Ids(acl="P18-1001"),
}


@pytest.mark.parametrize("line", IDS)
def test_an_id_in_any_form_is_an_entry_without_title(line: str) -> None:
    (entry,) = id_list.read(f"{line}\n".encode(), "x").entries
    assert (entry.title, entry.ids) == ("", IDS[line])


def test_comments_bullets_and_blank_lines_are_passed_over() -> None:
    data = b"# list\n\n- 2401.90001 # first\n2401.90002, 2401.90003\n"
    reading = id_list.read(data, "x")
    assert [entry.line for entry in reading.entries] == [3, 4, 4]
    assert not reading.rejected


def test_a_fragment_is_no_comment() -> None:
    (entry,) = id_list.read(b"https://arxiv.org/abs/2401.90001#S1\n", "x").entries
    assert entry.ids == Ids(arxiv="2401.90001")


@pytest.mark.parametrize("data", [b"", b"# only a comment\n", b"words and words\n", b"a\0"])
def test_what_holds_no_id_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        id_list.read(data, "ids.txt")
    assert (caught.value.where, caught.value.line) == ("ids.txt", 1)


@pytest.mark.parametrize("text", ["2401.90001 is a paper\nthat I read\nand liked", "a word", ""])
def test_prose_is_not_taken_for_a_list(text: str) -> None:
    assert not id_list.sniff(text.encode())


@given(st.lists(st.sampled_from((*IDS, "https://example.org/a", "some words")), max_size=9))
def test_every_line_is_read_or_reported(lines: list[str]) -> None:
    reading = id_list.read("\n".join(["2401.90009", *lines]).encode(), "x")
    assert len(reading.entries) == 1 + sum(line in IDS for line in lines)
    assert len(reading.entries) + len(reading.rejected) == 1 + len(lines)
