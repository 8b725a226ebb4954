"""Archive → search index: what the browser loads when somebody first opens search.

Takes ``SearchDoc`` values and returns the files of ``site/search/`` (name → bytes), the same bytes
for the same papers::

    manifest.json            which engine, and the folders of this build's files
    <papers>/…               the engine's own files: ``lunr_index`` or ``sharded``
    <papers>/cards-N.bin     what results show   ┐
    <papers>/texts-N.bin     for passages        ├ ``store``, the same for both engines
    <papers>/facets.bin      for facets          ┘
    <notes>/noted.bin        what people say of papers; a changed note makes only this folder anew
    <notes>/notes-N.bin      for passages
    worker.js, ui.js         the code that reads them, joined into one file each: ``scripts``

``theme/assets/papergloss/search/`` is the other half. docs/search.md says what it does,
docs/search-index.md what the bytes mean.
"""

from papergloss.search.feeds import saved_feeds
from papergloss.search.index import build_index, chosen, in_order, manifest, note_index, paper_index
from papergloss.search.kept import Kept
from papergloss.search.scripts import joined_scripts

__all__ = [
    "Kept",
    "build_index",
    "chosen",
    "in_order",
    "joined_scripts",
    "manifest",
    "note_index",
    "paper_index",
    "saved_feeds",
]
