"""Short forms that a text defines: "Direct Preference Optimization (DPO)" and its relatives.

In: a text. Out: each definition with its places. Pure; knows no paper and no archive.

- ``spelling``   whether some words spell out a short form, and how far they must be bent to do so
- ``definition`` what a definition is
- ``places``     brackets: "long form (SHORT)", "SHORT (long form)"
- ``ties``       without brackets: "X, or Y,", "X stands for Y", capitals within words

Goes beyond A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text" (PSB 2003): letters are aligned with words at least cost, not
greedily from the right, so that "Proximal Policy Optimization algorithm (PPO)" ends before
"algorithm"; digits count ("T2I", "C3PO"), and capitals inside of words ("REwArd").
"""

from papergloss.acronyms.definition import Definition, singular
from papergloss.acronyms.places import in_brackets
from papergloss.acronyms.ties import tied, traced

__all__ = ["Definition", "definitions", "singular"]


def definitions(text: str) -> list[Definition]:
    """Find what ``text`` defines, by place; of several definitions of a short form all."""
    found: dict[tuple[str, int], Definition] = {}
    for each in (*in_brackets(text), *tied(text), *traced(text)):
        found.setdefault((each.short, each.short_start), each)
    return sorted(found.values(), key=lambda each: (each.short_start, each.start))
