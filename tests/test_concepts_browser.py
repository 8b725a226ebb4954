"""Concepts in a real Chromium: their meaning on hover and on focus, and the way to their pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

PAPER = "papers/3d-properties-identifying-challenges-in-dpo-and-charting-a-path-forward/"
TIP = "(link) => getComputedStyle(link, '::after').content"


def test_a_concept_says_what_it_is_on_hover_and_on_focus(new_page: NewPage) -> None:
    """Without a script; before that it says nothing, and it names the definition to readers."""
    page = new_page(PAPER, java_script_enabled=True)
    link = page.locator(".pg-abstract a.pg-concept", has_text="Direct Preference Optimization")
    expect(link).to_have_accessible_description(link.get_attribute("aria-description") or "-")
    assert link.evaluate(TIP) == "none"
    link.hover()
    assert "preference optimization (DPO)" in link.evaluate(TIP)
    page.mouse.move(0, 0)
    assert link.evaluate(TIP) == "none"
    page.locator(".pg-abstract a.pg-concept").first.focus()
    page.keyboard.press("Tab")
    expect(link).to_be_focused()
    assert "preference optimization (DPO)" in link.evaluate(TIP)


def test_a_concept_leads_to_its_page(new_page: NewPage) -> None:
    """There stands who names it, and the sentence with the name marked."""
    page = new_page(PAPER)
    page.locator(".pg-abstract a.pg-concept", has_text="Direct Preference").click()
    expect(page.locator("h1")).to_have_text("DPO")
    expect(page.locator(".pg-defined blockquote mark")).to_have_text(
        "Direct Preference Optimization (DPO)"
    )
    expect(page.locator(".pg-card mark").first).to_be_visible()
    assert page.locator(".pg-card").count() == page.locator(".pg-card mark").count()
    page.locator(".pg-kicker a").click()
    expect(page.locator("h1")).to_have_text("Concepts")


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_what_a_concept_is_fits_the_window(new_page: NewPage, width: int) -> None:
    """The words beside a name never make the page wider, wherever the name stands in its line."""
    page = new_page(PAPER, viewport={"width": width, "height": 740})
    for link in page.locator(".pg-abstract a.pg-concept").all():
        link.focus()
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0
