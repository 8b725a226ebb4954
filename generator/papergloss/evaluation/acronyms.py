"""Definitions of short forms against gold: "DPO = Direct Preference Optimization" a fact.

Letters, digits and their order count; case, hyphens, spaces and the s of a plural do not. Where two
long forms are right, a fact gives both with ``|`` between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from papergloss.acronyms import definitions, singular
from papergloss.errors import ReadError
from papergloss.evaluation.figures import Score
from papergloss.evaluation.gold import Fact, Gold

# A short form and its long form, as they are compared.
_Pair = tuple[str, str]


def score(gold: Iterable[Gold]) -> tuple[Score, list[str]]:
    """Compare what the abstracts define with gold: the figures, and the errors, one a line.

    Raises:
        ReadError: a fact has no "=".
    """
    total = Score()
    errors: list[str] = []
    for each in gold:
        true = _true(each.facts)
        found = {_pair(d.short, d.long) for d in definitions(each.paper.abstract)}
        total.add({true.get(pair, pair) for pair in found}, true.values())
        errors += _errors(each.paper.slug, found, true)
    return total, errors


def _true(facts: Iterable[Fact]) -> dict[_Pair, _Pair]:
    """Give every right pair, with the one that stands for its fact."""
    right: dict[_Pair, _Pair] = {}
    for fact in facts:
        short, sign, longs = fact.text.partition("=")
        if not sign:
            raise ReadError(
                f"no definition: {fact.text!r}",
                where=fact.where,
                line=fact.line,
                remedy="write SHORT = long form",
            )
        pairs = [_pair(short, long) for long in longs.split("|")]
        right |= dict.fromkeys(pairs, pairs[0])
    return right


def _pair(short: str, long: str) -> _Pair:
    words = re.findall(r"[^\W_]+", long.casefold())
    return singular(short.strip()).casefold(), "".join(word.removesuffix("s") for word in words)


def _errors(slug: str, found: set[_Pair], true: dict[_Pair, _Pair]) -> Iterator[str]:
    for short, long in sorted(found - true.keys()):
        yield f"wrong: {slug}: {short} = {long}"
    met = {true[pair] for pair in found if pair in true}
    for short, long in sorted(set(true.values()) - met):
        yield f"missed: {slug}: {short} = {long}"
