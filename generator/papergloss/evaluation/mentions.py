"""Abstracts that name another paper, against gold: the paper that is named a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from papergloss.evaluation.figures import Score
from papergloss.evaluation.gold import Gold, Names
from papergloss.model import Mention

# The slug of the paper that names, and of the one that is named.
_Pair = tuple[str, str]


def score(
    mentions: Mapping[str, Iterable[Mention]],
    gold: Iterable[Gold],
    names: Names,
    *,
    only_gold: bool = False,
) -> tuple[Score, list[str]]:
    """Compare mentions, by the paper that names, with gold: the figures, and a line an error.

    Args:
        only_gold: only what the papers of the gold name counts; else gold is taken to be whole, and
            a paper that it leaves out names none.

    Raises:
        ReadError: a fact names no paper.
    """
    true = {(each.paper.slug, names.paper(fact).slug) for each in gold for fact in each.facts}
    read = {each.paper.slug for each in gold}
    found = {
        (mention.source, mention.target): mention
        for every in mentions.values()
        for mention in every
        if not only_gold or mention.source in read
    }
    total = Score()
    total.add(found, true)
    return total, list(_errors(found, true))


def _errors(found: Mapping[_Pair, Mention], true: set[_Pair]) -> Iterator[str]:
    for pair in sorted(found.keys() - true):
        mention = found[pair]
        yield f"wrong: {pair[0]} → {pair[1]} by {mention.name!r} in: {mention.sentence}"
    for source, target in sorted(true - found.keys()):
        yield f"missed: {source} → {target}"
