"""The evaluation of search: a seed decides the queries, and scores follow from the answers."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import unavailable
from papergloss.errors import ArchiveError, ReadError
from papergloss.evaluation import engines
from papergloss.evaluation.corpus import read_papers
from papergloss.evaluation.queries import KINDS, Query, known_items, mistype
from papergloss.evaluation.references import ask_references
from papergloss.evaluation.scores import rank, scores
from papergloss.search.words import words
from search_support import papers
from support import ROOT, run_papergloss


def test_the_seed_decides_the_queries() -> None:
    """The same papers and seed give the same queries, another seed others."""
    first = known_items(papers(), 20, seed=1)
    assert first == known_items(papers(), 20, seed=1)
    assert first != known_items(papers(), 20, seed=2)
    assert {query.kind for query in first} == KINDS.keys()


def test_dropped_words_leave_the_others_in_order() -> None:
    """A query of the kind has three fifths of its title's words, in the title's order."""
    for query in known_items(papers(), 30, seed=1):
        if query.kind != "dropped":
            continue
        title = papers()[min(query.right)].title.split()
        kept = query.text.split()
        assert len(kept) == round(len(title) * 0.6)
        rest = iter(title)
        assert all(word in rest for word in kept)


@given(st.text(alphabet="abcdefghij", min_size=4, max_size=12), st.integers())
def test_a_typing_error_changes_a_word_little(word: str, seed: int) -> None:
    """It swaps, drops, doubles or changes one letter, and always changes something."""
    if len(set(word)) == 1:
        return
    wrong = mistype(word, random.Random(seed))
    assert wrong != word
    assert abs(len(wrong) - len(word)) <= 1
    start = next((i for i, (a, b) in enumerate(zip(wrong, word, strict=False)) if a != b), 99)
    assert wrong[start + 2 :] in (word[start + 1 :], word[start + 2 :], word[start + 3 :])


def test_scores_follow_from_ranks() -> None:
    """Reciprocal ranks are averaged; a missing answer and one beyond the tenth count nothing."""
    right = frozenset({7, 8})
    queries = [Query(kind="typo", text="x", right=right)] * 4
    answers = [[7], [1, 8, 7], [], [*range(100, 110), 7]]
    assert [rank(q, a) for q, a in zip(queries, answers, strict=True)] == [1, 2, 0, 0]
    [score] = scores(queries, answers)
    assert (score.mrr, score.first, score.within, score.nothing) == (0.375, 0.25, 0.5, 0.25)
    assert score.chance == 1


def test_queries_that_fit_several_papers_are_told_apart() -> None:
    """They count like all others; those that fit one are scored again, and so is mere chance."""
    right = frozenset({7})
    queries = [
        Query(kind="author", text="x", right=right, fitting=fitting) for fitting in (1, 2, 1, 4)
    ]
    answers = [[7], [1, 7], [7], [1, 2, 3, 7]]
    every, alone = scores(queries, answers)
    assert (every.kind, every.queries, every.mrr) == ("author", 4, (1 + 1 / 2 + 1 + 1 / 4) / 4)
    assert (alone.kind, alone.queries, alone.mrr) == ("author, one fits", 2, 1)
    assert every.chance == pytest.approx((1 + 3 / 4 + 1 + (1 + 1 / 2 + 1 / 3 + 1 / 4) / 4) / 4)


def test_how_many_papers_fit_an_author_and_two_words() -> None:
    """As many as have an author of that last name and both words in the title, in their form."""
    titles = ["Dense graph models", "Models of a dense network", "Dense graph models", "A model"]
    docs = [
        replace(papers()[0], slug=str(place), title=title, authors=("Ada Quilt", "Bo Ray"))
        for place, title in enumerate(titles)
    ]
    fitting = {
        frozenset(query.text.lower().split()): query.fitting
        for seed in range(30)
        for query in known_items(docs, 4, seed)
        if query.kind == "author"
    }
    assert fitting[frozenset({"quilt", "dense", "models"})] == 2
    assert fitting[frozenset({"ray", "graph", "models"})] == 1


def test_both_engines_find_half_remembered_papers() -> None:
    """In Node, on this archive, either engine finds nearly all papers by damaged titles."""
    if shutil.which("node") is None:
        unavailable("no Node for the evaluation of search", "install Node 20 or newer")
    queries = [query for query in known_items(papers(), 40, seed=5) if query.kind != "acronym"]
    texts = [query.text for query in queries]
    for engine in ("lunr", "sharded"):
        asked = engines.ask(engine, papers(), texts, cold=1)
        assert min(score.mrr for score in scores(queries, asked.answers)) > 0.95, engine
        assert asked.bytes[0] > 10_000


def test_fts5_is_asked_without_any_package() -> None:
    """SQLite comes with Python; of what is not installed nothing is asked."""
    [asked] = ask_references(papers(), ["vendi score", '"', ""], None)
    assert papers()[asked.answers[0][0]].title.startswith(("The Vendi", "Cousins"))
    assert asked.answers[1:] == [[], []]


def test_without_node_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The remedy is to install it."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(ArchiveError, match="install Node"):
        engines.run_node(engines.RUNNER, b"{}")


def test_a_dump_is_read_line_by_line() -> None:
    """Other line separators inside an abstract end no line; a line that is no paper is named."""
    line = '{"id": "arxiv:1", "title": "A\\n b", "abstract": "x\u2028y", "authors": ["Ada L"]}'
    [paper] = read_papers(line.encode() + b"\n\n", "dump")
    assert (paper.slug, paper.title, list(words(paper.abstract))) == ("1", "A b", ["x", "y"])
    with pytest.raises(ReadError, match="dump:2"):
        list(read_papers(line.encode() + b"\n[1]", "dump"))


def test_the_command_prints_a_table(tmp_path: Path) -> None:
    """Engines, kinds and figures, in a form that people read."""
    if shutil.which("node") is None:
        unavailable("no Node for the evaluation of search", "install Node 20 or newer")
    run = run_papergloss("evaluate", "search", "-e", "sharded", "-q", "5", "-n", "40", cwd=ROOT)
    assert run.returncode == 0, run.stderr
    assert "ours: sharded" in run.stdout
    assert "MRR@10" in run.stdout
