"""``papergloss tags`` and ``evaluate tags`` say what they found, to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from papergloss.errors import ReadError
from papergloss.evaluation.gold import Names, read_gold
from papergloss.evaluation.tags import read_labels, score_gold, score_labels, table
from papergloss.model import Paper, Tag
from support import ROOT, run_papergloss

WORDS = {
    "rl": Tag(slug="rl", name="RL", match=("reinforcement learning",)),
    "offline": Tag(slug="offline", name="Offline", parents=("rl",), match=("offline learning",)),
    "law": Tag(slug="law", name="Law"),
}


def paper(slug: str, title: str, *labels: str) -> Paper:
    return Paper(
        slug=slug, month="2025-01", title=title, abstract="", appearances=(), keywords=labels
    )


PAPERS = [
    paper("a", "Offline learning", "Robots"),
    paper("b", "Law", "Robots", "Courts"),
    paper("c", "Cooking", "Kitchens"),
]


def file(folder: Path, text: str) -> Path:
    path = folder / "gold.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_gold_counts_tags_with_and_without_what_they_imply(tmp_path: Path) -> None:
    """ "offline" for "rl" is wrong as given; with what both imply one of the two is right."""
    gold = file(tmp_path, "# remark\nOffline learning\n  rl\n\nb\n  law,\n  rl\n\nCooking\n")
    outcome = score_gold(read_gold(gold, Names(PAPERS)), WORDS)
    assert outcome.papers == 3
    assert (outcome.given.right, outcome.given.wrong, outcome.given.missed) == (1, 1, 2)
    assert (outcome.implied.right, outcome.implied.wrong, outcome.implied.missed) == (2, 1, 1)
    assert outcome.errors == ["a: wrong: offline", "b: missed: rl"]
    assert next(table(outcome.each)) == ("rl", "2", "1.00", "0.50", "0.67")


def test_labels_stand_for_any_of_their_tags(tmp_path: Path) -> None:
    """A paper under "Robots" should have one of its tags; one without a known label is left out."""
    labels = read_labels(file(tmp_path, "Robots\n  rl, law\nCourts\n  law\n"), WORDS)
    outcome = score_labels(PAPERS, labels, WORDS)
    assert outcome.papers == 2
    assert (outcome.implied.right, outcome.implied.wrong, outcome.implied.missed) == (3, 0, 0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Robots\n  robotics\n", "no tag is called 'robotics'"),
        ("Robots\nCourts\n  law\n", "the label 'Robots' has no tag"),
    ],
)
def test_a_mistake_in_a_file_of_labels_is_named(tmp_path: Path, text: str, says: str) -> None:
    """The error has the line of what is wrong."""
    with pytest.raises(ReadError, match=says) as error:
        read_labels(file(tmp_path, text), WORDS)
    assert error.value.line


def test_gold_is_measured_by_a_command() -> None:
    """It prints a table and the figures; without gold or labels it says what is missing."""
    gold = ROOT / "tests" / "gold" / "tags-held-out.txt"
    done = run_papergloss("evaluate", "tags", "--gold", gold, "--errors", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "tags as given of 30 papers: precision 0." in done.stdout
    assert run_papergloss("evaluate", "tags", cwd=ROOT).returncode == 2


def test_an_explanation_tells_points_and_places() -> None:
    """For people each phrase has a line with its words; for programs the same as JSON."""
    name = "cousins-of-the-vendi-score-a-family-of-similarity-based-diversity-metrics-for"
    done = run_papergloss("tags", "--explain", name, "--json", cwd=ROOT)
    assert done.returncode == 0, done.stderr
    data = json.loads(done.stdout)
    (reason,) = [each for each in data["reasons"] if each["slug"] == "diversity"]
    assert reason["score"] == sum(hit["points"] for hit in reason["hits"]) >= reason["threshold"]
    shown = run_papergloss("tags", "--explain", name, cwd=ROOT).stdout
    hit = reason["hits"][0]
    assert f"“{hit['phrase']}” ({hit['where']}, word" in shown


def test_a_paper_that_is_not_there_is_an_error_with_what_may_be_meant() -> None:
    """A mistyped slug gets the nearest."""
    done = run_papergloss("tags", "--explain", "cousins-of-the-vendi", cwd=ROOT)
    assert done.returncode == 1
    assert "did you mean" in done.stderr
