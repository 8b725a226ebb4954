"""Short forms that a text defines: "Direct Preference Optimization (DPO)" and its relatives.

In: a text. Out: each definition with its places. Pure; knows no paper and no archive.

- ``places``   where a text may define a short form: brackets, "X, or Y,", "X stands for Y"
- ``spelling`` whether some words spell out a short form, and how far they must be bent to do so

Goes beyond A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text" (PSB 2003): letters are aligned with words at least cost, not
greedily from the right, so that "Proximal Policy Optimization algorithm (PPO)" ends before
"algorithm"; digits count ("T2I", "C3PO"), and capitals inside of words ("REwArd").
"""

from papergloss.acronyms.places import Definition, definitions, singular

__all__ = ["Definition", "definitions", "singular"]
