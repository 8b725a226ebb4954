"""An archive's ``mkdocs.yml`` as MkDocs reads it, and the whole build that starts from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from papergloss import pipeline
from papergloss.config import Site
from papergloss.errors import ConfigError
from papergloss.plugin.adapter import PaperglossPlugin, site_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """MkDocs' configuration of an archive, and our plugin in it."""

    config: MkDocsConfig
    plugin: PaperglossPlugin

    @property
    def site(self) -> Site:
        """What the pipeline needs of the configuration.

        Raises:
            ConfigError: a setting in the plugin's block is wrong.
        """
        return site_of(self.config, self.plugin.block)

    def set(self, **settings: object) -> None:
        """Put other values in place of some of the plugin's settings.

        Raises:
            ConfigError: there is no such setting, or no such value of it.
        """
        self.plugin.block = {**self.plugin.block, **settings}
        _ = self.site

    def run(self, serve_url: str | None = None) -> None:
        """Let MkDocs build the site, which ends with our pages; ``serve_url`` is for a preview.

        Raises:
            ConfigError: MkDocs gave up.
        """
        try:
            mkdocs_build.build(self.config, serve_url=serve_url)
        except Abort as error:
            raise ConfigError(str(error) or "MkDocs gave up; its message stands above") from error


def read_project(config_file: Path, **options: Any) -> Project:
    """Read ``mkdocs.yml`` as MkDocs does; options other than None take the place of what it says.

    Raises:
        ConfigError: there is no such file, it is wrong, or the papergloss plugin is not in it.
    """
    if not config_file.exists():
        raise ConfigError(
            "there is no archive here",
            where=str(config_file),
            remedy="go to a folder with a mkdocs.yml, or make one with `papergloss init DIR`",
        )
    given = {name: value for name, value in options.items() if value is not None}
    try:
        config = load_config(config_file=str(config_file), **given)
    except (ConfigurationError, Abort) as error:
        raise ConfigError(str(error), where=str(config_file)) from error
    for plugin in config.plugins.values():
        if isinstance(plugin, PaperglossPlugin):
            return Project(config=config, plugin=plugin)
    raise ConfigError(
        "the papergloss plugin is not switched on",
        where=str(config_file),
        remedy="add “plugins: [papergloss]” to it",
    )


def load_site(config_file: Path) -> Site:
    """Return what ``mkdocs.yml`` says of the site.

    Raises:
        ConfigError: there is no such file, or the papergloss plugin is not in it.
    """
    return read_project(config_file).site


def built_site(config_file: Path) -> tuple[Site, Path]:
    """Return what ``mkdocs.yml`` says of the site, and where it is built.

    Raises:
        ConfigError: there is no such file, or the papergloss plugin is not in it.
    """
    project = read_project(config_file)
    return project.site, Path(project.config.site_dir)


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
    folder = str(site_dir) if site_dir else None
    project = read_project(config_file, site_dir=folder, strict=strict or None)
    project.plugin.progress = progress
    if executor is not None:
        project.set(executor=executor)
    project.config.plugins.on_startup(command="build", dirty=False)
    try:
        project.run()
    finally:
        project.config.plugins.on_shutdown()
    assert project.plugin.report is not None
    return project.plugin.report, Path(project.config.site_dir)
