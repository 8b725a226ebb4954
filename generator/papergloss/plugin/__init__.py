"""MkDocs' side of the program: the only package that knows MkDocs.

``adapter`` is the plugin, ``project`` reads ``mkdocs.yml`` and builds, ``serving`` shows the site
while one writes.
"""

from papergloss.plugin.adapter import PaperglossPlugin, site_of, summary
from papergloss.plugin.project import build, built_site, load_site

__all__ = ["PaperglossPlugin", "build", "built_site", "load_site", "site_of", "summary"]
