"""The files under ``content/`` that are MkDocs' own: prose and its images, and no data.

MkDocs itself would list every file below its folder, of which most are papers, and only then ask
which of them are to go.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, set_exclusions

from papergloss.note_markup import IMAGES

# Under this name MkDocs' own messages about files are counted by --strict.
log = logging.getLogger("mkdocs.structure.files")

# What stands under content/ but is data, not prose.
DATA = ("papers/", "listings/", "notes/")
DATA_FILES = ("tags.yml",)
# Of data only notes have anything to show, their images.
_UNSHOWN = ("papers", "listings")
# Of several files that would become one page MkDocs sees these first.
_FIRST = ("index", "README")


def is_data(name: str) -> bool:
    """Tell whether a file below ``content/`` is the pipeline's and none of MkDocs'."""
    # Images beside notes are the exception: notes show them.
    shown = name.startswith("notes/") and name.lower().endswith(IMAGES)
    return not shown and (name.startswith(DATA) or name in DATA_FILES)


def prose_files(content: Path, config: MkDocsConfig) -> list[File]:
    """List MkDocs' files under ``content`` as its own ``get_files`` does, in the same order."""
    files = [
        File(name, str(content), config.site_dir, config.use_directory_urls)
        for name in _names(content)
        if not is_data(name)
    ]
    set_exclusions(files, config)
    return _one_each(files)


def _names(content: Path) -> Iterator[str]:
    """Give the addresses of files below ``content``, but for those of papers and listings."""
    for folder, folders, names in os.walk(content, followlinks=True):
        below = Path(folder).relative_to(content)
        unshown = _UNSHOWN if below == Path() else ()
        folders[:] = sorted(name for name in folders if name not in unshown)
        for name in sorted(names, key=_order):
            yield (below / name).as_posix()


def _order(name: str) -> tuple[bool, str]:
    return PurePath(name).stem not in _FIRST, name


def _one_each(files: Iterable[File]) -> list[File]:
    """Leave out a README beside an index, which would be the same page."""
    kept: dict[tuple[PurePath, str], File] = {}
    for file in files:
        place = PurePath(file.src_uri).parent, file.dest_uri
        other = kept.get(place)
        if other and _included(file) and _included(other):
            log.warning(
                "Excluding '%s' from the site because it conflicts with '%s'.",
                other.src_uri,
                file.src_uri,
            )
        if not other or _included(file):
            kept[place] = file
    return list(kept.values())


def _included(file: File) -> bool:
    return bool(file.inclusion.is_included())  # type: ignore[no-untyped-call]
