"""No bytes whatever make a reader raise anything but ReadError, lose an entry, or take for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import Ids, Reading
from papergloss.sources import FORMATS, Format, by_name
from tools import source_goldens as goldens

LISTINGS = goldens.listings()
# What separates, opens, closes, escapes or ends in one format or another.
SIGNS = (
    b"",
    b"\0",
    b"\xff",
    b'"',
    b"'",
    b"\\",
    b"[",
    b"]",
    b"{",
    b"}",
    b"<",
    b">",
    b"&",
    b",",
    b":",
)
SIGNS += (
    b"\n",
    b"\r\n",
    b"\n\n",
    b"null",
    b"NaN",
    b"-1",
    b"1e999",
    b"\\ud800",
    b"&#xD800;",
    b"@",
    b"|",
)


def _name(known: Format) -> str:
    return known.NAME


def check(known: Format, data: bytes) -> Reading | None:
    """Read and hold the reading to what every reader promises; None for a ReadError."""
    known.sniff(data[:1000])
    try:
        reading = known.read(data, "somewhere")
    except ReadError as error:
        assert error.where == "somewhere"
        assert error.line is None or 1 <= error.line <= data.count(b"\n") + data.count(b"\r") + 1
        return None
    taken = [entry.position for entry in reading.entries]
    seen = sorted([*taken, *(each.position for each in reading.rejected if each.position)])
    assert seen == sorted(set(seen)), "an entry stands twice"
    assert taken == sorted(taken), "the listing's order is lost"
    assert all(entry.title.strip() or entry.ids != Ids() for entry in reading.entries), "no name"
    assert seen or reading.rejected or reading.empty_reason, "empty without a reason"
    str(goldens.shown(reading)).encode()  # no half surrogates, which no file could hold
    return reading


@st.composite
def damaged(draw: st.DrawFn, names: tuple[str, ...]) -> bytes:
    """Take a valid listing, and cut, double, swap or overwrite parts of it."""
    listing = draw(st.sampled_from([path for path in LISTINGS if path.parent.name in names]))
    data = listing.read_bytes()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(
            st.integers(start, min(len(data), start + draw(st.sampled_from((1, 20, 10_000)))))
        )
        piece = draw(st.sampled_from((*SIGNS, data[start:end] * 2)) | st.binary(max_size=4))
        data = data[:start] + piece + data[end:]
    return data


@pytest.mark.parametrize("known", FORMATS, ids=_name)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_a_reading_or_a_read_error(known: Format, data: bytes) -> None:
    check(known, data)


@pytest.mark.parametrize("known", FORMATS, ids=_name)
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_a_damaged_listing_gives_a_reading_or_a_read_error(
    known: Format, data: st.DataObject
) -> None:
    if any(path.parent.name == known.NAME for path in LISTINGS):
        check(known, data.draw(damaged((known.NAME,))))


@pytest.mark.parametrize("known", FORMATS, ids=_name)
@given(data=damaged(tuple(each.NAME for each in FORMATS)))
@settings(max_examples=30, deadline=None)
def test_a_listing_of_another_format_gives_a_reading_or_a_read_error(
    known: Format, data: bytes
) -> None:
    check(known, data)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Fail if the block takes longer on the processor, whatever else the machine does.

    Linear work takes a second here at most, quadratic work a minute.
    """

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    except TimeoutError:
        pytest.fail(f"still reading after {seconds} s")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


# The parsers of Markdown and BibTeX take 20 µs for each opening sign.
LONG = 50_000
BOMB = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">%b]><a>&j;</a>' % b"".join(
    b'<!ENTITY %c "%b">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in b"bcdefghij"
)
HOSTILE = {
    "open lists": b"[" * LONG,
    "empty lists": b"[" + b"[]," * LONG + b"[]]",
    "open objects": b'{"paper":' * LONG,
    "digits": b'[{"id":"1","title":"t","upvotes":' + b"9" * LONG + b"}]",
    "Python's notation cut off": b'["{' + b"'" * LONG + b'"]',
    "Python's notation nested": b'["{' + b"[" * LONG + b'"]',
    "comments": b"<!---->" * LONG + b"<html>dailyPapers",
    "hydration without end": b"<html>dailyPapers" + b'data-props="' * LONG,
    "a character reference": b'<html>dailyPapers<a data-props=\'"dailyPapers"&#'
    + b"9" * LONG
    + b"'>",
    "ampersands": b'<html>dailyPapers<a data-props=\'"dailyPapers"' + b"&" * LONG + b"'>",
    "open elements": b"<a>" * LONG,
    "elements": b"<a>" + b"<a/>" * LONG + b"</a>",
    "attributes": b"<a " + b" ".join(b'a%d=""' % number for number in range(LONG)) + b"/>",
    "entities": BOMB,
    "an entity of a file": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "white space": b" " * LONG * 10,
    "line ends": b"\n" * LONG,
    "braces": b"{" * LONG,
    "quotes": b'"' * LONG,
    "words": b"a " * LONG,
    "one word": b"a" * LONG,
    "rows": b"|" * LONG,
    "at signs": b"@a{" * LONG,
    "brackets of links": b"[a](" * LONG,
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_bytes_are_read_or_refused_in_linear_time(hostile: bytes) -> None:
    with within(8):
        for known in FORMATS:
            check(known, hostile)


ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xmlns:x="http://arxiv.org/schemas/atom"><entry>'
    b"<id>http://arxiv.org/abs/2401.90001</id><title>t</title><summary>%b</summary>"
    b"<x:comment>%b</x:comment><x:doi>%b</x:doi><author><name>%b</name></author></entry></feed>"
)
OAI = (
    b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record><metadata>'
    b"<arXivRaw><id>2401.90001</id><title>t</title><authors>%b</authors></arXivRaw>"
    b"</metadata></record></GetRecord></OAI-PMH>"
)
PARTS = (
    b"(",
    b")(",
    b" and ",
    b",;",
    b"10.1/",
    b"this paper has ",
    b"https://a.",
    b"$",
    b"\\{",
    b" ",
)


@pytest.mark.parametrize("part", PARTS)
def test_hostile_fields_are_read_in_linear_time(part: bytes) -> None:
    field = part * LONG
    with within(8):
        assert check(by_name("arxiv-atom"), ATOM % (field, field, field, field))
        assert check(by_name("arxiv-oai"), OAI % field)
