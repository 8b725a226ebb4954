"""The evaluation of related papers: kin are made by rule, and recall follows from them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from papergloss.errors import ReadError
from papergloss.evaluation.dump import Described, read_dumps
from papergloss.evaluation.kinship import RARE, kinship, named_data
from papergloss.evaluation.related import asked, compare, recall
from papergloss.evaluation.rivals import RIVALS
from papergloss.ids import ids_in
from papergloss.model import Author, Paper
from support import run_papergloss

RECORDS = """\
{"id": "arxiv:2401.00001", "title": "Owls", "abstract": "We use the OwlNet dataset."}
{"id": "arxiv:2401.00002", "title": "Voles", "abstract": "On the OwlNet benchmark, voles hide."}

{"id": "arxiv:2401.00003", "title": "Elks", "abstract": "A sequel.", "comment": "arXiv:2401.00001",
"""


def described(slug: str, title: str, abstract: str = "", **more: object) -> Described:
    authors = tuple(Author(name=name) for name in more.pop("authors", ()))  # type: ignore[attr-defined]
    paper = Paper(
        slug=slug,
        month="",
        title=title,
        abstract=abstract,
        appearances=(),
        ids=ids_in(slug),
        authors=authors,
        comment=more.pop("comment", None),  # type: ignore[arg-type]
    )
    return Described(paper=paper, **more)  # type: ignore[arg-type]


def test_a_dump_is_read_line_by_line(tmp_path: Path) -> None:
    """Also gzipped; a line that is no paper is told with its number."""
    path = tmp_path / "dump.jsonl.gz"
    path.write_bytes(gzip.compress(RECORDS.encode()))
    papers = read_dumps([path])
    assert [next(papers).paper.slug for _ in range(2)] == ["2401.00001", "2401.00002"]
    with pytest.raises(ReadError) as told:
        next(papers)
    assert told.value.line == 4


def test_kin_share_a_rare_data_set() -> None:
    """One that their records list, or that their texts name; one that many name makes none."""
    listed = [described(slug, slug, datasets=("OwlNet",)) for slug in ("one", "two")]
    assert kinship(listed) == {"data set": {"one": {"two"}, "two": {"one"}}}
    named = [described(slug, slug, "On the OwlNet dataset.") for slug in ("one", "two")]
    assert kinship(named) == {"named data": {"one": {"two"}, "two": {"one"}}}
    many = [described(f"p{n}", f"{n}", datasets=("OwlNet",)) for n in range(RARE + 1)]
    assert kinship(many) == {}


def test_only_names_are_data() -> None:
    """ "OwlNet-3 dataset" names one; "our dataset" and "The dataset" do not."""
    text = "Our dataset. The dataset. On OwlNet-3 datasets and the VOLE corpus. A new benchmark."
    assert list(named_data(described("a", "T", text).paper)) == ["OwlNet-3", "VOLE"]


def test_kin_are_of_a_series_if_they_share_an_author() -> None:
    """A title counted on, or one name in two versions; the same title is the same paper."""
    titles = ["Count of Owls 2021", "Count of Owls 2022"]
    pairs = [titles, ["OwlNet: A", "OwlNet2: B"]]
    for one, other in pairs:
        papers = [described("a", one, authors=("Ada",)), described("b", other, authors=("Ada",))]
        assert kinship(papers) == ({"series": {"a": {"b"}, "b": {"a"}}} if one in pairs[1] else {})
    long = [
        described(s, f"The Yearly Count of Owls {n}", authors=("Ada",))
        for s, n in (("a", 1), ("b", 2))
    ]
    assert kinship(long) == {"series": {"a": {"b"}, "b": {"a"}}}
    assert kinship([long[0], described("b", "The Yearly Count of Owls 2", authors=("Bo",))]) == {}


def test_kin_name_each_other_by_arxiv_id() -> None:
    """In the abstract or in the comment; both are kin of each other."""
    papers = [
        described("2401.00001", "Owls"),
        described("2401.00002", "Voles", "As arXiv:2401.00001 says."),
        described("2401.00003", "Elks", comment="See https://arxiv.org/abs/2401.00001v2"),
    ]
    kin = kinship(papers)["reference"]
    assert kin["2401.00001"] == {"2401.00002", "2401.00003"}
    assert kin["2401.00003"] == {"2401.00001"}


def test_the_halves_share_no_paper_and_the_seed_chooses() -> None:
    """What is tuned on is never reported on; the same seed asks the same papers."""
    kin = {"series": {f"p{n}": {"x"} for n in range(100)}}
    develop, report = (asked(kin, half, 100, 1)["series"] for half in ("develop", "report"))
    assert {*develop} | {*report} == kin["series"].keys() and not {*develop} & {*report}
    assert asked(kin, "report", 5, 1) == asked(kin, "report", 5, 1) != asked(kin, "report", 5, 2)


def test_recall_is_that_of_the_first_ten() -> None:
    """Of more than ten kin, ten found are all."""
    assert recall({"a", "b"}, ["x", "a"]) == 0.5
    assert recall({"a"}, [*"0123456789", "a"]) == 0
    assert recall(set("abcdefghijkl"), list("abcdefghij")) == 1


def test_every_rival_finds_what_is_plain() -> None:
    """Of four texts the two about owls are nearest, by each library; nobody finds itself."""
    texts = ["barn owls hear voles", "barn owls hunt", "rook endgames", "rook pawns and endgames"]
    for rival in RIVALS.values():
        assert [near[0] for near in rival(texts, [0, 2], 2)] == [1, 3]
        assert 0 not in rival(texts, [0, 2], 3)[0]


def test_all_methods_are_compared_on_the_same_papers() -> None:
    """Each gets a figure for each kind, and their mean."""
    words = ["owls hear voles", "owls hunt voles", "rook endgames", "rook pawns endgames", "tea"]
    papers = [described(f"p{n}", "T", f"{text} {text}").paper for n, text in enumerate(words * 2)]
    kin = {"one": {"p0": {"p1"}}, "other": {"p2": {"p3"}}}
    scores = list(compare(papers, kin, {"one": ["p0"], "other": ["p2"]}))
    assert [score.method for score in scores] == ["Papergloss", *RIVALS]
    assert all(score.kinds.keys() == kin.keys() and 0 <= score.mean <= 1 for score in scores)
    assert scores[1].mean == 1


def test_the_command_measures_named_papers_against_a_file_of_gold(tmp_path: Path) -> None:
    """Gold names papers by title; the table has a row for each method."""
    dump, gold = tmp_path / "dump.jsonl", tmp_path / "gold.txt"
    dump.write_text("\n".join(RECORDS.split("\n")[:2]), encoding="utf-8")
    gold.write_text("# read by a person\nOwls\n  Voles\n", encoding="utf-8")
    run = run_papergloss("evaluate", "related", "-p", dump, "-g", gold, cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    assert "gold (1)" in run.stdout
    assert all(name in run.stdout for name in ("Papergloss", *RIVALS))
