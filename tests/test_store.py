"""Files under content/: the same paper and the same bytes come back, whatever they hold."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from papergloss.cache import Cache
from papergloss.days import of
from papergloss.errors import ArchiveError, ConfigError, ReadError
from papergloss.model import (
    Appearance,
    Author,
    Ids,
    Link,
    LinkKind,
    Organisation,
    Paper,
    PartialDate,
    Sidecar,
)
from papergloss.store import listings, notes, papers, remembered, yaml_text
from support import ROOT

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
words = texts.map(str.strip).filter(bool)
bodies = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r")).map(str.strip)
days = st.none() | st.dates()
counts = st.none() | st.integers(0, 10**9)


@st.composite
def some_paper(draw: st.DrawFn) -> Paper:
    seen = st.builds(
        Appearance, listing=words, date=days, position=st.integers(1, 999), comments=counts
    )
    return Paper(
        slug="a-slug",
        month="2025-03",
        title=draw(words),
        abstract=draw(bodies),
        appearances=tuple(draw(st.lists(seen, max_size=3))),
        ids=Ids(arxiv=draw(st.none() | words), doi=draw(st.none() | words)),
        date=draw(
            st.none()
            | st.builds(of, st.dates())
            | st.builds(PartialDate, year=st.integers(1900, 2100))
        ),
        authors=tuple(draw(st.lists(st.builds(Author, name=words, orcid=st.none() | words)))),
        author_count=draw(counts),
        organisation=draw(
            st.none() | st.builds(Organisation, name=words, handle=st.none() | words)
        ),
        links=tuple(draw(st.lists(st.builds(Link, url=words, kind=st.sampled_from(LinkKind))))),
        tags=tuple(draw(st.lists(words, max_size=3))),
        aliases=tuple(draw(st.lists(words, max_size=2))),
    )


@given(some_paper())
def test_a_paper_comes_back_as_it_was_written(paper: Paper) -> None:
    """Reading a file gives the paper that was written, and writing it again the same bytes."""
    text = papers.paper_text(paper)
    again = papers.parse_paper(text, Path("2025-03/a-slug.md"))
    assert again == paper
    assert papers.paper_text(again) == text


@given(some_paper())
def test_a_paper_comes_back_from_what_is_remembered_of_it(paper: Paper) -> None:
    """Written and read, it is the same paper, as reading its file would give."""
    packed = msgspec.msgpack.encode(paper)
    assert msgspec.msgpack.decode(packed, type=Paper) == paper


def test_papers_are_remembered_until_a_file_changes(tmp_path: Path) -> None:
    """A month of which a file changed, came or went is read again, and so is a young one."""
    folder = tmp_path / "papers"
    first = folder / "2025-03/one.md"
    first.parent.mkdir(parents=True)

    def titles() -> list[str]:
        with Cache(tmp_path / "cache") as cache:
            return [each.value.title for each in remembered.read_papers(folder, cache).papers]

    def write(path: Path, title: str, age: int) -> None:
        paper = Paper(slug="x", month="2025-03", title=title, abstract="", appearances=())
        path.write_text(papers.paper_text(paper), encoding="utf-8")
        then = path.stat().st_mtime - age
        os.utime(path, (then, then))

    write(first, "Owls", 60)
    assert titles() == titles() == ["Owls"]
    write(first, "Cats", 50)
    assert titles() == ["Cats"]
    write(first.with_name("two.md"), "Dogs", 60)
    assert titles() == ["Cats", "Dogs"]
    first.unlink()
    assert titles() == ["Dogs"]
    young = first.with_name("two.md")
    write(young, "Bats", 0)
    assert titles() == ["Bats"]
    lies = young.stat()
    young.write_text(young.read_text("utf-8").replace("Bats", "Rats"), encoding="utf-8")
    os.utime(young, ns=(lies.st_mtime_ns, lies.st_mtime_ns))
    assert titles() == ["Rats"]


def test_every_committed_paper_round_trips() -> None:
    """Each of the 347 files is byte for byte what its paper writes."""
    files = sorted((ROOT / "content/papers").glob("*/*.md"))
    assert len(files) == 347
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert papers.paper_text(papers.parse_paper(text, path)) == text, path


def test_the_list_of_listings_round_trips() -> None:
    """What the build reads of the listings is what update wrote."""
    path = ROOT / "content/papers/listings.yml"
    assert papers.listings_text(papers.read_listings(path)) == path.read_text(encoding="utf-8")


@given(texts)
def test_a_quoted_string_is_what_yaml_reads(text: str) -> None:
    """Any YAML parser reads our quoting back, on one line."""
    quoted = yaml_text.quote(text)
    assert yaml.safe_load(quoted) == text
    assert "\n" not in quoted


@pytest.mark.parametrize("text", ["2401.10000", "no", "null", "1e3", "2025-03-14", "A: B", "# x"])
def test_strings_stay_strings(text: str) -> None:
    """The arXiv id 2401.10000 is not the number 2401.1, nor is any text anything but text."""
    assert yaml_text.load(yaml_text.dump({"id": text}), "x") == {"id": text}
    assert yaml_text.load(f"id: {text.split(':')[0]}", "x") == {
        "id": text.split(":")[0].split("#")[0].strip() or ""
    }


def test_aliases_and_depth_are_refused() -> None:
    """A few bytes of YAML that unfold into gigabytes are an error with a line."""
    with pytest.raises(ReadError, match="aliases") as caught:
        yaml_text.load("a: &x [1]\nb: [*x, *x]\n", "bomb.yml")
    assert (caught.value.where, caught.value.line) == ("bomb.yml", 2)
    with pytest.raises(ReadError, match="nested"):
        yaml_text.load("[" * 5000 + "]" * 5000, "deep.yml")


def test_broken_front_matter_names_its_line() -> None:
    """The line is the file's, not the front matter's."""
    with pytest.raises(ReadError) as caught:
        yaml_text.split('---\ntitle: "x"\nbad: : :\n---\n\nbody\n', "p.md")
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("author_count: 3", "author_count: many"), "author_count.*whole number"),
        (('date: "2025-03-01"', 'date: "March"'), "date.*YYYY-MM-DD"),
        (('title: "T"', ""), "title.*must be text"),
    ],
)
def test_a_damaged_paper_says_what_is_wrong(change: tuple[str, str], words: str) -> None:
    """A field of the wrong shape is an error that names it and the file."""
    paper = Paper(
        slug="s",
        month="2025-03",
        title="T",
        abstract="",
        appearances=(),
        author_count=3,
        date=PartialDate(year=2025, month=3, day=1),
    )
    text = papers.paper_text(paper).replace(*change)
    with pytest.raises(ReadError, match=words):
        papers.parse_paper(text, Path("2025-03/s.md"))


def test_a_paper_lies_where_a_paper_may_lie() -> None:
    """A path with anything but month and slug is refused: paths become addresses."""
    for name in ("2025-13/a.md", "2025-03/A b.md", "x/a.md"):
        with pytest.raises(ReadError, match="not a place"):
            papers.parse_paper('---\ntitle: "T"\n---\n\n\n', Path(name))


def test_notes_are_read_and_bad_ones_reported(tmp_path: Path) -> None:
    """One broken note hides no other; its error names the file."""
    (tmp_path / "good.md").write_text("Read this **twice**.", encoding="utf-8")
    (tmp_path / "bad.md").write_text("---\na: [\n---\n", encoding="utf-8")
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    found, problems = notes.read_notes(tmp_path)
    assert found["good"].body == "Read this **twice**."
    assert sorted(Path(p.where).name for p in problems) == ["bad.md", "latin.md"]


def test_a_sidecar_round_trips_and_refuses_unknown_fields(tmp_path: Path) -> None:
    """A field that nobody reads is more likely a slip than a wish."""
    sidecar = Sidecar(name="n", date=date(2025, 3, 1), remark="a: b")
    path = tmp_path / "x.meta.yml"
    path.write_text(listings.sidecar_text(sidecar), encoding="utf-8")
    assert listings.read_sidecar(path) == sidecar
    path.write_text("dat: 2025-03-01\n", encoding="utf-8")
    with pytest.raises(ArchiveError, match="unknown field 'dat'"):
        listings.read_sidecar(path)


def test_the_sidecar_of_an_answer_says_what_was_asked_and_found(tmp_path: Path) -> None:
    """Titles are kept as they are; a purpose that is none we know is an error."""
    asked = ('A: "B" #1', "arXiv:2311.17911", "x" * 300)
    sidecar = Sidecar(purpose="lookup", asked=asked, found=asked[:1], status=200)
    path = tmp_path / "x.meta.yml"
    path.write_text(listings.sidecar_text(sidecar), encoding="utf-8")
    assert listings.read_sidecar(path) == sidecar
    path.write_text("purpose: lookpu\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"unknown purpose 'lookpu'\n.*it is lookup, or left"):
        listings.read_sidecar(path)


def test_raw_listings_are_what_was_received() -> None:
    """The committed listings have the bytes that their sidecars vouch for."""
    import hashlib

    raws = list(listings.read_raw(ROOT / "content"))
    assert len(raws) == 5
    for raw in raws:
        assert hashlib.sha256(raw.data).hexdigest() == raw.sidecar.sha256


def test_two_listings_of_one_name_are_an_error(tmp_path: Path) -> None:
    """A published address belongs to one listing."""
    folder = tmp_path / "listings" / "s"
    folder.mkdir(parents=True)
    (folder / "a.txt").write_bytes(b"1")
    (folder / "b.txt").write_bytes(b"2")
    (folder / "b.meta.yml").write_text('name: "a"\n', encoding="utf-8")
    with pytest.raises(ArchiveError, match=r"belongs to listings/s/a\.txt"):
        list(listings.read_raw(tmp_path))


def keep(folder: Path, stem: str, data: bytes, **fields: object) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.json").write_bytes(data)
    sidecar = listings.sidecar_text(Sidecar(**fields))  # type: ignore[arg-type]
    (folder / f"{stem}.meta.yml").write_text(sidecar, encoding="utf-8")


def test_the_latest_version_of_a_listing_is_read(tmp_path: Path) -> None:
    """Under the name of the first, and in the place of its arrival; the earlier ones come along."""
    folder = tmp_path / "listings" / "s"
    keep(folder, "a", b"1", name="a", received="2025-11-06T01:00:00+00:00", etag='"x"', status=200)
    keep(folder, "a~2", b"2", name="a", received="2025-11-08T01:00:00+00:00")
    keep(folder, "a~10", b"10", name="a", received="2025-11-09T01:00:00+00:00")
    keep(folder, "b", b"b", name="b", received="2025-11-07T01:00:00+00:00")
    first, second = listings.read_raw(tmp_path)
    assert (first.id, first.path, first.data) == ("s/a", "listings/s/a~10.json", b"10")
    assert [earlier.data for earlier in first.earlier] == [b"1", b"2"]
    assert (first.earlier[0].sidecar.etag, first.earlier[0].sidecar.status) == ('"x"', 200)
    assert (second.id, second.earlier) == ("s/b", ())


def test_what_is_refused_is_not_read(tmp_path: Path) -> None:
    """It lies a folder deeper."""
    keep(tmp_path / "listings" / "s" / "refused", "a-20251106T010000Z", b"x", name="a")
    assert list(listings.read_raw(tmp_path)) == []


def test_a_version_of_something_else_is_an_error(tmp_path: Path) -> None:
    """Two files of one version, or of different stems under one name, are a person's slip."""
    folder = tmp_path / "listings" / "s"
    keep(folder, "a", b"1", name="a")
    keep(folder, "b~2", b"2", name="a")
    with pytest.raises(ArchiveError, match=r"belongs to listings/s/a\.json"):
        list(listings.read_raw(tmp_path))
