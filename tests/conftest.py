"""What the tests share: the built site, a browser, a copy of the archive, the recorded data.

Where the browser or the data cannot be had, tests that need them are skipped and the summary says
so in capitals; with ``CI=true`` they fail.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

import chromium
from server import Site, serve
from support import ROOT, copy_archive, run_papergloss

DATA = ROOT.parent / "shared" / "data"
IN_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}

pytest_plugins = ("asking",)

_missing: list[str] = []


def unavailable(what: str, remedy: str) -> NoReturn:
    """Fail in CI; elsewhere skip, and repeat it at the end of the run where nobody can miss it."""
    message = f"{what}\n  → {remedy}"
    if IN_CI:
        pytest.fail(message, pytrace=False)
    if message not in _missing:
        _missing.append(message)
    pytest.skip(what)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for message in _missing:
        terminalreporter.section("TESTS WERE SKIPPED", yellow=True, bold=True)
        terminalreporter.write_line(message)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture
def archive_dir(tmp_path: Path) -> Path:
    """A copy of the repository's archive that the test may change."""
    return copy_archive(tmp_path / "archive")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The recorded replies and corpora beside the checkout, which are in no repository."""
    if not DATA.is_dir():
        unavailable(f"no recorded data in {DATA}", "put the folder shared/data beside the checkout")
    return DATA


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole real site, built once from a clean copy and served under /archive/."""
    archive = copy_archive(tmp_path_factory.mktemp("archive"))
    run = run_papergloss("build", "--strict", "--site-dir", archive / "site", cwd=archive)
    assert run.returncode == 0, run.stdout + run.stderr
    with serve(archive / "site") as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests; each test gets a context of its own from ``new_page``."""
    path = chromium.find()
    if path is None:
        unavailable("no Chromium for the browser tests", chromium.REMEDY)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@pytest.fixture
def problems() -> list[str]:
    """What went wrong in the test's pages; a test that provokes an error clears it."""
    return []


def _watch(context: BrowserContext, host: str, problems: list[str]) -> None:
    context.on(
        "console",
        lambda message: (
            problems.append(f"console: {message.text} ({message.location})")
            if message.type == "error"
            else None
        ),
    )
    context.on("weberror", lambda error: problems.append(f"uncaught: {error.error}"))
    context.on(
        "request",
        lambda request: (
            problems.append(f"asked another host: {request.url}")
            if urlsplit(request.url).netloc not in {"", host}
            else None
        ),
    )


@pytest.fixture
def new_page(browser: Browser, site: Site, problems: list[str]) -> Iterator[Callable[..., Page]]:
    """Open a page of the site in a context of its own: ``new_page("tags/", color_scheme="dark")``.

    Further arguments are those of Playwright's ``new_context``. The test fails at its end if a page
    logged an error, threw, or asked another host for anything.
    """
    contexts: list[BrowserContext] = []

    def open_page(address: str = "", **options: object) -> Page:
        # A service worker would answer before the test's own routes do.
        options.setdefault("service_workers", "block")
        context = browser.new_context(base_url=site.url, **options)  # type: ignore[arg-type]
        contexts.append(context)
        _watch(context, urlsplit(site.url).netloc, problems)
        page = context.new_page()
        page.goto(address or site.url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """The home page, at desktop size and in light mode."""
    return new_page()
