"""Papers in the forms that other programs read; pure.

``bibtex`` and ``metadata`` make what stands on pages, ``records`` the JSON record of a paper,
``files`` the archive as a whole. RIS, CSL-JSON and COinS are made in the browser, of what a page
shows (``theme/assets/papergloss/cite``): as files they would weigh as much as the papers do.
"""

from papergloss.export.bibtex import bibliography, bibtex
from papergloss.export.files import bibliography_files, files, record_files
from papergloss.export.metadata import json_ld, meta

__all__ = [
    "bibliography",
    "bibliography_files",
    "bibtex",
    "files",
    "json_ld",
    "meta",
    "record_files",
]
