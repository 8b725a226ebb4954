"""Entries of many listings in, one paper each out; and what changed, with the reason. Pure.

    identity   which entries are one paper
    names      its permanent slug and month
    record     what its entries say together
    run        merging as a whole
    choice     which papers are wanted at all
    change     what separates two states of the archive

Listings are replayed in order of arrival, so that a run on an empty archive gives every paper the
slug and month that it was first published with. Papers already known keep theirs.
"""

from papergloss.merge.change import Change, ChangeKind, changes
from papergloss.merge.choice import Choice
from papergloss.merge.run import Merged, merge

__all__ = ["Change", "ChangeKind", "Choice", "Merged", "changes", "merge"]
