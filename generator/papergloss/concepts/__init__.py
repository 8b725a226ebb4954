"""What abstracts name: acronyms with their long forms, names that are introduced or used again.

In: papers, and the mentions between them. Out: ``Concepts``. Pure. Two steps, so that the first can
be remembered for each text:

- ``extract``   one paper → ``Candidates``: definitions (``acronyms``), marks (``marks``), names
- ``decide``    all candidates → concepts, with the whole archive in view, as ``columns``:
  ``senses``    what a short form stands for, and where it is clear which is meant
  ``spellings`` names that are written like names, and used again
  ``company``   what appears together, and when
- ``found``     what is looked up among concepts, and how they are kept

When in doubt there is no concept, and no link: SAC is Soft Actor-Critic and Specific Attribute
Control; an undefined SAC is neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from papergloss.cache import digest
from papergloss.concepts.decide import decide
from papergloss.concepts.extract import Candidates, extract
from papergloss.concepts.found import packed, unpacked
from papergloss.concepts.kept import renew
from papergloss.model import Concepts, Mention, Paper
from papergloss.remembering import Reader, keep, recall

__all__ = ["Candidates", "decide", "extract", "find_concepts"]


def find_concepts(
    papers: Sequence[Paper], mentions: Iterable[Mention] = (), reader: Reader | None = None
) -> Concepts:
    """Find the concepts of ``papers``; neither order makes a difference.

    Args:
        reader: reads these papers with what a build before this one remembers, which saves work
            and changes nothing.
    """
    reader = reader or Reader(papers)
    every = list(mentions)
    key = digest(b"".join(reader.keys), [paper.date for paper in reader.papers], every)
    slugs = [paper.slug for paper in reader.papers]
    if kept := recall(reader.memory, "concepts", key):
        renew(reader)
        return unpacked(kept, slugs)
    found = decide(reader, every)
    keep(reader.memory, "concepts", key, packed(found, slugs))
    return found
