"""Views in, finished pages out: the shell once per kind and depth, the page's own HTML inside it.

The shell is MkDocs' and Material's; it is asked for with tokens in its slots and cut at them. What
stands in the slots comes from our own templates, which escape everything. A page whose view, shell
and templates are those of an earlier build is taken from the cache.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

import jinja2

from papergloss import __version__
from papergloss.cache import Cache, code_fingerprint, digest, digest_files
from papergloss.config import Site
from papergloss.views import Page

TEMPLATES = "papergloss"
SLOTS = ("title", "head", "content")

_TOKEN = re.compile(r"PAPERGLOSS-SLOT-([a-z]+)-END")


def theme_dir() -> Path:
    """Where our theme lies: inside the package once installed, beside it in the repository."""
    packaged = Path(__file__).parent / "theme"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "theme"


class Slot:
    """What ``shell.html`` gets as ``slot``: attributes that print the tokens to cut at."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def __getattr__(self, name: str) -> str:
        if name in SLOTS:
            return f"PAPERGLOSS-SLOT-{name}-END"
        raise AttributeError(name)


@dataclass(frozen=True, slots=True)
class Shell:
    """A page's surroundings, cut at the slots: text, slot, text, slot, … text."""

    parts: tuple[str, ...]
    key: bytes

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Cut rendered HTML at its tokens."""
        return cls(tuple(_TOKEN.split(html)), digest(html))

    def fill(self, slots: Mapping[str, str]) -> str:
        """Put a page's own HTML into the slots."""
        return "".join(
            part if index % 2 == 0 else slots[part] for index, part in enumerate(self.parts)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """What templates know of the site as a whole."""

    name: str
    description: str
    url: str
    repo_url: str
    papers: int
    version: str


class Renderer:
    """Renders pages of one build.

    Args:
        shell: gives the HTML of ``shell.html`` for a kind of page at a depth (slashes in its
            address), with the tokens of ``Slot`` in it.
    """

    def __init__(
        self, site: Site, papers: int, shell: Callable[[str, int], str], cache: Cache
    ) -> None:
        folder = theme_dir() / TEMPLATES
        self._env = jinja2.Environment(
            loader=jinja2.FileSystemLoader(theme_dir()),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._site = SiteView(
            name=site.name,
            description=site.description,
            url=site.url,
            repo_url=site.repo_url,
            papers=papers,
            version=__version__,
        )
        self._cache = cache
        self._ask = shell
        self._shells: dict[tuple[str, int], Shell] = {}
        self._templates: dict[str, jinja2.Template] = {}
        # Of the site as a whole only what templates show counts; the number of papers is shown on
        # the front and search pages alone, which have it in their views too.
        self._key = digest(
            code_fingerprint(),
            digest_files(folder.rglob("*.html")),
            [site.name, site.description, site.url, site.repo_url],
        )

    def render(self, page: Page) -> tuple[bytes, bool]:
        """Return the page's HTML, and whether it had to be rendered."""
        depth = page.url.count("/")
        shell = self._shell(page.kind, depth)
        key = digest(self._key, shell.key, page)
        found = self._cache.get(key)
        if found is not None:
            return found, False
        html = shell.fill(self._slots(page, "../" * depth or "./")).encode()
        self._cache.put(key, html)
        return html, True

    def _slots(self, page: Page, root: str) -> dict[str, str]:
        context = {"page": page, "view": page.view, "root": root, "site": self._site}
        return {
            "title": escape(page.title),
            "head": self._template("head").render(context),
            "content": self._template(page.kind).render(context),
        }

    def _template(self, name: str) -> jinja2.Template:
        if name not in self._templates:
            self._templates[name] = self._env.get_template(f"{TEMPLATES}/{name}.html")
        return self._templates[name]

    def _shell(self, kind: str, depth: int) -> Shell:
        if (kind, depth) not in self._shells:
            self._shells[kind, depth] = Shell.cut(self._ask(kind, depth))
        return self._shells[kind, depth]


def redirect(url: str, target: str) -> bytes:
    """Return a page at ``url`` that leads to ``target``, with and without scripts."""
    goal = escape("../" * url.count("/") + target)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Moved</title>'
        f'<link rel="canonical" href="{goal}"><meta http-equiv="refresh" content="0; url={goal}">'
        f'<p>This page has moved <a href="{goal}">here</a>.</p></html>\n'
    ).encode()
