"""Names for pages: digests of all that shapes them."""

from __future__ import annotations

from collections.abc import Callable

from papergloss import __version__
from papergloss.cache import code_fingerprint, digest, digest_files
from papergloss.config import Site
from papergloss.render.printer import SiteView, Stationery
from papergloss.render.shells import Shell
from papergloss.render.templates import TEMPLATES, theme_dir
from papergloss.views import Plan


class Renderer:
    """Renders pages of one build.

    Args:
        shell: gives the HTML of ``shell.html`` for a kind of page at a depth (slashes in its
            address), with the tokens of ``Slot`` in it.
    """

    def __init__(self, site: Site, papers: int, shell: Callable[[str, int], str]) -> None:
        view = SiteView(
            name=site.name,
            description=site.description,
            url=site.url,
            repo_url=site.repo_url,
            papers=papers,
            version=__version__,
        )
        # Of the site as a whole only what templates show counts; the number of papers is shown on
        # the front and search pages alone, which have it in their views too.
        key = digest(
            code_fingerprint(),
            digest_files((theme_dir() / TEMPLATES).rglob("*.html")),
            [site.name, site.description, site.url, site.repo_url],
        )
        self._ask = shell
        self._keys: dict[tuple[str, int], bytes] = {}
        self.stationery = Stationery(key=key, site=view, shells={})

    def key(self, plan: Plan) -> bytes:
        """Name the page by all that shapes it; the same name is the same HTML."""
        return digest(self.form_key(plan.kind, plan.url.count("/")), plan.url, plan.inputs)

    def form_key(self, kind: str, depth: int) -> bytes:
        """Name what pages of a kind at a depth share; their shell is then known."""
        form = kind, depth
        if form not in self._keys:
            shell = Shell.cut(self._ask(*form))
            self.stationery.shells[form] = shell
            self._keys[form] = digest(self.stationery.key, kind, shell.key)
        return self._keys[form]
