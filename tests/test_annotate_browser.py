"""Annotating and correcting from a paper's page in a real Chromium, on every kind of forge."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from forges import (
    FORGES,
    LENGTHY,
    SIMPLE,
    TEMPLATE,
    TRICKY,
    Forge,
    NewPage,
    build,
    clipboard,
    offer,
    open_paper,
    parts,
    select,
    select_abstract,
)
from papergloss.text import plain
from server import Site, serve

pytestmark = pytest.mark.browser

LATER = 400  # milliseconds: longer than an offer waits before it looks at the selection again


@pytest.fixture(scope="module", params=FORGES, ids=lambda forge: forge.name)
def forge(request: pytest.FixtureRequest) -> Forge:
    found: Forge = request.param
    return found


@pytest.fixture(scope="module")
def site(forge: Forge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Stands in for the whole real site: ``new_page`` opens the pages of this one."""
    folder = build(tmp_path_factory.mktemp(forge.name), forge.name, forge.edit_uri)
    with serve(folder) as served:
        yield served


def test_annotate_this_carries_the_words_along(new_page: NewPage, forge: Forge) -> None:
    """The forge's editor gets the note's name, and the template with the selected words quoted."""
    page = open_paper(new_page, "simple")
    expect(page.locator(".pg-offer")).to_be_hidden()
    select(page, "heavier than air, mostly.")
    address, query = offer(page)
    assert address == forge.new
    assert query[forge.text] == TEMPLATE + "> heavier than air, mostly.\n\n"
    name = "content/notes/simple.md" if forge.name == "github" else "simple.md"
    assert query["file_name" if forge.name == "gitlab" else "filename"] == name


def test_what_the_editor_cannot_take_is_copied(new_page: NewPage, forge: Forge) -> None:
    """For a note that is there, the quote; for GitLab's empty editor, template and quote."""
    page = open_paper(new_page, "noted")
    select(page, "Nobody knows")
    assert offer(page) == (forge.edit.format("noted"), {})
    expect(page.locator(".pg-offer")).to_contain_text("copies the words")
    page.get_by_role("link", name="Annotate this").click()
    expect(page.locator(".pg-offer [role=status]")).to_contain_text("Copied")
    assert clipboard(page) == "> Nobody knows\n\n"
    assert page.evaluate("opened") == [forge.edit.format("noted")]
    page.wait_for_timeout(LATER)
    expect(page.locator(".pg-offer [role=status]")).to_contain_text("Copied")


def test_gitlab_gets_the_template_by_clipboard(new_page: NewPage, forge: Forge) -> None:
    """On the other forges the links lead there at once."""
    page = open_paper(new_page, "simple")
    select(page, "Nobody knows")
    link = page.get_by_role("link", name="Annotate this")
    expect(link).to_be_visible()
    if forge.name != "gitlab":
        expect(page.locator(".pg-offer [role=status]")).to_be_empty()
        return
    link.click()
    expect(page.locator(".pg-offer [role=status]")).to_contain_text("Copied")
    assert clipboard(page) == TEMPLATE + "> Nobody knows\n\n"
    page.get_by_role("link", name="Annotate", exact=True).click()
    expect(page.locator(".pg-acts [role=status]")).to_contain_text("Copied")
    assert clipboard(page) == TEMPLATE
    assert [parts(address)[0] for address in page.evaluate("opened")] == [forge.new, forge.new]


def test_words_too_long_for_an_address_are_copied(new_page: NewPage, forge: Forge) -> None:
    """The address stays short enough for the forge, and no word is lost."""
    page = open_paper(new_page, "long")
    select_abstract(page)
    address, query = offer(page)
    assert (address, query[forge.text]) == (forge.new, TEMPLATE)
    page.get_by_role("link", name="Annotate this").click()
    expect(page.locator(".pg-offer [role=status]")).to_contain_text("Copied")
    quote = f"> {LENGTHY.strip()}\n\n"
    assert clipboard(page) == (TEMPLATE + quote if forge.name == "gitlab" else quote)


