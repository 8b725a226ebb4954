"""Views in, finished pages out: the shell once per kind and depth, the page's own HTML inside it.

The shell is MkDocs' and Material's; it is asked for with tokens in its slots and cut at them. What
stands in the slots comes from our own templates, which escape everything. A page whose view, shell
and templates are those of an earlier build is taken from the cache.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

import jinja2

from papergloss import __version__
from papergloss.cache import code_fingerprint, digest, digest_files
from papergloss.config import Site
from papergloss.views import Page, Plan

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationery:
    """What pages are printed on: the site's own words, and a shell for each kind and depth."""

    site: SiteView
    shells: Mapping[tuple[str, int], Shell]


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
        self._ask = shell
        self._shells: dict[tuple[str, int], Shell] = {}
        self._keys: dict[tuple[str, int], bytes] = {}
        self._stationery = Stationery(site=view, shells=self._shells)
        # Of the site as a whole only what templates show counts; the number of papers is shown on
        # the front and search pages alone, which have it in their views too.
        self._key = digest(
            code_fingerprint(),
            digest_files((theme_dir() / TEMPLATES).rglob("*.html")),
            [site.name, site.description, site.url, site.repo_url],
        )

    def key(self, plan: Plan) -> bytes:
        """Name the page by all that shapes it; the same name is the same HTML."""
        form = plan.kind, plan.url.count("/")
        if form not in self._keys:
            self._shells[form] = Shell.cut(self._ask(*form))
            self._keys[form] = digest(self._key, plan.kind, self._shells[form].key)
        return digest(self._keys[form], plan.url, plan.inputs)

    def render(self, plans: Sequence[Plan]) -> list[bytes]:
        """Make pages and print them; their keys were asked for before."""
        return print_pages(self._stationery, plans)


def print_pages(stationery: Stationery, plans: Sequence[Plan]) -> list[bytes]:
    """Make pages and print them, in this process or another."""
    return [_printed(stationery, plan.page()) for plan in plans]


def _printed(stationery: Stationery, page: Page) -> bytes:
    depth = page.url.count("/")
    slots = {
        "title": escape(page.title),
        "head": _filled("head", page, stationery.site),
        "content": _filled(page.kind, page, stationery.site),
    }
    return stationery.shells[page.kind, depth].fill(slots).encode()


def _filled(name: str, page: Page, site: SiteView) -> str:
    root = "../" * page.url.count("/") or "./"
    return _template(name).render(page=page, view=page.view, root=root, site=site)


@cache
def _template(name: str) -> jinja2.Template:
    return _environment().get_template(f"{TEMPLATES}/{name}.html")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(theme_dir()),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def redirect(url: str, target: str) -> bytes:
    """Return a page at ``url`` that leads to ``target``, with and without scripts."""
    goal = escape("../" * url.count("/") + target)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Moved</title>'
        f'<link rel="canonical" href="{goal}"><meta http-equiv="refresh" content="0; url={goal}">'
        f'<p>This page has moved <a href="{goal}">here</a>.</p></html>\n'
    ).encode()
