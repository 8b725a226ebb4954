"""What the readers of arXiv's interfaces take, and what they refuse."""

from __future__ import annotations

from datetime import date
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import Announcement, Entry, Version
from papergloss.sources import _arxiv, _values, arxiv_atom, arxiv_feed, arxiv_oai

ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
    ' xmlns:os="http://a9.com/-/spec/opensearch/1.1/">{}</feed>'
)
RSS = '<rss xmlns:arxiv="http://arxiv.org/schemas/atom"><channel>{}</channel></rss>'
OAI = '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{}</OAI-PMH>'
RAW = '<record><metadata><arXivRaw xmlns="http://arxiv.org/OAI/arXivRaw/">{}</arXivRaw></metadata></record>'


def paging(start: int, total: int, per_page: int = 10) -> str:
    return (
        f"<os:startIndex>{start}</os:startIndex><os:totalResults>{total}</os:totalResults>"
        f"<os:itemsPerPage>{per_page}</os:itemsPerPage>"
    )


def atom_entry(name: str = "2401.90001v1", inside: str = "") -> str:
    return f"<entry><id>http://arxiv.org/abs/{name}</id><title>A Title</title>{inside}</entry>"


def from_atom(name: str = "2401.90001v1", inside: str = "") -> Entry:
    return arxiv_atom.read(ATOM.format(atom_entry(name, inside)).encode(), "reply").entries[0]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("http://arxiv.org/abs/2401.90001v12", ("2401.90001", 12)),
        ("https://export.arxiv.org/abs/0704.0001", ("0704.0001", None)),
        ("https://arxiv.org/pdf/2401.90001v2.pdf", ("2401.90001", 2)),
        ("oai:arXiv.org:hep-th/9901901", ("hep-th/9901901", None)),
        ("arXiv:math.GT/0309136v1", ("math/0309136", 1)),
        (" 2401.90001 ", ("2401.90001", None)),
        ("https://example.org/abs/2401.90001", None),
        ("2401.900011", None),
        ("", None),
    ],
)
def test_an_id_is_found_in_addresses_and_oai_identifiers(text: str, found: object) -> None:
    assert _arxiv.paper_id(text) == found


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A. One, B. Two and C. Three", ["A. One", "B. Two", "C. Three"]),
        ("A. One (1), B. Two ((1) X (Y), (2) Z)", ["A. One", "B. Two"]),
        ("A. One, Jr., B. Two III, and C. Three", ["A. One Jr.", "B. Two III", "C. Three"]),
        ("The X Collaboration: A. One", ["The X Collaboration", "A. One"]),
        ("Andy Sand and Sandy And", ["Andy Sand", "Sandy And"]),
        ("A. One (unclosed, B. Two", ["A. One (unclosed", "B. Two"]),
        ("", []),
    ],
)
def test_an_author_line_is_split_into_names(text: str, names: list[str]) -> None:
    assert list(_arxiv.names(text)) == names


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the author due to a crucial error in section 2",
        "12 pages. The authors have withdrawn this paper",
        "Withdrawn: superseded by arXiv:2401.90002",
        "Paper withdrawn",
        "arXiv admin note: submission has been withdrawn by arXiv administrators",
        "This article was withdrawn from arXiv",
    ],
)
def test_a_withdrawn_paper_is_known_by_its_comment(comment: str) -> None:
    assert _arxiv.is_withdrawn(comment, "We study.")


@pytest.mark.parametrize(
    "comment",
    [
        "Submitted to a conference and formally withdrawn",
        "This paper was withdrawn from ICXX 2024 and improved",
        "This paper was not withdrawn",
        "Code withdrawn on request",
        "",
    ],
)
def test_a_withdrawal_of_something_else_is_none(comment: str) -> None:
    assert not _arxiv.is_withdrawn(comment, "We study papers; this paper has been withdrawn, too.")


def test_of_several_dois_the_first_is_taken() -> None:
    read = from_atom(inside="<arxiv:doi>10.5555/A.1, 10.5555/a.2;10.5555/a.3</arxiv:doi>")
    assert read.ids.doi == "10.5555/a.1"


