"""``papergloss fetch``: asks every source for what is missing, and keeps what it answers.

Each reply is kept as it came before anything reads it; then it is read and looked at, and only what
passes is put among the listings. A source that fails is recorded and the next one is asked. Each
page of a long listing is a file of its own, and where a run stopped the next one goes on.

    run      all sources, one after the other, and their health
    harvest  one source: which listing and which page is next
    intray   one reply: kept, read, looked at, taken or refused
    report   what became of it all
"""

from papergloss.gather.report import Outcome, Report
from papergloss.gather.run import fetch, policies, user_agent

__all__ = ["Outcome", "Report", "fetch", "policies", "user_agent"]
