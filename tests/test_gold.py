"""Files of gold are read strictly, and compared as docs/evaluation.md says."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from papergloss.errors import ReadError
from papergloss.evaluation.acronyms import score as score_acronyms
from papergloss.evaluation.figures import Score
from papergloss.evaluation.gold import Names, read_gold
from papergloss.evaluation.mentions import score as score_mentions
from papergloss.evaluation.papers import read_papers
from papergloss.model import Ids, Mention, Paper
from support import ROOT, run_papergloss


def paper(slug: str, title: str, abstract: str = "", arxiv: str | None = None) -> Paper:
    return Paper(
        slug=slug,
        month="2025-01",
        title=title,
        abstract=abstract,
        appearances=(),
        ids=Ids(arxiv=arxiv),
    )


OWLS = paper("owls", "Owls at Night", "Marsh Bird Counting (MBC) and Nest Care (NC).", "2401.00001")
VOLES = paper("voles", "Voles & Owls", "We use Egg Care (EC).")
NAMES = Names([OWLS, VOLES])


def written(folder: Path, text: str) -> Path:
    path = folder / "gold.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_papers_go_by_title_slug_or_id(tmp_path: Path) -> None:
    """Case and signs of a title do not count; remarks and empty lines are left out."""
    path = written(tmp_path, "# remark\n\nowls at night\n  a\n  b\n2401.00001\nvoles\n\tc\n")
    read = read_gold(path, NAMES)
    assert [(each.paper.slug, [f.text for f in each.facts]) for each in read] == [
        ("owls", ["a", "b"]),
        ("owls", []),
        ("voles", ["c"]),
    ]


@pytest.mark.parametrize(("text", "line"), [("# x\n  fact\n", 2), ("Owls at Night\nHawks\n", 2)])
def test_gold_that_fits_nothing_is_refused(tmp_path: Path, text: str, line: int) -> None:
    """A fact above any paper, a paper that is not there: the line is named."""
    with pytest.raises(ReadError) as refused:
        read_gold(written(tmp_path, text), NAMES)
    assert refused.value.line == line


def test_definitions_are_compared_without_case_hyphens_and_plurals(tmp_path: Path) -> None:
    """Of two right long forms either will do; what is not in the gold is wrong."""
    text = "owls\n  MBCs = marsh-bird countings | counting\n  XY = x y\nvoles\n"
    figures, errors = score_acronyms(read_gold(written(tmp_path, text), NAMES))
    assert (figures.right, figures.wrong, figures.missed) == (1, 2, 1)
    assert errors == [
        "wrong: owls: nc = nestcare",
        "missed: owls: xy = xy",
        "wrong: voles: ec = eggcare",
    ]
    with pytest.raises(ReadError, match="SHORT = long form"):
        score_acronyms(read_gold(written(tmp_path, "owls\n  MBC\n"), NAMES))


def test_mentions_are_compared_as_pairs(tmp_path: Path) -> None:
    """Gold is whole, unless only its own papers shall count."""
    text = "Owls at Night\n"
    extra = Mention(source="voles", target="owls", name="Owls", sentence="Owls.", start=0, end=4)
    gold = read_gold(written(tmp_path, text), NAMES)
    figures, errors = score_mentions({"voles": (extra,)}, gold, NAMES)
    assert (figures.right, figures.wrong, figures.missed) == (0, 1, 0)
    assert errors == ["wrong: voles → owls by 'Owls' in: Owls."]
    figures, _ = score_mentions({"voles": (extra,)}, gold, NAMES, only_gold=True)
    assert figures.wrong == 0
    gold = read_gold(written(tmp_path, "voles\n  2401.00001\n"), NAMES)
    assert score_mentions({"voles": (extra,)}, gold, NAMES)[0].right == 1


def test_figures_of_nothing_are_whole() -> None:
    """Who finds nothing is never wrong; where there is nothing to find nothing is missed."""
    assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 1.0)
    score = Score(right=3, wrong=1, missed=2)
    assert (score.precision, score.recall) == (0.75, 0.6)
    assert round(score.f1, 3) == 0.667


def test_papers_come_from_any_listing(tmp_path: Path) -> None:
    """From a dump, gzipped or not, and from a folder of them; one paper stands once."""
    line = b'{"id": "2401.00001", "title": "Owls at Night", "abstract": "Owls."}\n'
    (tmp_path / "a.jsonl").write_bytes(line)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line))
    assert [each.title for each in read_papers([tmp_path])] == ["Owls at Night"]
    assert len(list(read_papers([ROOT / "content" / "papers"]))) == 347


@pytest.mark.parametrize("question", ["mentions", "acronyms"])
def test_the_commands_print_figures(question: str) -> None:
    """As anybody with other gold would call them."""
    gold = ROOT / "tests" / "gold" / f"{question}.txt"
    run = run_papergloss("evaluate", question, "--gold", gold, "--errors", cwd=ROOT)
    assert run.returncode == 0, run.stderr
    assert "precision 1.000" in run.stdout
