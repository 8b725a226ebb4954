"""What holds for the theme's files as they stand, whatever they are filled with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from support import ROOT

THEME = ROOT / "theme"
LETTERS = THEME / "papergloss" / "letter"
# The namespace of SVG, which is a name and not an address, the way to the program itself, and what
# citations name as the address of a paper.
KNOWN = (
    *("http://www.w3.org/", "https://pypi.org/project/papergloss/"),
    *("https://arxiv.org/abs/", "https://doi.org/"),
)


def templates() -> Iterator[tuple[str, str]]:
    """Every template of a page, without its comments; letters are no pages (see test_letters)."""
    for path in sorted(set(THEME.rglob("*.html")) - set(LETTERS.iterdir())):
        text = path.read_text(encoding="utf-8")
        yield path.relative_to(THEME).as_posix(), re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)


def assets() -> Iterator[Path]:
    """Every file that a browser gets and that is ours."""
    for path in sorted((THEME / "assets").rglob("*")):
        if path.is_file() and "vendor" not in path.parts:
            yield path


def test_only_finished_html_is_printed_as_it_is() -> None:
    """``safe`` follows a field whose name ends in ``_html``, and nothing else."""
    used = [
        (name, found.group())
        for name, text in templates()
        for found in re.finditer(r"[\w.]+(?=\s*\|\s*safe\b)|Markup|autoescape", text)
    ]
    assert used
    assert [pair for pair in used if not pair[1].endswith("_html")] == []


def test_no_script_or_style_stands_in_a_page() -> None:
    """Scripts and styles are files, so that a site can forbid all others; JSON-LD is only data."""
    data = r'<script type="application/ld\+json">'
    inline = re.compile(
        rf"(?!{data})<script(?![^>]*\bsrc=)|<style|\s(?:on[a-z]+|style)=|javascript:"
    )
    assert [(name, found) for name, text in templates() for found in inline.findall(text)] == []


def test_every_attribute_is_quoted() -> None:
    """No value can end its attribute: each stands in double quotes."""
    bare = re.compile(r"<[a-z][^<>]*?\s[\w-]+=(?![\"])[^<>]*>")
    assert [(name, found) for name, text in templates() for found in bare.findall(text)] == []


def test_links_out_give_nothing_away() -> None:
    """No link opens a window, which is what could hand ours over; one that did says noopener."""
    link = re.compile(r"<(?:a|area|form|base)\b[^>]*>")
    links = [(name, found) for name, text in templates() for found in link.findall(text)]
    assert len(links) > 20
    opening = [pair for pair in links if "target" in pair[1]]
    assert [pair for pair in opening if 'rel="noopener"' not in pair[1]] == []


def test_the_theme_names_no_other_host() -> None:
    """Nothing of ours can ask another host for anything."""
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in assets()]
    named = [
        (name, address)
        for name, text in [*texts, *templates()]
        for address in re.findall(r"https?://[\w./-]+", text)
    ]
    assert [pair for pair in named if not pair[1].startswith(KNOWN)] == []
    assert not [name for name, text in texts if re.search(r"@import|url\(\s*[\"']?//", text)]


def test_styles_know_both_schemes() -> None:
    """Each colour of the light scheme has its value in the dark one, with and without script."""
    css = (THEME / "assets" / "papergloss" / "papergloss.css").read_text(encoding="utf-8")
    blocks = re.findall(r"\[data-md-color-scheme[^\]]*\] \{([^}]*--pg-paper[^}]*)\}", css)[:3]
    light, dark, without_script = (dict(re.findall(r"(--pg-[\w-]+): ([^;]+);", b)) for b in blocks)
    assert light.keys() == dark.keys()
    assert dark == without_script
