"""Shells are cut and filled, pages cached, and nothing from the world becomes markup."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup, escape

from papergloss.cache import digest
from papergloss.config import Site
from papergloss.model import Appearance, Archive, Links, Listing, Note, Paper
from papergloss.pages import plans
from papergloss.render import Renderer, Shell, Slot, print_pages, redirect
from papergloss.render.templates import Environment
from papergloss.views import Ref

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} \"><img src=x onerror=alert(1)> ' & {% raw %}"


def shell(kind: str, depth: int) -> str:
    slot = Slot(kind)
    return f"<title>{slot.title}</title>{slot.head}<body {kind} {depth}>{slot.content}</body>"


def site(tmp_path: Path) -> Site:
    return Site(root=tmp_path, content=tmp_path, name="N", url="https://x.org/a/")


def archive(text: str, note: str = "") -> Archive:
    seen = Appearance(listing="s/l", date=None, position=1)
    paper = Paper(slug="p", month="2025-03", title=text, abstract=text, appearances=(seen,))
    listing = Listing(id="s/l", path=text, date=None, date_basis=text, size=1)
    notes = {"p": Note(slug="p", body=note)} if note else {}
    return Archive(papers=(paper,), listings=(listing,), notes=notes, tags={})


def rendered(found: Archive, tmp_path: Path) -> dict[str, str]:
    renderer = Renderer(site(tmp_path), 1, shell)
    planned = list(plans(found, Links(), site(tmp_path)))
    for plan in planned:
        renderer.key(plan)
    made = print_pages(renderer.stationery, planned)
    return {plan.url: html.decode() for plan, html in zip(planned, made, strict=True)}


def test_a_shell_is_cut_at_its_slots() -> None:
    """Filling puts each text into its slot and keeps everything else."""
    cut = Shell.cut(shell("paper", 2))
    filled = cut.fill({"title": "T", "head": "H", "content": "C"})
    assert filled == b"<title>T</title>H<body paper 2>C</body>"


@given(st.text() | st.integers() | st.none() | st.text().map(Markup))
def test_values_are_escaped_as_markupsafe_escapes_them(value: object) -> None:
    """What templates print is what Jinja's own escaping gives, finished HTML included."""
    assert Environment.escaped(value) == escape(value)


def test_templates_are_compiled_with_our_escaping() -> None:
    """Jinja still writes its code through the hook that makes escaping cheap."""
    source = Environment().compile("{{ x }}", raw=True)
    assert "environment.escaped(" in source
    assert "yield escape(" not in source


def test_a_slot_knows_its_names() -> None:
    """A slip in shell.html is an error, not an empty place."""
    with pytest.raises(AttributeError):
        _ = Slot("paper").contents


def test_hostile_text_stays_text_on_every_page(tmp_path: Path) -> None:
    """Titles, abstracts, paths and notes from the world never become markup or template code."""
    for url, html in rendered(archive(HOSTILE, note=HOSTILE), tmp_path).items():
        assert "<script>alert" not in html, url
        assert "<img src=x" not in html, url
        assert "49" not in html, url


def test_a_key_tells_what_changed(tmp_path: Path) -> None:
    """The same paper in the same surroundings has the same key; any other has another."""

    def key(title: str, around: str = "", name: str = "N") -> bytes:
        named = replace(site(tmp_path), name=name)
        renderer = Renderer(named, 1, lambda kind, depth: shell(kind, depth) + around)
        made = plans(archive(title), Links(), named)
        return renderer.key(next(plan for plan in made if plan.kind == "paper"))

    assert key("One") == key("One")
    others = [key("Two"), key("One", around="<!-- a new footer -->"), key("One", name="Other")]
    assert key("One") not in others


def test_inputs_travel_to_other_processes(tmp_path: Path) -> None:
    """Every plan can be pickled, and gives the same page on the other side."""
    for plan in plans(archive("Owls", note="See [[p]]."), Links(), site(tmp_path)):
        assert digest(pickle.loads(pickle.dumps(plan)).page()) == digest(plan.page())


def test_a_redirect_leads_on_without_scripts() -> None:
    """The address of a joined paper leads to the paper it joined, relatively."""
    html = redirect("papers/old/", "papers/new/").decode()
    assert 'content="0; url=../../papers/new/"' in html


def test_what_is_marked_as_safe_is_printed_as_it_is() -> None:
    """Alone; within an expression it is still told from text, which is escaped."""
    print_ = Environment().from_string("{{ html | safe }} {{ html }} {{ (html | safe) ~ text }}")
    assert print_.render(html="<b>", text="<i>") == "<b> &lt;b&gt; <b>&lt;i&gt;"


def test_a_template_that_asks_for_what_is_not_there_fails() -> None:
    """A slip of the pen in a template is no empty place on ten thousand pages."""
    for source in ("{{ ref.lable }}", "{% if ref.lable %}x{% endif %}", "{{ rev.label }}"):
        with pytest.raises((AttributeError, UndefinedError)):
            Environment().from_string(source).render(ref=Ref(label="x", url="y"))
