"""``evaluate``: how well the archive's machinery does what it is for, one module a question.

A new question is a module here with a command of its own name, and a row below. What several of
them take (papers, gold) is in ``options``; what they compute is in ``papergloss.evaluation``.
"""

from __future__ import annotations

import click

from papergloss.commands.lazy import LazyGroup

_QUESTIONS = ("search", "mentions", "acronyms", "related", "tags")


@click.group(
    cls=LazyGroup, modules={name: f"papergloss.commands.evaluate.{name}" for name in _QUESTIONS}
)
def evaluate() -> None:
    """Measure how well something is done, on the archive or on papers that you name.

    docs/evaluation.md describes the files of gold: what a person who read the papers says is true.
    """
