"""The site that ``serve`` shows, kept up to date as fast as may be.

MkDocs builds its own pages once, and again when something changes that it reads: prose, settings,
the theme. Papers, notes and tags are the pipeline's alone; after a change to them it goes on from
what MkDocs left, in this process.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer

from papergloss import pipeline
from papergloss.errors import ArchiveError
from papergloss.plugin.adapter import DATA, is_data
from papergloss.plugin.project import Project, read_project
from papergloss.render import theme_dir

log = logging.getLogger("mkdocs.plugins.papergloss")

_Stamps = dict[Path, tuple[int, int]]


class Preview:
    """A site that is served: built by MkDocs, then kept up to date by the pipeline.

    ``url`` is where it is served, with which it must be told before it is built.
    """

    def __init__(
        self,
        config_file: Path,
        address: str | None,
        folder: Path,
        progress: Callable[[], pipeline.Progress],
    ) -> None:
        self.url = ""
        self.folder = folder
        self._config_file = config_file
        self._address = address
        self._progress = progress
        self._project = self._read()
        self._stamps: _Stamps = {}
        self._project.config.plugins.on_startup(command="serve", dirty=False)

    @property
    def address(self) -> tuple[str, int, str]:
        """Host, port and path to serve at, as MkDocs has them."""
        config = self._project.config
        host, port = config.dev_addr
        return str(host), int(port), urlsplit(config.site_url or "/").path

    def refresh(self) -> None:
        """Bring the site up to date after a change; say what a person has to mend, and go on."""
        began = perf_counter()
        try:
            if self._surroundings() == self._stamps:
                self._project.plugin.progress = self._progress()
                self._project.plugin.add_data(self._project.config)
            else:
                self._reread()
        except ArchiveError as error:
            log.error("%s\nThe site stays as it was.", error)
        else:
            log.info("up to date after %.2f s", perf_counter() - began)

    def build(self) -> None:
        """Build everything.

        Raises:
            ArchiveError: the build fails.
        """
        stamps = self._surroundings()
        self._project.config.site_url = self.url
        self._project.run(serve_url=self.url)
        self._stamps = stamps

    def watched(self) -> list[Path]:
        """Name what is to be watched: everything that a build reads."""
        config = self._project.config
        custom = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        more = [Path(path) for path in config.watch]
        return [Path(config.docs_dir), self._config_file, theme_dir(), *custom, *more]

    def hooked(self, server: LiveReloadServer) -> LiveReloadServer:
        """Let the archive's other plugins have their say about the server."""
        return self._project.config.plugins.on_serve(
            server, config=self._project.config, builder=self.refresh
        )

    def close(self) -> None:
        """Remove what the preview has kept."""
        self._project.plugin.close()
        self._project.config.plugins.on_shutdown()

    def _read(self) -> Project:
        project = read_project(self._config_file, site_dir=str(self.folder), dev_addr=self._address)
        project.plugin.progress = self._progress()
        project.plugin.keeps_staged = True
        # Pages name the site's address, so those of a preview are others than those of a build; in
        # one cache each would push out the other's.
        project.set(cache=f"{project.site.settings.cache}/preview")
        return project

    def _reread(self) -> None:
        before, self._project = self._project, self._read()
        try:
            self.build()
        except BaseException:
            self._project.plugin.close()
            self._project = before
            raise
        before.plugin.close()

    def _surroundings(self) -> _Stamps:
        """Stamp every file that MkDocs reads with its time and size."""
        content = Path(self._project.config.docs_dir)
        paths = (path for place in self.watched() for path in _files(place, content))
        return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in paths}


def _files(place: Path, content: Path) -> Iterator[Path]:
    """Yield the files in ``place``, or itself if it is one, but for the data in ``content``."""
    if place.is_file():
        yield place
    for folder, below, names in os.walk(place):
        if Path(folder) == content:
            # There are thousands of files in these, and none of them is MkDocs'.
            below[:] = [name for name in below if f"{name}/" not in DATA or name == "notes"]
        for name in names:
            path = Path(folder, name)
            if not (path.is_relative_to(content) and is_data(str(path.relative_to(content)))):
                yield path