@pytest.mark.parametrize(
    ("raw", "read"),
    [
        ("A title\n  in two lines", "A title in two lines"),
        ("of\u2028separators\x85and\tall\x00that", "of separators and all that"),
        ("voil\xc3\xa0", "voilà"),
        (" \n ", ""),
    ],
)
def test_text_becomes_one_line_without_control_characters(raw: str, read: str) -> None:
    assert _values.prose(raw) == read


FIELD = st.sampled_from(["id", "title", "summary", "published", "author", "category"])
VALUE = st.sampled_from(["", "http://arxiv.org/abs/2401.90001v2", "hep-th/9901901", "2024-13-99"])


@given(
    entries=st.lists(
        st.lists(st.tuples(FIELD, VALUE | st.text("a$\\{}<&\xe9 ", max_size=9))), max_size=5
    )
)
def test_each_element_is_an_entry_or_rejected_with_its_place(
    entries: list[list[tuple[str, str]]],
) -> None:
    inside = "\n".join(
        "<entry>"
        + "".join(f"<{name}>{escape(value)}</{name}>" for name, value in fields)
        + "</entry>"
        for fields in entries
    )
    reading = arxiv_atom.read(ATOM.format(inside).encode(), "reply")
    places = [(each.position, each.line) for each in (*reading.entries, *reading.rejected)]
    assert sorted(places) == [(number, number) for number in range(1, len(entries) + 1)]


def test_the_versions_are_the_first_and_the_one_shown() -> None:
    days = "<published>2024-01-02T00:00:00Z</published><updated>2024-03-04T00:00:00Z</updated>"
    first, third = (
        Version(number=1, date=date(2024, 1, 2)),
        Version(number=3, date=date(2024, 3, 4)),
    )
    assert from_atom("2401.90001v3", days).versions == (first, third)
    assert from_atom("2401.90001v1", days).versions == (first,)
    assert from_atom("2401.90001", days).versions == ()


def test_latex_of_an_abstract_stays_whole() -> None:
    latex = r"$\lambda^\gamma$ with $\gamma &gt; 2$ in SU(2)$\otimes$ SU(2), at 5\% by M\"uller"
    read = from_atom(inside=f"<summary>{latex}</summary>")
    assert (
        read.abstract
        == r"$\lambda^\gamma$ with $\gamma > 2$ in SU(2)$\otimes$ SU(2), at 5% by Müller"
    )


def test_the_primary_category_comes_first_and_subject_classes_are_none() -> None:
    terms = ("cs.CV", "68T45 (Machine vision)", "I.2.10; I.4.8", "cs.RO", "cond-mat.mes-hall")
    inside = "".join(f'<category term="{term}"/>' for term in terms)
    read = from_atom(inside=inside + '<arxiv:primary_category term="cs.RO"/>')
    assert read.categories == ("cs.RO", "cs.CV", "cond-mat.mes-hall")


@pytest.mark.parametrize(
    ("start", "total", "more"), [(0, 3, "1"), (2, 3, None), (7, 3, None), (0, 1, None)]
)
def test_more_is_the_first_entry_of_the_next_page(start: int, total: int, more: str | None) -> None:
    reading = arxiv_atom.read(ATOM.format(atom_entry() + paging(start, total)).encode(), "reply")
    assert (reading.more, reading.total) == (more, total)


@pytest.mark.parametrize(("start", "total"), [(0, 0), (30, 30), (40, 30)])
def test_no_results_and_the_end_of_the_results_are_in_order(start: int, total: int) -> None:
    reading = arxiv_atom.read(ATOM.format(paging(start, total)).encode(), "reply")
    assert reading.entries == ()
    assert reading.empty_reason


def test_an_empty_page_amid_the_results_is_refused() -> None:
    with pytest.raises(ReadError, match="no entries from 10 on, though there are 30"):
        arxiv_atom.read(ATOM.format(paging(10, 30)).encode(), "reply")


