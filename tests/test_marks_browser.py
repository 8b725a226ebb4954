"""Reading marks in a real Chromium: kept by the browser, listed, exported as notes, carried on."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from papergloss.store import notes
from server import Site

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]

# As in a browser that forbids this site to keep anything.
CLOSED = """Object.defineProperty(globalThis, "localStorage", {
  get() { throw new DOMException("closed", "SecurityError"); },
});"""
FULL = """Storage.prototype.setItem = () => {
  throw new DOMException("full", "QuotaExceededError");
};"""


def slugs(site: Site) -> list[str]:
    """The papers of the site."""
    return sorted(path.parent.name for path in (site.dir / "papers").glob("*/index.html"))


def pressed(button: Locator, is_pressed: bool = True) -> None:
    expect(button).to_have_attribute("aria-pressed", "true" if is_pressed else "false")


def mark(page: Page, slug: str, *names: str) -> str:
    """Press buttons on a paper's page; return its title."""
    page.goto(f"papers/{slug}/")
    for name in names:
        page.get_by_role("button", name=name, exact=True).click()
        pressed(page.get_by_role("button", name=name, exact=True))
    return page.locator("h1").inner_text()


def kept(page: Page) -> dict[str, Any]:
    """All that the browser keeps for the site, by key."""
    return dict(page.evaluate("Object.entries(localStorage)"))


def test_star_and_queue_survive_a_reload(page: Page, site: Site) -> None:
    """On the paper's page and on its card, until they are lifted again."""
    page.goto("papers/")
    page.goto("months/2025-03/")
    card = page.locator(".pg-card").nth(3)
    card.hover()
    card.get_by_role("button", name=re.compile("^Queue: ")).click()
    pressed(card.get_by_role("button", name=re.compile("^Queue: ")))
    card.locator("h2 a").click()
    queue, star = (page.get_by_role("button", name=name, exact=True) for name in ("Queue", "Star"))
    pressed(queue)
    pressed(star, False)
    star.click()
    page.reload()
    pressed(queue)
    pressed(star)
    expect(page.get_by_role("link", name="Your marks: 1")).to_be_visible()
    star.click()
    queue.click()
    page.reload()
    pressed(queue, False)
    pressed(star, False)
    expect(page.locator(".pg-marks-link")).to_be_hidden()


def test_marks_are_kept_under_the_sites_own_path(page: Page, site: Site) -> None:
    """So that two archives on one host do not mix theirs."""
    mark(page, slugs(site)[0], "Star")
    assert [key for key in kept(page) if not key.startswith(site.base)] == []
    marks = json.loads(kept(page)[f"{site.base}papergloss.marks"])
    assert marks[slugs(site)[0]].keys() == {"title", "star"}


def test_another_tab_sees_the_marks_at_once(page: Page, site: Site) -> None:
    slug = slugs(site)[0]
    other = page.context.new_page()
    other.goto(f"papers/{slug}/")
    mark(page, slug, "Queue")
    pressed(other.get_by_role("button", name="Queue", exact=True))


def test_the_keyboard_alone_marks(page: Page, site: Site) -> None:
    """Tab reaches the star of a paper and of a card, where it then shows; Space presses it."""
    page.goto(f"papers/{slugs(site)[0]}/")
    star = page.get_by_role("button", name="Star", exact=True)
    star.wait_for()
    for _ in range(30):
        page.keyboard.press("Tab")
        if star.evaluate("(star) => star === document.activeElement"):
            break
    page.keyboard.press("Space")
    pressed(star)
    page.goto("months/2025-03/")
    star = page.locator(".pg-card .pg-mark").first
    star.wait_for()
    star.focus()
    expect(star).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    pressed(star)


