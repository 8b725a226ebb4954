"""``papergloss enrich``: asks services about papers whose listings leave out ids or authors.

Every reply is kept as it came. One that knows a paper for certain becomes a listing of its own, so
that it is merged by the same rules as any other, and never has to be asked for again; one that does
not lies in ``unmatched/``, where only the next run looks, so as not to ask again either.

    questions  what is lacking: papers without id or authors, ids without a title
    plan       who is asked about which of them, how many at a time
    match      is a hit the paper? The same title, and nothing that contradicts
    answers    what has been asked before, and where replies are kept
    inquiry    one service: ask, keep, judge, ask again in smaller parts
    run        all services, one after the other
    report     what became of it all
"""

from papergloss.enrich.questions import id_names
from papergloss.enrich.report import Report
from papergloss.enrich.run import doubtful, enrich

__all__ = ["Report", "doubtful", "enrich", "id_names"]
