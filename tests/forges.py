"""A small invented archive on each kind of forge, and how a reader goes about annotating in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page, expect

from papergloss import scaffold
from papergloss.model import Appearance, Author, Link, LinkKind, Paper, PartialDate
from papergloss.newnote import new_note
from papergloss.store import papers
from support import run_papergloss

NewPage = Callable[..., Page]

TEMPLATE = new_note(status="reading")
SIMPLE = "We study things. They are heavier than air, mostly. Nobody knows why."
# Everything that Markdown would make something else of, a formula, a link, two paragraphs.
TRICKY = (
    "1. A *bold* claim: _all_ of p_i [1] is `code` for \\$5 & <b>more</b>, ~1 \\\\ 2, &amp; so on; "
    "see https://example.org/a_b for $\\mathcal{O}(T^{2/3})$ regret.\n\n"
    "- Then $\\epsilon \\le 1$, # or not."
)
LENGTHY = "We show something that cannot be put in few words. " * 400


@dataclass(frozen=True, slots=True)
class Forge:
    """A forge: what mkdocs.yml says of it, and where it begins and edits the note ``{}``."""

    name: str
    edit_uri: str
    new: str
    edit: str
    text: str
    issue: str


# Instead of opening a tab at the forge, its address is written down.
STUB = """() => {
  globalThis.opened = [];
  globalThis.open = (href) => { opened.push(href); return {}; };
}"""
REPO = "https://forge.test/o/r"
FORGES = [
    Forge(
        "github",
        "edit/main/content/",
        f"{REPO}/new/main",
        f"{REPO}/edit/main/content/notes/{{}}.md",
        "value",
        f"{REPO}/issues/new",
    ),
    Forge(
        "gitlab",
        "-/edit/main/content/",
        f"{REPO}/-/new/main/content/notes",
        f"{REPO}/-/edit/main/content/notes/{{}}.md",
        "content",
        f"{REPO}/-/issues/new",
    ),
    Forge(
        "gitea",
        "_edit/main/content/",
        f"{REPO}/_new/main/content/notes",
        f"{REPO}/_edit/main/content/notes/{{}}.md",
        "value",
        f"{REPO}/issues/new",
    ),
]


def paper(slug: str, abstract: str) -> Paper:
    return Paper(
        slug=slug,
        month="2026-03",
        title=f"On $x^2$ and {slug}",
        abstract=abstract,
        appearances=(Appearance(listing="s/l", date=None, position=1),),
        date=PartialDate(year=2026, month=3),
        authors=(Author(name="Ada L."), Author(name="B. & C.")),
        links=(Link(url="https://github.com/a/b", kind=LinkKind.CODE),),
    )


PAPERS = [
    paper("simple", SIMPLE),
    paper("noted", SIMPLE),
    paper("tricky", TRICKY),
    paper("long", LENGTHY),
]


def build(folder: Path, name: str, edit_uri: str) -> Path:
    scaffold.create(folder)
    config = folder / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace(
        "  - papergloss\n", f"  - papergloss: {{forge: {name}}}\n"
    )
    config.write_text(f"repo_url: {REPO}\nedit_uri: {edit_uri}\n{text}", encoding="utf-8")
    for each in PAPERS:
        path = folder / "content" / "papers" / papers.path_of(each)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(papers.paper_text(each), encoding="utf-8")
    (folder / "content" / "notes" / "noted.md").write_text("What I think.\n", encoding="utf-8")
    run = run_papergloss("build", "--strict", cwd=folder)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "site"


def open_paper(new_page: NewPage, slug: str, **options: object) -> Page:
    """A paper's page with its scripts at work and ``opened`` in place of new tabs."""
    page = new_page(f"papers/{slug}/", permissions=["clipboard-read", "clipboard-write"], **options)
    page.evaluate(STUB)
    page.locator(".pg-offer").wait_for(state="attached")
    return page


def select(page: Page, words: str) -> None:
    """Select words of the abstract that stand in one text node, as a mouse or finger does."""
    page.evaluate(
        """(words) => {
          const texts = document.createTreeWalker(document.querySelector(".pg-abstract"), 4);
          while (texts.nextNode()) {
            const text = texts.currentNode;
            const at = text.data.indexOf(words);
            if (at >= 0) getSelection().setBaseAndExtent(text, at, text, at + words.length);
          }
        }""",
        words,
    )


def select_abstract(page: Page) -> None:
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('.pg-abstract'))")


def offer(page: Page) -> tuple[str, dict[str, str]]:
    """Where “Annotate this” leads: the address and its query."""
    link = page.get_by_role("link", name="Annotate this")
    expect(link).to_be_visible()
    return parts(link.get_attribute("href") or "")


def parts(address: str) -> tuple[str, dict[str, str]]:
    split = urlsplit(address)
    query = dict(parse_qsl(split.query, strict_parsing=True)) if split.query else {}
    return f"{split.scheme}://{split.netloc}{split.path}", query


def clipboard(page: Page) -> str:
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text