def test_the_page_of_marks_lists_queue_and_stars(page: Page, site: Site) -> None:
    """Each leads to its paper; lifting a mark there takes effect everywhere."""
    first, second = slugs(site)[:2]
    title = mark(page, first, "Star", "Queue")
    mark(page, second, "Star")
    page.get_by_role("link", name="Your marks: 2").click()
    expect(page.locator("h2")).to_have_text(["Queue 1", "Starred 2"])
    page.locator("section[aria-labelledby=queue] .pg-mark[data-kind=queue]").click()
    page.reload()
    expect(page.locator("h2")).to_have_text(["Starred 2"])
    page.get_by_role("link", name=title).click()
    expect(page.locator("h1")).to_have_text(title)
    pressed(page.get_by_role("button", name="Queue", exact=True), False)


def test_the_export_is_a_folder_of_notes(page: Page, site: Site, tmp_path: Path) -> None:
    """A zip that others open, a note for each paper, with the status that its mark says."""
    queued, starred, both = slugs(site)[:3]
    mark(page, queued, "Queue")
    mark(page, starred, "Star")
    mark(page, both, "Star", "Queue")
    page.goto("marks/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Export as notes").click()
    expect(page.get_by_role("status")).to_have_text("Notes for 3 papers exported.")
    assert download.value.suggested_filename == "papergloss-notes.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path)
    read, problems = notes.read_notes(tmp_path)
    assert problems == []
    assert sorted(read) == [queued, starred, both]
    front = {
        slug: yaml.safe_load((tmp_path / f"{slug}.md").read_text(encoding="utf-8").split("---")[1])
        for slug in read
    }
    assert front == {queued: {"status": "to-read"}, starred: None, both: {"status": "to-read"}}


