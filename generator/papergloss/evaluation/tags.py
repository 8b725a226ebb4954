"""Tags against gold, and against the labels that sources and authors gave: sections, categories.

Tags are made anew from title and abstract alone, with the vocabulary at hand: what a paper's file
or a person's note says of tags is not looked at, nor the labels themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from papergloss import tags
from papergloss.errors import ReadError
from papergloss.evaluation.figures import Score
from papergloss.evaluation.gold import Fact, Gold, groups
from papergloss.model import Paper, Tag


@dataclass(slots=True, kw_only=True)
class Outcome:
    """The figures of a run: of the tags as they are given, with those they imply, and of each tag.

    ``errors`` tell one paper each.
    """

    papers: int = 0
    given: Score = field(default_factory=Score)
    implied: Score = field(default_factory=Score)
    each: dict[str, Score] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    def add(self, paper: Paper, found: Collection[str], true: Collection[str]) -> None:
        """Count what was found for a paper, and remember what was wrong."""
        self.implied.add(found, true)
        for name in {*found, *true}:
            self.each.setdefault(name, Score()).add({name} & set(found), {name} & set(true))
        wrong, missed = sorted(set(found) - set(true)), sorted(set(true) - set(found))
        if wrong or missed:
            told = [f"wrong: {', '.join(wrong)}"] * bool(wrong)
            told += [f"missed: {', '.join(missed)}"] * bool(missed)
            self.errors.append(f"{paper.slug}: {'; '.join(told)}")


def score_gold(gold: Iterable[Gold], vocabulary: Mapping[str, Tag]) -> Outcome:
    """Compare tags with what a person says the papers are about.

    Raises:
        ReadError: gold names a tag that the vocabulary does not have.
    """
    tagger, outcome = tags.Tagger(vocabulary), Outcome()
    for each in gold:
        true = _true(each.facts, vocabulary)
        found = tagger.tags(each.paper.title, each.paper.abstract)
        narrowest = true - {wider for slug in true for wider in _above(slug, vocabulary)}
        outcome.papers += 1
        outcome.given.add(found, narrowest)
        outcome.add(each.paper, tags.closure(found, vocabulary), tags.closure(true, vocabulary))
    return outcome


def _true(facts: Iterable[Fact], vocabulary: Mapping[str, Tag]) -> set[str]:
    found = set()
    for fact in facts:
        for slug in filter(None, (part.strip() for part in fact.text.split(","))):
            found.add(_known(slug, fact, vocabulary))
    return found


def _known(slug: str, fact: Fact, vocabulary: Mapping[str, Tag]) -> str:
    if slug not in vocabulary:
        raise ReadError(
            f"no tag is called {slug!r}",
            where=fact.where,
            line=fact.line,
            remedy="tags go by their slugs in content/tags.yml",
        )
    return slug


def _above(slug: str, vocabulary: Mapping[str, Tag]) -> frozenset[str]:
    return tags.closure([slug], vocabulary) - {slug}


def read_labels(path: Path, vocabulary: Mapping[str, Tag]) -> dict[str, frozenset[str]]:
    """Read which tags a label stands for: a label a line, indented below it its tags.

    Raises:
        ReadError: a label has no tag, or one that the vocabulary does not have.
    """
    labels = {}
    for head, facts in groups(path):
        if not facts:
            raise ReadError(
                f"the label {head.text!r} has no tag",
                where=head.where,
                line=head.line,
                remedy="write its tags below it, indented",
            )
        labels[head.text] = frozenset(_true(facts, vocabulary))
    return labels


def score_labels(
    papers: Iterable[Paper], labels: Mapping[str, frozenset[str]], vocabulary: Mapping[str, Tag]
) -> Outcome:
    """Compare tags with labels: one is found where the paper has any of the tags it stands for.

    Only papers with a label of ``labels`` count; ``each`` of the outcome goes by labels.
    """
    tagger, outcome = tags.Tagger(vocabulary), Outcome()
    for paper in papers:
        true = {*paper.keywords, *paper.categories} & labels.keys()
        if true:
            made = tags.closure(tagger.tags(paper.title, paper.abstract), vocabulary)
            outcome.papers += 1
            outcome.add(paper, [name for name, those in labels.items() if those & made], true)
    return outcome


def table(each: Mapping[str, Score]) -> Iterator[Sequence[str]]:
    """Give the rows of a table, the most frequent first: name, how many, precision, recall, F1."""
    for name, score in sorted(each.items(), key=lambda pair: (-_true_of(pair[1]), pair[0])):
        figures = (f"{figure:.2f}" for figure in (score.precision, score.recall, score.f1))
        yield name, str(_true_of(score)), *figures


def _true_of(score: Score) -> int:
    return score.right + score.missed
