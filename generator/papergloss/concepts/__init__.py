"""What abstracts name: acronyms with their long forms, names that are introduced or used again.

In: papers, and the mentions between them. Out: ``Concepts``. Pure. Two steps, so that the first can
be remembered for each text:

- ``extract``   one paper → ``Candidates``: definitions (``acronyms``), marks (``marks``), names
- ``decide``    all candidates → concepts, with the whole archive in view:
  ``senses``    what a short form stands for, and where it is clear which is meant
  ``spellings`` names that are written like names, and used again
  ``company``   what appears together, and when

When in doubt there is no concept, and no link: SAC is Soft Actor-Critic and Specific Attribute
Control; an undefined SAC is neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from papergloss.concepts.decide import decide
from papergloss.concepts.extract import Candidates, extract
from papergloss.model import Concepts, Mention, Paper

__all__ = ["Candidates", "decide", "extract", "find_concepts"]


def find_concepts(papers: Sequence[Paper], mentions: Iterable[Mention] = ()) -> Concepts:
    """Find the concepts of ``papers``; neither order makes a difference."""
    return decide(papers, [extract(paper) for paper in papers], mentions)
