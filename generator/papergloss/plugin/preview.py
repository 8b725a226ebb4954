"""The site that ``serve`` shows, kept up to date as fast as may be.

MkDocs builds its own pages once, and again when something changes that it reads: prose, settings,
the theme. Papers, notes and tags are the pipeline's alone; after a change to them it goes on from
what MkDocs left, in this process. A note that is saved shows at once on the page of its paper; the
rest of the site follows when nobody has saved anything for a moment.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from pathlib import Path
from threading import Lock, Timer
from time import perf_counter
from urllib.parse import urlsplit

from mkdocs.livereload import LiveReloadServer

from papergloss import pipeline
from papergloss.errors import ArchiveError
from papergloss.plugin.project import Project, read_project
from papergloss.plugin.prose import is_data
from papergloss.render import theme_dir

log = logging.getLogger("mkdocs.plugins.papergloss")

# Seconds after which the rest follows: until then the browser is busy with what was shown at once.
_PAUSE = 1.0


class Preview:
    """A site that is served: built by MkDocs, then kept up to date by the pipeline.

    Args:
        folder: where the site is built.
        progress: gives each build what shows how far it has come.
        followed: called from a thread when the rest of the site has followed.
        rebuilt: called when MkDocs has built again, styles and scripts included.
    """

    def __init__(
        self,
        config_file: Path,
        address: str | None,
        folder: Path,
        progress: Callable[[], pipeline.Progress],
        followed: Callable[[], None],
        rebuilt: Callable[[], None],
    ) -> None:
        #: Where the site is served, which its pages name; to be set before it is built.
        self.url = ""
        self._config_file = config_file
        self._address = address
        self._folder = folder
        self._progress = progress
        self._followed = followed
        self._rebuilt = rebuilt
        self._project = self._read()
        self._building = Lock()  # one build at a time; what is shown at once waits for none
        self._later: Timer | None = None
        # While MkDocs builds it sees another folder.
        self._content = Path(self._project.config.docs_dir).absolute()
        self._project.config.plugins.on_startup(command="serve", dirty=False)

    @property
    def address(self) -> tuple[str, int, str]:
        """Host, port and path to serve at, as MkDocs has them."""
        config = self._project.config
        host, port = config.dev_addr
        return str(host), int(port), urlsplit(config.site_url or "/").path

    @property
    def watched(self) -> list[Path]:
        """What a build reads: files and folders."""
        config = self._project.config
        custom = [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
        more = [Path(path) for path in config.watch]
        return [self._content, self._config_file.absolute(), theme_dir(), *custom, *more]

    def build(self) -> None:
        """Build everything.

        Raises:
            ArchiveError: the build fails.
        """
        self._project.config.site_url = self.url
        self._project.run(serve_url=self.url)

    def refresh(self, changed: Collection[Path]) -> None:
        """Bring the site up to date after files changed; say what a person has to mend."""
        if not changed:
            return
        names = [_below(path, self._content) for path in changed]
        try:
            if all(_is_note(name) for name in names):
                self._show_notes(changed)
                return
            with self._building:
                if all(is_data(name) for name in names):
                    self._add_data()
                else:
                    self._build_again()
        except ArchiveError as error:
            log.error("%s\nThe site stays as it was.", error)

    def hooked(self, server: LiveReloadServer) -> LiveReloadServer:
        """Let the archive's other plugins have their say about the server."""
        plugins, config = self._project.config.plugins, self._project.config
        return plugins.on_serve(server, config=config, builder=self.build)

    def close(self) -> None:
        """Remove what the preview has kept."""
        if self._later:
            self._later.cancel()
        with self._building:
            self._project.plugin.close()
            self._project.config.plugins.on_shutdown()

    def _show_notes(self, saved: Collection[Path]) -> None:
        if self._later:
            self._later.cancel()
        began = perf_counter()
        self._project.plugin.show_notes(self._project.config, saved)
        log.info("shown after %.2f s", perf_counter() - began)
        self._later = Timer(_PAUSE, self._follow)
        self._later.start()

    def _follow(self) -> None:
        """Let the rest of the site follow what was shown at once; runs in a thread."""
        with self._building:
            try:
                self._add_data()
            except ArchiveError as error:
                log.error("%s", error)
                return
        self._followed()

    def _add_data(self) -> None:
        began = perf_counter()
        self._project.plugin.progress = self._progress()
        self._project.plugin.add_data(self._project.config)
        log.info("up to date after %.2f s", perf_counter() - began)

    def _build_again(self) -> None:
        before, self._project = self._project, self._read()
        try:
            self.build()
        except BaseException:
            self._project.plugin.close()
            self._project = before
            raise
        before.plugin.close()
        self._rebuilt()

    def _read(self) -> Project:
        project = read_project(
            self._config_file, site_dir=str(self._folder), dev_addr=self._address
        )
        project.plugin.progress = self._progress()
        project.plugin.keeps = True
        # Pages name the site's address, so those of a preview are others than those of a build; in
        # one cache each would push out the other's.
        project.set(cache=f"{project.site.settings.cache}/preview")
        return project


def _below(path: Path, content: Path) -> str:
    """Give the name of a file below ``content/``; that of any other file is its whole path."""
    return path.relative_to(content).as_posix() if path.is_relative_to(content) else str(path)


def _is_note(name: str) -> bool:
    folder, _, file = name.rpartition("/")
    return folder == "notes" and file.endswith(".md")