def test_only_words_of_the_abstract_are_offered(new_page: NewPage) -> None:
    """Not the title, not a selection that goes on outside; and Escape takes the offer away."""
    page = open_paper(new_page, "simple")
    for far in ("h1", ".pg-margin"):
        select(page, "Nobody")
        expect(page.locator(".pg-offer")).to_be_visible()
        page.evaluate("(far) => getSelection().extend(document.querySelector(far), 1)", far)
        expect(page.locator(".pg-offer")).to_be_hidden()
    select(page, "Nobody")
    expect(page.locator(".pg-offer")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".pg-offer")).to_be_hidden()


def test_a_mouse_selects_and_annotates(new_page: NewPage, forge: Forge) -> None:
    """Three clicks select the paragraph; the offer stands below it, inside the window."""
    page = open_paper(new_page, "simple", viewport={"width": 360, "height": 640})
    page.locator(".pg-abstract p").click(click_count=3)
    _, query = offer(page)
    assert query[forge.text] == f"{TEMPLATE}> {SIMPLE}\n\n"
    box = page.locator(".pg-offer").bounding_box()
    text = page.locator(".pg-abstract").bounding_box()
    assert box and text
    assert box["x"] >= 0 and box["x"] + box["width"] <= 360
    assert box["y"] >= text["y"] + text["height"] - 5


def test_the_keyboard_alone_annotates(new_page: NewPage, forge: Forge) -> None:
    """Shift and arrows change the selection, Tab leads to the offer, Enter follows it."""
    page = open_paper(new_page, "noted")
    select(page, "We")
    page.keyboard.press("Shift+Control+ArrowRight")
    expect(page.locator(".pg-offer")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Annotate this")).to_be_focused()
    page.wait_for_timeout(LATER)
    expect(page.locator(".pg-offer")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".pg-offer [role=status]")).to_contain_text("Copied")
    assert clipboard(page).startswith("> We study")
    assert page.evaluate("opened") == [forge.edit.format("noted")]


def test_a_correction_has_the_papers_fields(new_page: NewPage, forge: Forge) -> None:
    """Each in the field of the form that is named so; on GitLab in the description."""
    page = open_paper(new_page, "tricky")
    address, query = parts(page.get_by_role("link", name="Correct").get_attribute("href") or "")
    assert address == forge.issue
    fields = {
        "heading": "On x² and tricky",
        "authors": "Ada L.\nB. & C.",
        "date": "2026-03",
        "links": "https://github.com/a/b",
        "abstract": plain(TRICKY),
    }
    if forge.name == "gitlab":
        assert query["issue[title]"] == "Correction: On x² and tricky"
        told = "\n\n".join(f"**{name}**\n\n{value}" for name, value in fields.items())
        assert query["issue[description]"] == f"Paper: tricky\n\n{told}"
        return
    prefix = "field:" if forge.name == "gitea" else ""
    assert query.pop("template").endswith("correction.yml")
    assert query.pop("title") == "Correction: On x² and tricky"
    expected = {"paper": "tricky", **fields}
    assert query == {prefix + name: value for name, value in expected.items()}


def test_a_correction_leaves_out_what_is_too_long(new_page: NewPage) -> None:
    page = open_paper(new_page, "long")
    address = page.get_by_role("link", name="Correct").get_attribute("href") or ""
    assert len(address) < 8000
    assert "Ada" in address
    assert "few+words" not in address


def test_without_scripts_the_links_work(new_page: NewPage, forge: Forge) -> None:
    """Annotate with the template, Correct with the paper's name; nothing is offered in vain."""
    page = new_page("papers/simple/", java_script_enabled=False)
    acts = page.locator(".pg-acts > *")
    expect(acts).to_have_text(["Annotate", "Correct"])
    address, query = parts(acts.first.get_attribute("href") or "")
    assert (address, query[forge.text]) == (forge.new, TEMPLATE)
    correct, _ = parts(acts.last.get_attribute("href") or "")
    assert correct == forge.issue
    expect(page.locator(".pg-offer, .pg-mark")).to_have_count(0)


def test_without_a_forge_papers_can_still_be_marked(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """There is nothing to annotate with, and star and queue get a row of their own."""
    with serve(build(tmp_path_factory.mktemp("none"), "none", "edit/main/content/")) as served:
        page = browser.new_page(base_url=served.url)
        page.goto("papers/simple/")
        expect(page.locator(".pg-acts > *")).to_have_text(["Star", "Queue"])
        expect(page.locator(".pg-offer")).to_have_count(0)
        page.close()
