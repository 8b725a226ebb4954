"""How long a saved note takes to show in a browser that has the paper's page open.

A real Chromium looks at what ``papergloss serve`` serves; the clock runs from the end of the write
until the words can be seen.
"""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

import chromium

SAVES = 7
_PATIENCE = 600
# So long after a save the rest of the site has followed, which takes the same processor.
_REST = 10


def latencies(archive: Path) -> list[float]:
    """Save a note several times and return the seconds that each save took to show."""
    path = chromium.find()
    if path is None:
        raise SystemExit(chromium.REMEDY)
    paper = min((archive / "content" / "papers").glob("*/*.md"))
    note = archive / "content" / "notes" / paper.name
    with _served(archive) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        page = browser.new_page()
        page.goto(f"{url}papers/{paper.stem}/")
        found = []
        for number in range(SAVES + 1):
            found.append(_seconds(page, note, f"Thought number {number} of {time.time()}."))
            print(f"  a save shows after {found[-1]:.2f} s", flush=True)
            time.sleep(_REST)
        browser.close()
    return found[1:]  # the first one makes the file and warms everything up


def _seconds(page: Page, note: Path, text: str) -> float:
    note.write_text(text, encoding="utf-8")
    began = time.perf_counter()
    page.get_by_text(text).first.wait_for(timeout=_PATIENCE * 1000)
    return time.perf_counter() - began


@contextmanager
def _served(archive: Path) -> Iterator[str]:
    """Serve the archive on a free port; give the address of the site."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "papergloss", "serve", "--address", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=archive, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield _address(f"http://127.0.0.1:{port}/", process)
        finally:
            process.send_signal(signal.SIGINT)


def _address(root: str, process: subprocess.Popen[bytes]) -> str:
    """Wait until the first build is served; the root leads to the site."""
    until = time.monotonic() + 6 * _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(root) as reply:
                return str(reply.url)
        except (URLError, ConnectionError):
            time.sleep(0.5)
    raise SystemExit("papergloss serve does not serve")
