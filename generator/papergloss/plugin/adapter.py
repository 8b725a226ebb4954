"""The MkDocs plugin: a thin adapter from MkDocs' events to ``pipeline.build``.

MkDocs renders the prose pages; papers, listings, notes and tags never enter its file list. Once it
has written its site, the pipeline adds every data page, inside shells that MkDocs' own template
environment renders.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from papergloss import config as settings
from papergloss import pipeline
from papergloss.errors import ArchiveError, ConfigError
from papergloss.plugin.prose import prose_files
from papergloss.render import TEMPLATES, Slot, theme_dir

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.papergloss")


class _Block(Config):  # type: ignore[no-untyped-call]
    """The plugin's block, kept as it stands; ``papergloss.config`` checks it."""


class PaperglossPlugin(BasePlugin[_Block]):  # type: ignore[no-untyped-call]
    """``plugins: - papergloss`` in mkdocs.yml."""

    def __init__(self) -> None:
        self.block: dict[str, Any] = {}
        self.report: pipeline.BuildReport | None = None
        self.progress: pipeline.Progress = pipeline.silent
        self.made_of: pipeline.MadeOf | None = None
        self.keeps = False
        self._shells: dict[tuple[str, int], str] = {}
        self._nothing: TemporaryDirectory[str] | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Take the block as it stands; tell MkDocs what is wrong with it."""
        self.block = dict(options)
        super().load_config({}, config_file_path)
        try:
            settings.settings(self.block, config_file_path or "mkdocs.yml")
        except ConfigError as error:
            return [("papergloss", error)], []
        return [], []

    def on_config(self, config: MkDocsConfig) -> None:
        """Put our theme between the archive's own overrides and Material.

        MkDocs empties the folder that it writes to, so it gets one of its own, from which its files
        are taken into the site.
        """
        self._config = config
        self._content = config.docs_dir
        self._site_dir = config.site_dir
        self._staged = TemporaryDirectory(prefix="papergloss-")
        config.site_dir = self._staged.name
        custom = 1 if config.theme.custom_dir else 0
        folder = str(theme_dir())
        if folder not in config.theme.dirs:
            config.theme.dirs.insert(custom, folder)

    @event_priority(-100)
    def on_pre_build(self, config: MkDocsConfig) -> None:
        """Show MkDocs an empty folder; of what stands under content/ most is not for it."""
        self._nothing = TemporaryDirectory(prefix="papergloss-")
        config.docs_dir = self._nothing.name

    @event_priority(100)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the prose under content/ before the files of themes, as MkDocs would have done."""
        self._show_content()
        found = {file.src_uri: file for file in prose_files(Path(config.docs_dir), config)}
        templates = str(theme_dir() / TEMPLATES)
        for file in files:
            # Of the theme's templates MkDocs leaves only those out that end in .html.
            if not (file.abs_src_path or "").startswith(templates):
                found.setdefault(file.src_uri, file)
        return Files(list(found.values()))

    def on_build_error(self, error: Exception) -> None:
        """Leave MkDocs' settings as they were, also where a build ends early."""
        self._show_content()

    def _show_content(self) -> None:
        if self._nothing:
            self._config.docs_dir = self._content
            self._nothing.cleanup()
            self._nothing = None

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Keep the navigation for the shells."""
        self._nav = nav

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Keep the template environment for the shells, and what prose pages there are."""
        self._env = env
        self._prose = [file.url for file in files.documentation_pages()]

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Add every data page to the site that MkDocs has written."""
        config.site_dir = self._site_dir
        try:
            self.add_data(config)
        except ArchiveError as error:
            raise PluginError(str(error)) from error
        finally:
            if not self.keeps:
                self.close()
        log.info("the site is in %s", config.site_dir)  # MkDocs has named its temporary folder

    def add_data(self, config: MkDocsConfig) -> None:
        """Bring the site's data pages up to date, within what MkDocs made of its own.

        Once it has run as a part of MkDocs' build it may run again, as long as the plugin keeps
        what MkDocs staged.

        Raises:
            ArchiveError: a file under ``content/`` stops the build.
        """
        self.report = pipeline.build(
            self._site(config),
            Path(config.site_dir),
            self.shell,
            prose=self._prose,
            staged=Path(self._staged.name),
            progress=self.progress,
            keeps=self.keeps,
        )
        self.made_of = self.report.made_of
        for problem in self.report.problems:
            log.warning("%s", problem)
        for line in summary(self.report):
            log.info("%s", line)

    def show_notes(self, config: MkDocsConfig, saved: Collection[Path]) -> None:
        """Bring only the pages of the papers up to date whose notes were saved.

        ``add_data`` has run before, and does the rest when it runs again.
        """
        assert self.made_of is not None
        self.made_of = pipeline.show_notes(
            self._site(config),
            Path(config.site_dir),
            self.made_of,
            saved,
            self.shell,
        )

    def _site(self, config: MkDocsConfig) -> settings.Site:
        # A note may be shown while MkDocs is made to see nothing of content/.
        return replace(site_of(config, self.block), content=Path(self._content))

    def close(self) -> None:
        """Remove what MkDocs staged."""
        self._staged.cleanup()

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> None:
        """Rebuild when the theme changes too; MkDocs itself watches content/ and mkdocs.yml."""
        server.watch(str(theme_dir()))

    def shell(self, kind: str, depth: int) -> str:
        """Give what stands round a page of a kind at a depth; MkDocs has built its pages before."""
        if (kind, depth) not in self._shells:
            # As MkDocs itself gives it to a page at this depth.
            base = "/".join([".."] * depth) or "."
            context = mkdocs_build.get_context(self._nav, Files([]), self._config, base_url=base)
            template = self._env.get_template(f"{TEMPLATES}/shell.html")
            self._shells[kind, depth] = template.render({**context, "slot": Slot(kind)})
        return self._shells[kind, depth]


def summary(report: pipeline.BuildReport) -> list[str]:
    """Say what a build rendered, reused, wrote and removed, and how long each stage took."""

    def line(counts: dict[str, int]) -> str:
        names = (f"{count} {kind}" for kind, count in sorted(counts.items()))
        return ", ".join(names) or "nothing"

    stages = ", ".join(
        f"{name} {taken:.2f} ({report.cpu[name]:.2f})" for name, taken in report.seconds.items()
    )
    return [
        f"rendered: {line(report.rendered)}",
        f"reused: {line(report.reused)}",
        f"files: {report.written} written, {report.kept} unchanged, {report.removed} removed",
        f"seconds (of CPU): {stages}",
    ]


def site_of(config: MkDocsConfig, block: dict[str, Any]) -> settings.Site:
    """Take from MkDocs' configuration what the pipeline needs."""
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    repo = (config.repo_url or "").rstrip("/")
    edit = urljoin(f"{repo}/", config.edit_uri) if repo and config.edit_uri else ""
    url = config.site_url or ""
    return settings.Site(
        root=root,
        content=Path(config.docs_dir),
        name=config.site_name,
        description=config.site_description or "",
        url=url if not url or url.endswith("/") else url + "/",
        repo_url=repo,
        edit_url=edit if not edit or edit.endswith("/") else edit + "/",
        settings=settings.settings(block, config.config_file_path or "mkdocs.yml"),
    )
