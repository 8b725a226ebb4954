"""The MkDocs plugin: a thin adapter from MkDocs' events to ``pipeline.build``.

The only module that knows MkDocs. MkDocs renders the prose pages; papers, listings, notes and tags
never enter its file list. Once it has written its site, the pipeline adds every data page, inside
shells that MkDocs' own template environment renders.
"""

from __future__ import annotations

import logging
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import jinja2
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import Config, ConfigErrors, ConfigWarnings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation

from papergloss import config as settings
from papergloss import pipeline
from papergloss.errors import ArchiveError, ConfigError
from papergloss.note_markup import IMAGES
from papergloss.render import TEMPLATES, Slot, theme_dir

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.papergloss")

# What stands under content/ but is data, not prose.
DATA = ("papers/", "listings/", "notes/")
DATA_FILES = ("tags.yml",)


class _Block(Config):  # type: ignore[no-untyped-call]
    """The plugin's block, kept as it stands; ``papergloss.config`` checks it."""


class PaperglossPlugin(BasePlugin[_Block]):  # type: ignore[no-untyped-call]
    """``plugins: - papergloss`` in mkdocs.yml."""

    def __init__(self) -> None:
        self.block: dict[str, Any] = {}
        self.report: pipeline.BuildReport | None = None
        self.progress: pipeline.Progress = pipeline.silent

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
        self._site_dir = config.site_dir
        self._staged = TemporaryDirectory(prefix="papergloss-")
        config.site_dir = self._staged.name
        custom = 1 if config.theme.custom_dir else 0
        folder = str(theme_dir())
        if folder not in config.theme.dirs:
            config.theme.dirs.insert(custom, folder)

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Keep data out of MkDocs' pages, navigation and static files."""
        for file in list(files):
            # Images beside notes are the exception: notes show them.
            shown = file.src_uri.startswith("notes/") and file.src_uri.lower().endswith(IMAGES)
            if not shown and (file.src_uri.startswith(DATA) or file.src_uri in DATA_FILES):
                files.remove(file)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Keep the navigation for the shells."""
        self._nav = nav

    def on_env(self, env: jinja2.Environment, config: MkDocsConfig, files: Files) -> None:
        """Keep the template environment for the shells, and what prose pages there are."""
        self._env = env
        self._prose = [file.url for file in files.documentation_pages()]

    def on_post_build(self, config: MkDocsConfig) -> None:
        """Add every data page to the site that MkDocs has written."""

        def shell(kind: str, depth: int) -> str:
            return self._shell(config, kind, depth)

        config.site_dir = self._site_dir
        try:
            self.report = pipeline.build(
                site_of(config, self.block),
                Path(config.site_dir),
                shell,
                prose=self._prose,
                staged=Path(self._staged.name),
                progress=self.progress,
            )
        except ArchiveError as error:
            raise PluginError(str(error)) from error
        finally:
            self._staged.cleanup()
        for problem in self.report.problems:
            log.warning("%s", problem)
        for line in summary(self.report):
            log.info("%s", line)
        log.info("the site is in %s", config.site_dir)  # MkDocs has named its temporary folder

    def on_serve(self, server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> None:
        """Rebuild when the theme changes too; MkDocs itself watches content/ and mkdocs.yml."""
        server.watch(str(theme_dir()))

    def _shell(self, config: MkDocsConfig, kind: str, depth: int) -> str:
        # As MkDocs itself gives it to a page at this depth.
        base = "/".join([".."] * depth) or "."
        context = mkdocs_build.get_context(self._nav, Files([]), config, base_url=base)
        template = self._env.get_template(f"{TEMPLATES}/shell.html")
        return template.render({**context, "slot": Slot(kind)})


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


# --- for the command line -----------------------------------------------------------------------


def load_site(config_file: Path) -> settings.Site:
    """Read ``mkdocs.yml`` as MkDocs does.

    Raises:
        ConfigError: there is no such file, or the papergloss plugin is not in it.
    """
    return built_site(config_file)[0]


def built_site(config_file: Path) -> tuple[settings.Site, Path]:
    """Read ``mkdocs.yml`` as MkDocs does; return what it says, and where its site is built.

    Raises:
        ConfigError: there is no such file, or the papergloss plugin is not in it.
    """
    config = _load(config_file)
    return site_of(config, _plugin(config, config_file).block), Path(config.site_dir)


def build(
    config_file: Path,
    *,
    site_dir: Path | None,
    strict: bool,
    progress: pipeline.Progress,
    executor: str | None = None,
) -> tuple[pipeline.BuildReport, Path]:
    """Build the whole site; return what was rendered and where it lies.

    ``executor`` takes the place of the setting of that name.
    """
    config = _load(config_file, site_dir=str(site_dir) if site_dir else None, strict=strict or None)
    plugin = _plugin(config, config_file)
    plugin.progress = progress
    if executor is not None:
        plugin.block = {**plugin.block, "executor": executor}
        site_of(config, plugin.block)  # refuses what it does not know before anything is built
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    except Abort as error:
        raise ConfigError(str(error) or "MkDocs gave up; its message stands above") from error
    finally:
        config.plugins.on_shutdown()
    assert plugin.report is not None
    return plugin.report, Path(config.site_dir)


def serve(config_file: Path, address: str | None, *, open_browser: bool) -> None:
    """Serve the site and rebuild it whenever something under ``content/`` is saved."""
    # Watching files and serving them is half of what importing MkDocs costs, and no build does it.
    from mkdocs.commands import serve as mkdocs_serve

    _load(config_file)
    mkdocs_serve.serve(str(config_file), dev_addr=address, open_in_browser=open_browser)


def _load(config_file: Path, **options: Any) -> MkDocsConfig:
    if not config_file.exists():
        raise ConfigError(
            "there is no archive here",
            where=str(config_file),
            remedy="go to a folder with a mkdocs.yml, or make one with `papergloss init DIR`",
        )
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return load_config(config_file=str(config_file), **given)
    except (ConfigurationError, Abort) as error:
        raise ConfigError(str(error), where=str(config_file)) from error


def _plugin(config: MkDocsConfig, config_file: Path) -> PaperglossPlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, PaperglossPlugin):
            return plugin
    raise ConfigError(
        "the papergloss plugin is not switched on",
        where=str(config_file),
        remedy="add “plugins: [papergloss]” to it",
    )
