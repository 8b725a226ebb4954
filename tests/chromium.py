"""Find a Chromium for the browser tests, and get one: ``python tests/chromium.py``.

The machine's own, else Debian's package where it may be installed, else Playwright's download.
Finding nothing is no error here: the tests that need it say so (and fail in CI).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

APT_INSTALL = Path(__file__).parent.parent / ".ci" / "apt-install"
# Beside the browser: a font, without which no page has a width worth testing, and the library that
# Playwright's own driver lacks on a minimal Debian.
PACKAGES = ("chromium", "fonts-liberation", "libatomic1")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLAYWRIGHT = (sys.executable, "-m", "playwright")
REMEDY = f"sudo apt-get install {' '.join(PACKAGES)}, or {sys.executable} -m playwright install"


def find() -> str | None:
    """Return the path of a Chromium that Playwright can drive, the machine's own first, or None."""
    if not _runs(*PLAYWRIGHT, "--version"):
        return None
    installed = (path for name in NAMES if (path := shutil.which(name)))
    # Ubuntu's chromium-browser is a stub that only says where the snap is.
    return next((path for path in installed if _runs(path, "--version")), None) or _downloaded()


def _runs(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _downloaded() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if _runs(path, "--version") else None


def install() -> None:
    """Try Debian's packages, then Playwright's download; each says on stderr what it does."""
    subprocess.run(["bash", APT_INSTALL, *PACKAGES], check=False)
    if find() or not _runs(*PLAYWRIGHT, "--version"):
        return
    may_be_root = os.geteuid() == 0 or _runs("sudo", "-n", "true")
    options = ["--with-deps"] if may_be_root else []
    subprocess.run(
        [*PLAYWRIGHT, "install", "chromium", *options], stdin=subprocess.DEVNULL, check=False
    )


def main() -> None:
    """Make sure that there is a Chromium, or say what to do."""
    if find():
        return
    install()
    if not find():
        print(f"No Chromium for the browser tests.\n  → {REMEDY}", file=sys.stderr)


if __name__ == "__main__":
    main()
