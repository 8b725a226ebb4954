"""Tags on the recorded list whose sections are people's labels; its figures are in docs/tags.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from papergloss.evaluation.papers import read_papers
from papergloss.evaluation.tags import Outcome, read_labels, score_labels
from papergloss.store import yaml_text
from papergloss.tags import vocabulary
from support import ROOT

TAGS = ROOT / "content" / "tags.yml"


@pytest.fixture(scope="module")
def outcome(shared_data: Path) -> Outcome:
    """What titles alone give, for every paper of the list."""
    words = vocabulary(yaml_text.read_file(TAGS), str(TAGS))
    labels = read_labels(ROOT / "tests" / "gold" / "labels-cv-arxiv-daily.txt", words)
    papers = read_papers([shared_data / "markdown-lists" / "cv-arxiv-daily" / "README.md"])
    return score_labels(papers, labels, words)


def test_every_paper_under_a_section_is_compared(outcome: Outcome) -> None:
    """The list has thousands, and each of the six sections is met."""
    assert outcome.papers > 8000
    assert len(outcome.each) == 6


@pytest.mark.parametrize(
    ("section", "precision"), [("SLAM", 0.90), ("Visual Localization", 0.80), ("NeRF", 0.80)]
)
def test_what_a_title_says_is_where_people_put_it(
    outcome: Outcome, section: str, precision: float
) -> None:
    """Sections with a name of their own agree with the tag, as far as titles tell."""
    assert outcome.each[section].precision >= precision
    assert outcome.each[section].right > 500
