"""The whole story in two functions: ``update`` fills ``content/papers``, ``build`` fills the site.

Only this package knows all stages. ``update`` reads raw listings, merges their entries into papers
and writes those that changed; ``build`` reads the papers, links them, renders what changed and
writes the search index. Nothing here touches ``content/notes`` or ``content/listings``.
"""

from papergloss.pipeline.building import build
from papergloss.pipeline.loading import load, vocabulary
from papergloss.pipeline.noting import show_notes
from papergloss.pipeline.progress import Progress, silent
from papergloss.pipeline.report import BuildReport, MadeOf
from papergloss.pipeline.updating import UpdateReport, update

__all__ = [
    "BuildReport",
    "MadeOf",
    "Progress",
    "UpdateReport",
    "build",
    "load",
    "show_notes",
    "silent",
    "update",
    "vocabulary",
]