def test_a_page_asked_to_be_empty_is_in_order() -> None:
    assert arxiv_atom.read(ATOM.format(paging(0, 30, per_page=0)).encode(), "reply").total == 30


def test_a_paper_called_error_is_no_error() -> None:
    data = ATOM.format(atom_entry().replace("A Title", "Error")).encode()
    assert arxiv_atom.read(data, "reply").entries[0].title == "Error"


@pytest.mark.parametrize("kind", list(Announcement))
def test_each_kind_of_announcement_is_told(kind: Announcement) -> None:
    item = (
        f"<item><title>T</title><guid>oai:arXiv.org:2401.90001v2</guid><description>"
        f"arXiv:2401.90001v2 Announce Type: {kind} \nAbstract: We see.</description>{{}}</item>"
    )
    for element in ("", f"<arxiv:announce_type>{kind}</arxiv:announce_type>"):
        (read,) = arxiv_feed.read(RSS.format(item.format(element)).encode(), "feed").entries
        assert (read.announced, read.abstract) == (kind, "We see.")
        assert read.versions == (Version(number=2),)


def test_an_unheard_of_kind_of_announcement_is_left_open() -> None:
    item = (
        "<item><title>T</title><link>https://arxiv.org/abs/2401.90001</link>"
        "<arxiv:announce_type>resurrect</arxiv:announce_type></item>"
    )
    (read,) = arxiv_feed.read(RSS.format(item).encode(), "feed").entries
    assert read.announced is None


def test_the_day_of_an_announcement_is_as_printed() -> None:
    # Midnight in New York; in UTC it would be the same day, in Auckland the next.
    reading = arxiv_feed.read(
        RSS.format("<pubDate>Fri, 23 Feb 2024 00:00:00 -0500</pubDate>").encode(), "feed"
    )
    assert reading.date == _values.day("2024-02-23")


def test_raw_versions_are_ordered_by_number_and_give_both_days() -> None:
    fields = "<id>2401.90001</id><title>T</title>" + "".join(
        f'<version version="v{number}"><date>{number} Jan 2024 10:00:00 GMT</date></version>'
        for number in (10, 2, 1)
    )
    reply = OAI.format(f"<ListRecords>{RAW.format(fields)}</ListRecords>")
    (read,) = arxiv_oai.read(reply.encode(), "reply").entries
    assert [version.number for version in read.versions] == [1, 2, 10]
    assert (read.published, read.updated) == (_values.day("2024-01-01"), _values.day("2024-01-10"))


@pytest.mark.parametrize(
    ("token", "more", "total"),
    [
        (
            '<resumptionToken completeListSize="1162">6960524|1001</resumptionToken>',
            "6960524|1001",
            1162,
        ),
        ('<resumptionToken cursor="1001" completeListSize="1162"/>', None, 1162),
        ("<resumptionToken>t</resumptionToken>", "t", None),
        ("", None, None),
    ],
)
def test_the_resumption_token_asks_for_more(
    token: str, more: str | None, total: int | None
) -> None:
    reading = arxiv_oai.read(OAI.format(f"<ListRecords>{token}</ListRecords>").encode(), "reply")
    assert (reading.more, reading.total) == (more, total)


@pytest.mark.parametrize("reader", [arxiv_atom, arxiv_feed, arxiv_oai])
@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"", 1, "not well-formed"),
        (b"\n\n<feed>\n<entry></feed>", 4, "not well-formed"),
        (b"<html>\n</html>", 1, "expected"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE feed><feed/>", 2, "document type"),
        (b'<?xml version="1.0" encoding="rot13"?><feed/>', 1, "unknown encoding"),
        (b"<feed>&nbsp;</feed>", 1, "not well-formed"),
        (b"<feed>\n" * 60, 51, "nested too deeply"),
    ],
)
def test_what_is_no_reply_is_refused_with_its_line(
    reader: object, data: bytes, line: int, message: str
) -> None:
    with pytest.raises(ReadError) as caught:
        reader.read(data, "reply")  # type: ignore[attr-defined]
    assert message in caught.value.message
    assert (caught.value.where, caught.value.line) == ("reply", line)
