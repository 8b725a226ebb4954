"""Where heavy work runs: in this process, in a pool of processes, or on a Dask cluster.

In comes the setting's text, out goes a ``concurrent.futures.Executor``; ``spread`` maps a function
over chunks with it. What is run must be importable where it runs, and give the same there as here:
functions at the top of a module, whose arguments and results are values.
"""

from papergloss.executors.choice import FORMS, executor, inline, is_known
from papergloss.executors.workers import Lost, Workers, spread

__all__ = ["FORMS", "Lost", "Workers", "executor", "inline", "is_known", "spread"]