def test_marks_travel_in_a_file(new_page: NewPage, site: Site) -> None:
    """Loading adds to what is there, and says how many papers it was."""
    first, second = slugs(site)[:2]
    page = new_page()
    mark(page, first, "Star")
    page.goto("marks/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    other = new_page()
    mark(other, second, "Queue")
    other.goto("marks/")
    other.locator("input[type=file]").set_input_files(download.value.path())
    expect(other.get_by_role("status")).to_have_text("Marks of 1 paper loaded.")
    expect(other.locator("h2")).to_have_text(["Queue 1", "Starred 1"])


@pytest.mark.parametrize(
    "text", ["", "null", "[1]", '{"papers": 3}', '{"papers": {"a": null}}', "{"]
)
def test_a_file_without_marks_changes_nothing(page: Page, site: Site, text: str) -> None:
    mark(page, slugs(site)[0], "Star")
    page.goto("marks/")
    file = {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_role("status")).to_have_text("That file holds no marks.")
    expect(page.locator("h2")).to_have_text(["Starred 1"])


def test_a_file_is_not_trusted(page: Page) -> None:
    """Names that are no slugs and days that are none are left out; a title is text."""
    page.goto("marks/")
    given = {
        "good": {"title": "<img src=x onerror=alert(1)>", "star": "2026-01-02", "more": "x"},
        "../../x": {"title": "T", "star": "2026-01-02"},
        "__proto__": {"title": "T", "star": "2026-01-02"},
        "bad-day": {"title": "T", "star": "soon"},
        "no-title": {"star": "2026-01-02"},
    }
    text = json.dumps({"papers": given})
    file = {"name": "x.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    expect(page.get_by_role("status")).to_have_text("Marks of 1 paper loaded.")
    expect(page.get_by_role("link", name="<img src=x onerror=alert(1)>")).to_be_visible()
    expect(page.locator(".pg-marked img")).to_have_count(0)


def test_forgetting_asks_first(page: Page, site: Site) -> None:
    mark(page, slugs(site)[0], "Star")
    page.goto("marks/")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Forget all").click()
    expect(page.locator("h2")).to_have_text(["Starred 1"])
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Forget all").click()
    expect(page.get_by_role("status")).to_have_text("All marks are forgotten.")
    expect(page.locator("h2")).to_have_count(0)
    expect(page.locator(".pg-marks-link")).to_be_hidden()


@pytest.mark.parametrize("script", [CLOSED, FULL], ids=["closed", "full"])
def test_where_nothing_is_kept_no_button_promises_it(
    new_page: NewPage, site: Site, script: str
) -> None:
    """The pages work as ever, and the page of marks says why it is empty."""
    page = new_page()
    page.add_init_script(script)
    page.goto(f"papers/{slugs(site)[0]}/")
    expect(page.locator(".pg-acts a")).to_have_text(["Annotate", "Correct"])
    page.locator(".pg-offer").wait_for(state="attached")
    expect(page.locator(".pg-mark")).to_have_count(0)
    page.goto("marks/")
    expect(page.locator(".pg-notice")).to_contain_text("keeps nothing for this site")


@pytest.mark.parametrize("value", ["{", "null", "[]", '{"a": {"title": 3}}', '{"a-b": "x"}', "7"])
def test_what_is_kept_is_read_with_care(page: Page, site: Site, value: str) -> None:
    """Whatever stands in storage: pages show no error, and marking works."""
    for name in ("marks", "visit"):
        page.evaluate(
            "([key, value]) => localStorage.setItem(key, value)",
            [f"{site.base}papergloss.{name}", value],
        )
    page.goto("marks/")
    expect(page.locator(".pg-notice")).to_contain_text("Nothing is marked yet")
    mark(page, slugs(site)[0], "Star")


def visit(page: Page, site: Site, seen: str, *, hours_ago: float = 24) -> None:
    """Have the reader's last visit ended so long ago, with papers up to ``seen``."""
    page.evaluate(
        """([key, seen, ago]) => localStorage.setItem(
          key, JSON.stringify({ at: Date.now() - ago * 3600e3, before: "", seen }))""",
        [f"{site.base}papergloss.visit", seen, hours_ago],
    )


def test_new_is_what_came_after_the_last_visit(page: Page, site: Site) -> None:
    """As long as the visit lasts, on every page; not before, and not on the next visit."""
    arrivals = "[...document.querySelectorAll('.pg-card')].map((card) => card.dataset.arrived)"
    page.goto("tags/fairness/")
    found = page.evaluate(arrivals)
    latest = max(found)
    count = found.count(latest)
    assert 0 < count < len(found)
    expect(page.locator(".pg-card .pg-mark").first).to_be_attached()
    expect(page.locator(".pg-fresh")).to_have_count(0)  # the first visit ever

    visit(page, site, max(day for day in found if day < latest))
    for _ in range(2):
        page.reload()
        expect(page.locator(".pg-fresh")).to_have_count(count)
        expect(page.locator(".pg-since")).to_contain_text(f"{count} of {len(found)} here")
    page.goto("./")
    expect(page.locator(".pg-since")).to_have_text("All of these are new since your last visit")

    page.evaluate(
        """(key) => localStorage.setItem(
          key, JSON.stringify({ ...JSON.parse(localStorage.getItem(key)), at: 0 }))""",
        f"{site.base}papergloss.visit",
    )
    page.goto("tags/fairness/")
    expect(page.locator(".pg-card .pg-mark").first).to_be_attached()
    expect(page.locator(".pg-fresh")).to_have_count(0)


def test_a_full_page_of_marks_fits_a_phone(new_page: NewPage, site: Site) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    marks = {
        slug: {"title": slug.replace("-", " "), "queue": "2026-01-02", "star": "2026-01-02"}
        for slug in slugs(site)[:40]
    }
    page.evaluate(
        "([key, value]) => localStorage.setItem(key, value)",
        [f"{site.base}papergloss.marks", json.dumps(marks)],
    )
    page.goto("marks/")
    expect(page.locator(".pg-marked li")).to_have_count(80)
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0


def test_without_scripts_there_are_no_marks(new_page: NewPage) -> None:
    """Nothing is shown that would not work."""
    page = new_page("months/2025-03/", java_script_enabled=False)
    expect(page.locator(".pg-mark, .pg-marks-link, .pg-since")).to_have_count(0)
    page.goto("marks/")
    expect(page.locator(".pg-notice")).to_contain_text("JavaScript, which is off")
