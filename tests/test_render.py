"""Shells are cut and filled, pages cached, and nothing from the world becomes markup."""

from __future__ import annotations

import pickle
from dataclasses import replace
from functools import cache
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError
from markupsafe import Markup

from papergloss.cache import digest
from papergloss.config import Site
from papergloss.model import Appearance, Archive, LinkKind, Links, Listing, Note, Paper
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


class Shown:
    """What knows how it is shown as HTML."""

    def __html__(self) -> str:
        return "<i>shown</i>"


class Word(str):
    """Text of a kind of its own."""

    __slots__ = ()


VALUES = st.one_of(
    st.text(),
    st.text("<>&\"'a").map(Markup),
    st.text("<>&\"'a").map(Word),
    st.integers() | st.floats() | st.booleans() | st.none(),
    st.sampled_from(LinkKind),
    st.builds(Shown),
    st.lists(st.text("<&'")),
)
# Every way in which a template can print or call something.
TEMPLATES = """\
{% macro inner(one, two="<two>") %}<b>{{ one }}{{ two }}</b>{% endmacro -%}
{% macro outer(one) %}{{ inner(one) }}{{ inner(inner(one), one) }}{% endmacro -%}
{% macro around(one) %}<p>{{ one }}{{ caller() }}</p>{% endmacro -%}
{% macro beside(one) %}<p>{{ caller(one) }}{{ caller("&") }}</p>{% endmacro -%}
{{ x }}{{ "<" }}{{ x if x else y }}{{ x or "&" }}{{ x ~ y }}{{ x == y }}{{ [x, y] | length }}
{{ inner(x) }}{{ inner(x, y) }}{{ inner(two=y, one=x) }}{{ inner(x, two=y) }}{{ inner(*[x, y]) }}
{{ outer(x) }}{{ inner(x) ~ x }}{{ inner(x) | upper }}{{ x | string | upper }}{{ text | safe }}
{{ text.replace("a", "<") }}{{ text.upper().strip("A") }}{{ text[:2] }}{{ (text | safe).upper() }}
{% for each in [x, y] %}{{ loop.index }}{{ each }}{{ inner(each) }}{% endfor -%}
{% call around(x) %}{{ y }}{% endcall %}{% call(z) beside(x) %}{{ z }}{{ y }}{% endcall -%}
{% set made %}{{ x }}<br>{% endset %}{{ made }}{% set same = x %}{{ same }}
{% filter upper %}{{ x }}&{% endfilter -%}
{% autoescape false %}{{ x }}{{ inner(x) }}{{ inner(x) ~ text }}{{ text | safe }}{% endautoescape %}
{% autoescape text %}{{ x }}{{ inner(x) }}{{ text | safe }}{% endautoescape %}
"""


@given(VALUES, VALUES, st.text("a<&'"))
def test_what_is_printed_is_what_jinja_prints(x: object, y: object, text: str) -> None:
    """Whatever kind of value it is, and wherever it stands; only attributes are Python's own."""
    ours, plain = compiled()
    assert ours.render(x=x, y=y, text=text) == plain.render(x=x, y=y, text=text)


@cache
def compiled() -> tuple[jinja2.Template, jinja2.Template]:
    """Compile the templates as ours and as Jinja's own."""
    plain = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return Environment().from_string(TEMPLATES), plain.from_string(TEMPLATES)


@pytest.mark.parametrize("printed", ["{{ y }}", "{{ x ~ y }}", "{{ y() }}", "{{ x if y else 1 }}"])
def test_what_is_not_defined_is_an_error_as_in_jinja(printed: str) -> None:
    """Printed, joined, called or asked, alone or in a macro."""
    within = f"{{% macro of(x, y) %}}{printed}{{% endmacro %}}{{{{ of(1) }}}}"
    for source in (printed, within):
        with pytest.raises(UndefinedError):
            Environment().from_string(source).render(x="<")


def test_templates_are_compiled_with_our_escaping() -> None:
    """Jinja still writes its code through the hooks that make escaping and calling cheap."""
    source = Environment().compile("{{ x }}{{ x() }}", raw=True)
    assert "(escape_text(_value) if type(_value := " in source
    assert "yield escape(" not in source
    assert "context.call(" not in source


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
