"""What the reader of BibTeX and BibLaTeX takes, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from papergloss.errors import ReadError
from papergloss.model import Entry, Ids, LinkKind, PartialDate
from papergloss.sources import _bibtex_names, _tex, bibtex


def entry(fields: str, kind: str = "article") -> Entry:
    """Read a file of one entry."""
    reading = bibtex.read(f"@{kind}{{key, {fields}}}".encode(), "papers.bib")
    assert not reading.rejected
    return reading.entries[0]


def names(field: str) -> list[str]:
    return [author.name for author in _bibtex_names.of_field(field).authors]


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"{\'E}cole Erd{\H{o}}s \c{c}a", "École Erdős ça"),
        (r"\'{\i}\`{\^{o}}", "íồ"),
        (r"Fran\c cois {\AA}ngstr\"om {\relax Th}. \ss\ {\L}", "François Ångström Th. ß Ł"),
        (r"{{NASA}} and {IEEE}", "NASA and IEEE"),
        (r"$\alpha_{i}$-net of {$\rightarrow$}", r"$\alpha_{i}$-net of $\rightarrow$"),
        (r"\(x^2\) \ensuremath{\alpha}", "$x^2$ α"),
        (r"50\% of \& \_ \# 5% off", "50% of & _ # 5% off"),
        (r"cost \$5", r"cost \$5"),
        (r"pages 1--9 --- ``so''", "pages 1–9 — “so”"),
        (r"H\textsubscript{2}O m\textsuperscript{2}", "H₂O m²"),
        (r"\emph{really \textbf{so}} {\em too}", "really so too"),
        (r"{\noopsort{lune}}de Lune", "de Lune"),
        (r"\~{} \^{} \textasciitilde", "~ ^ ~"),
        (r"\unknown{kept} \unknown", r"kept \unknown"),
        ("plain", "plain"),
    ],
)
def test_tex_becomes_unicode_and_mathematics_stays(tex: str, plain: str) -> None:
    assert _tex.plain(tex) == plain


@given(st.text(alphabet=r"\{}$'`~-ae \"^(") | st.text())
def test_any_tex_becomes_text(tex: str) -> None:
    assert isinstance(_tex.plain(tex), str)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Ada Moth and Fly, Bo", ["Ada Moth", "Bo Fly"]),
        ("van der Berg, Jan and de la Lune, Claire", ["Jan van der Berg", "Claire de la Lune"]),
        ("King, Jr., Martin", ["Martin King Jr."]),
        ("{Barnes and Noble} and {Lamp Group, Ltd.}", ["Barnes and Noble", "Lamp Group, Ltd."]),
        ("Moth,Ada AND\n Fly , Bo", ["Ada Moth", "Bo Fly"]),
        ("{\\'E}lo{\\\"\\i}se Moth", ["Éloïse Moth"]),
        ("given=Else, prefix=von, family=Ermin", ["Else von Ermin"]),
        (", Dora and Sand, Ann", ["Dora", "Ann Sand"]),
        ("Alexandra Band", ["Alexandra Band"]),
        ("", []),
    ],
)
def test_names_read_first_name_first(field: str, expected: list[str]) -> None:
    assert names(field) == expected


def test_and_others_says_that_there_are_more_authors() -> None:
    read = entry("title={T}, author={Moth, Ada and others}")
    assert (read.authors[0].name, read.et_al) == ("Ada Moth", True)


@pytest.mark.parametrize(
    ("fields", "date"),
    [
        ("year=1996", PartialDate(year=1996)),
        ("year={1996}, month=aug", PartialDate(year=1996, month=8)),
        ("year=1996, month=8, day=3", PartialDate(year=1996, month=8, day=3)),
        ('year=1996, month="10~" # jan', PartialDate(year=1996, month=1, day=10)),
        ("date={2011-05-25~/2012-06-26}", PartialDate(year=2011, month=5, day=25)),
        ("date={2017-24}", PartialDate(year=2017)),
        ("date={2017-02-30}", PartialDate(year=2017, month=2)),
        ("year={in press}", None),
        ("year=1996, urldate={2020-01-01}", PartialDate(year=1996)),
    ],
)
def test_dates_keep_what_they_leave_out(fields: str, date: PartialDate | None) -> None:
    assert entry(f"title={{T}}, {fields}").published == date


@pytest.mark.parametrize(
    ("fields", "ids"),
    [
        ("doi={10.5555/A\\_b}", Ids(doi="10.5555/a_b")),
        ("doi={https://doi.org/10.5555/ab}", Ids(doi="10.5555/ab")),
        ("url={http://dx.doi.org/10.5555/ab}", Ids(doi="10.5555/ab")),
        ("eprint={2401.90001v2}, archivePrefix={arXiv}", Ids(arxiv="2401.90001")),
        ("eprint={2401.90001}", Ids(arxiv="2401.90001")),
        ("eprint={192379}, eprinttype={jstor}", Ids()),
        ("journal={arXiv preprint arXiv:1810.90005}", Ids(arxiv="1810.90005")),
        ("journal={CoRR}, volume={abs/1810.90005}", Ids(arxiv="1810.90005")),
        ("note={\\url{http://arxiv.org/abs/1810.90005}}", Ids(arxiv="1810.90005")),
        ("url={https://aclanthology.org/P18-1001}", Ids(acl="P18-1001")),
    ],
)
def test_ids_are_found_where_bibliographies_have_them(fields: str, ids: Ids) -> None:
    read = entry(f"title={{T}}, {fields}")
    assert read.ids == ids
    assert not read.links, "an address that only names the id says nothing more"


def test_addresses_in_note_and_howpublished_are_links() -> None:
    read = entry(
        r"title={T}, howpublished={\url{https://lamp.example/\~{}ada/a\_b\%20c}},"
        r" note={See \href{https://github.com/example/lamp}{here}.}, pdf={https://x.example/p}"
    )
    assert {link.url: link.kind for link in read.links} == {
        "https://lamp.example/~ada/a_b%20c": LinkKind.OTHER,
        "https://github.com/example/lamp": LinkKind.CODE,
        "https://x.example/p": LinkKind.PAPER,
    }
    assert read.comment == "See ."


def test_a_field_is_taken_from_the_crossref_but_not_its_title() -> None:
    text = (
        '@inproceedings{a, title="Own", crossref={B}}\n@proceedings{b, title="Book", year=2000,'
        " doi={10.5555/book}, editor={E, E}}"
    )
    own = bibtex.read(text.encode(), "x").entries[0]
    assert (own.title, own.venue, own.published) == ("Own", "Book", PartialDate(year=2000))
    assert own.ids == Ids()


def test_an_entry_without_title_is_taken_for_its_id_and_else_reported() -> None:
    reading = bibtex.read(b"@misc{a, eprint={2401.90001}}\n\n@misc{b, author={A}}", "x")
    assert [each.title for each in reading.entries] == [""]
    assert [(each.reason, each.line) for each in reading.rejected] == [("no title: b", 3)]


def test_macros_that_double_each_other_do_not_explode() -> None:
    bomb = "".join(f"@string{{a{i} = a{i - 1} # a{i - 1}}}\n" for i in range(1, 60))
    data = "@string{a0 = {xxxxxxxxxx}}\n" + bomb + "@misc{k, title = a59 # { end}}"
    assert len(bibtex.read(data.encode(), "x").entries[0].title) < 1000


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ("@misc{k, title={Straße}}".encode("latin-1"), "Straße"),
        (b"\xef\xbb\xbf@misc{k, title={Stra\xc3\x9fe}}", "Straße"),
        ("@misc{k, title={Straße}}".encode("utf-16"), "Straße"),
        (b"@misc{k,\r\n title={A\r\n B}}", "A B"),
        (b"@misc(k, title={In (round) ones})", "In (round) ones"),
    ],
)
def test_encodings_line_ends_and_round_brackets_are_no_matter(data: bytes, title: str) -> None:
    assert bibtex.read(data, "x").entries[0].title == title


@pytest.mark.parametrize(
    "data", [b"", b"no entry", b"% @comment only", b"a\0b @misc{k, title={T}}"]
)
def test_what_holds_no_entry_is_refused_with_place_and_remedy(data: bytes) -> None:
    with pytest.raises(ReadError) as caught:
        bibtex.read(data, "papers.bib")
    assert (caught.value.where, caught.value.line) == ("papers.bib", 1)
    assert caught.value.remedy


GOOD = "@article{{k{0}, title = {{Title {0}}}, year = 2001}}"
BAD = (
    "@article{b, title = {never closed",
    '@article{b, title = "never closed',
    "@article{b, title = {two} {values}}",
    "@article{b, title}",
    "@article{b",
    "@article b, title = {x}",
    "@article{b, author = {no title}}",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(BAD) | st.none(), min_size=1, max_size=8))
def test_a_bad_entry_is_reported_with_its_line_and_the_others_are_read(
    plan: list[str | None],
) -> None:
    """Whatever stands between them, every good entry is read and every bad one reported."""
    blocks = [GOOD.format(number) if bad is None else bad for number, bad in enumerate(plan)]
    reading = bibtex.read("\n".join(blocks).encode(), "x")
    good = [number for number, bad in enumerate(plan) if bad is None]
    assert [entry.title for entry in reading.entries] == [f"Title {number}" for number in good]
    assert [entry.line for entry in reading.entries] == [number + 1 for number in good]
    bad_lines = [number + 1 for number, bad in enumerate(plan) if bad is not None]
    assert sorted(each.line or 0 for each in reading.rejected) == bad_lines
