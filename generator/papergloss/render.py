"""Views in, finished pages out: the shell once per kind and depth, the page's own HTML inside it.

The shell is MkDocs' and Material's; it is asked for with tokens in its slots and cut at them. What
stands in the slots comes from our own templates, which escape everything. A page is named by its
inputs, its shell and the templates together, so that one that has its name already is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from pathlib import Path

import jinja2
from jinja2.runtime import Macro

from papergloss import __version__
from papergloss.cache import code_fingerprint, digest, digest_files
from papergloss.config import Site
from papergloss.views import Card, LazyCard, Page, Plan

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
    """What pages are printed on: the site's own words, and a shell for each kind and depth.

    ``key`` tells the theme and the site from others.
    """

    key: bytes
    site: SiteView
    shells: dict[tuple[str, int], Shell]


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
        form = plan.kind, plan.url.count("/")
        if form not in self._keys:
            shell = Shell.cut(self._ask(*form))
            self.stationery.shells[form] = shell
            self._keys[form] = digest(self.stationery.key, plan.kind, shell.key)
        return digest(self._keys[form], plan.url, plan.inputs)


def print_pages(stationery: Stationery, plans: Sequence[Plan]) -> list[bytes]:
    """Make pages, whose keys were asked for before, and print them; any process can."""
    printer = _printer(stationery.key, stationery.site)
    pages = (plan.page() for plan in plans)
    return [
        stationery.shells[page.kind, page.url.count("/")].fill(printer.slots(page)).encode()
        for page in pages
    ]


@lru_cache(maxsize=1)
def _printer(key: bytes, site: SiteView) -> _Printer:
    """Keep what the pages of a build share; another theme has another key."""
    return _Printer(site)


class _Printer:
    """Templates and finished cards, for all pages of one site."""

    def __init__(self, site: SiteView) -> None:
        self._site = site
        self._environments: dict[int, jinja2.Environment] = {}
        self._templates: dict[tuple[str, int], jinja2.Template] = {}
        self._cards: dict[tuple[object, ...], str] = {}

    def slots(self, page: Page) -> dict[str, str]:
        """Print a page's own HTML."""
        depth = page.url.count("/")
        return {
            "title": escape(page.title),
            "head": self._template("head", depth).render(page=page),
            "content": self._template(page.kind, depth).render(page=page, view=page.view),
        }

    def _template(self, name: str, depth: int) -> jinja2.Template:
        if (name, depth) not in self._templates:
            if depth not in self._environments:
                self._environments[depth] = self._environment("../" * depth or "./")
            found = self._environments[depth].get_template(f"{TEMPLATES}/{name}.html")
            self._templates[name, depth] = found
        return self._templates[name, depth]

    def _environment(self, root: str) -> jinja2.Environment:
        """Make an environment for a depth: what is imported there is then imported once."""
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(theme_dir()),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals |= {"root": root, "site": self._site, "once": partial(self._once, root)}
        return environment

    def _once(self, root: str, macro: Macro, card: Card, *more: object) -> str:
        """Print a card by a macro, or take what was printed of it for another list."""
        if not isinstance(card, LazyCard):
            return macro(card, *more)
        place = card.key, root, macro.name, more
        if place not in self._cards:
            self._cards[place] = macro(card, *more)
        return self._cards[place]


def redirect(url: str, target: str) -> bytes:
    """Return a page at ``url`` that leads to ``target``, with and without scripts."""
    goal = escape("../" * url.count("/") + target)
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Moved</title>'
        f'<link rel="canonical" href="{goal}"><meta http-equiv="refresh" content="0; url={goal}">'
        f'<p>This page has moved <a href="{goal}">here</a>.</p></html>\n'
    ).encode()
