"""Papers in the forms that other programs read; pure.

``bibtex`` and ``metadata`` make what stands on pages, ``records`` the JSON record of a paper,
``whole`` the archive in one. RIS, CSL-JSON and COinS are made in the browser, of what a page
shows (``theme/assets/papergloss/cite``): as files they would weigh as much as the papers do.
"""

from papergloss.export.bibtex import bibliography, bibtex
from papergloss.export.metadata import json_ld, meta
from papergloss.export.whole import Pack, Part, files, packed

__all__ = ["Pack", "Part", "bibliography", "bibtex", "files", "json_ld", "meta", "packed"]
