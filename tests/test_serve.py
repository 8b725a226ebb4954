"""What is saved shows in the browser, and MkDocs runs again only for what is its own."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, expect
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

from papergloss.plugin.watching import Changes
from test_build_warm import archive as small_archive
from test_pipeline import digests

# Generous: a busy machine, and a browser that looks again after a moment.
PATIENCE = 30
CONFIG = """\
site_name: N
site_url: https://example.org/archive/
docs_dir: content
theme: {name: material, font: false}
plugins: [papergloss]
nav: [About: about.md]
"""


@dataclass
class Served:
    """An archive that is being served, and what the command has said so far."""

    root: Path
    url: str
    process: subprocess.Popen[bytes]

    @property
    def said(self) -> str:
        return (self.root / "said.txt").read_text(encoding="utf-8")

    def get(self, address: str) -> str:
        with urlopen(self.url + address, timeout=PATIENCE) as reply:
            return reply.read().decode()

    def save(self, name: str, text: str) -> None:
        path = self.root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def shows(self, address: str, text: str) -> bool:
        """Tell whether a page comes to hold a text."""
        return wait_for(lambda: text in self.get(address))


def wait_for(holds: object) -> bool:
    assert callable(holds)
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


@pytest.fixture(params=[()], ids=[""])
def served(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Served]:
    """Two papers, served with the options that the test asks for."""
    small_archive(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(CONFIG)
    (tmp_path / "content" / "about.md").write_text("# About\n\nThe first word.\n")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [sys.executable, "-m", "papergloss", "serve", "--address", f"127.0.0.1:{port}"]
    with (tmp_path / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [*command, *request.param], cwd=tmp_path, stdout=said, stderr=said
        )
    site = Served(root=tmp_path, url=f"http://127.0.0.1:{port}/archive/", process=process)
    try:
        assert wait_for(lambda: answers(site) or process.poll() is not None)
        assert process.poll() is None, site.said
        yield site
    finally:
        process.terminate()
        process.wait()
        print(site.said)  # for whoever reads of a failure


def answers(site: Served) -> bool:
    try:
        return bool(site.get(""))
    except (URLError, ConnectionError):
        return False


def mkdocs_builds(site: Served) -> int:
    return len(re.findall("Documentation built in", site.said))


@pytest.mark.parametrize("served", [(), ("--poll",)], indirect=True, ids=["told", "polling"])
def test_a_saved_note_shows_and_mkdocs_does_not_run_again(served: Served) -> None:
    """With its address, and with everything that MkDocs made still there."""
    assert mkdocs_builds(served) == 1
    served.save("notes/one.md", "A first thought.")
    assert served.shows("papers/one/", "A first thought.")
    served.save("notes/one.md", "A second thought.")
    assert served.shows("papers/one/", "A second thought.")
    assert served.shows("notes/", "A second thought.")
    assert mkdocs_builds(served) == 1
    assert "The first word." in served.get("about/")
    assert f'href="{served.url}papers/one/"' in served.get("papers/one/")


def test_a_new_paper_and_a_new_word_of_the_vocabulary_show(served: Served) -> None:
    text = (served.root / "content/papers/2025-03/one.md").read_text(encoding="utf-8")
    served.save("papers/2025-03/six.md", text.replace("2503.00001", "2503.00006"))
    assert served.shows("months/2025-03/", "papers/six/")
    tags = served.root / "content" / "tags.yml"
    served.save("tags.yml", tags.read_text().replace("Birds", "Flyers"))
    assert served.shows("tags/", "Flyers")
    assert mkdocs_builds(served) == 1


def test_prose_and_settings_are_mkdocs_own(served: Served) -> None:
    """A change to either lets it run again; the data pages stay."""
    served.save("about.md", "# About\n\nAnother word.\n")
    assert served.shows("about/", "Another word.")
    assert "papers/one/" in served.get("months/2025-03/")
    config = served.root / "mkdocs.yml"
    config.write_text(config.read_text().replace("site_name: N", "site_name: Renamed"))
    assert served.shows("papers/one/", "Renamed")
    assert mkdocs_builds(served) == 3


def test_a_mistake_is_said_and_serving_goes_on(served: Served) -> None:
    """In a note it costs what the note says, in the vocabulary or the settings nothing changes."""
    served.save("notes/one.md", "---\nrating: [\n---\nA thought.")
    assert wait_for(lambda: "notes/one.md" in served.said)
    good = (served.root / "content" / "tags.yml").read_text()
    served.save("tags.yml", "- nonsense: [")
    assert wait_for(lambda: "The site stays as it was." in served.said)
    assert "papers/two/" in served.get("months/2025-03/")
    served.save("tags.yml", good)
    settings = (served.root / "mkdocs.yml").read_text()
    (served.root / "mkdocs.yml").write_text(settings.replace("papergloss]", "no-such-plugin]"))
    assert wait_for(lambda: "no-such-plugin" in served.said)
    assert "papers/two/" in served.get("months/2025-03/")
    (served.root / "mkdocs.yml").write_text(settings)
    served.save("notes/one.md", "A better thought.")
    assert served.shows("papers/one/", "A better thought.")


def test_a_change_is_known_before_those_are_woken_who_ask_what_changed(tmp_path: Path) -> None:
    answers: Queue[set[Path]] = Queue()
    changes, asking, observer = Changes(), FileSystemEventHandler(), Observer()
    asking.on_any_event = lambda event: answers.put(changes.take())  # type: ignore[method-assign]
    changes.come_first(observer)
    observer.schedule(asking, str(tmp_path), recursive=True)
    observer.start()
    try:
        (tmp_path / "note.md").touch()
        assert answers.get(timeout=PATIENCE) == {tmp_path / "note.md"}
    finally:
        observer.stop()
        observer.join()


def test_notes_are_read_and_never_written(served: Served) -> None:
    served.save("notes/one.md", "A thought.")
    before = digests(served.root / "content" / "notes")
    assert served.shows("papers/one/", "A thought.")
    served.process.terminate()
    served.process.wait()
    assert digests(served.root / "content" / "notes") == before


def test_an_open_page_reloads_itself(served: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(served.url + "papers/two/")
    expect(page.get_by_text("A thought while reading.")).to_have_count(0)
    served.save("notes/two.md", "A thought while reading.")
    expect(page.get_by_text("A thought while reading.")).to_be_visible(timeout=PATIENCE * 1000)
    page.close()


def test_the_rest_follows_and_only_pages_that_it_changes_reload(
    served: Served, browser: Browser
) -> None:
    """The paper's page has the note at once and stays; that of notes reloads when it follows."""
    paper, notes = browser.new_page(), browser.new_page()
    paper.goto(served.url + "papers/two/")
    notes.goto(served.url + "notes/")
    served.save("notes/two.md", "A thought that travels.")
    expect(paper.get_by_text("A thought that travels.")).to_be_visible(timeout=PATIENCE * 1000)
    paper.evaluate("window.loadedOnce = true")
    expect(notes.get_by_text("A thought that travels.")).to_be_visible(timeout=PATIENCE * 1000)
    assert wait_for(lambda: "up to date after" in served.said)
    assert paper.evaluate("window.loadedOnce")
    paper.close()
    notes.close()


def test_every_page_reloads_when_mkdocs_has_run(served: Served, browser: Browser) -> None:
    """Also one whose own words stay: a style or a script may be another one."""
    page = browser.new_page()
    page.goto(served.url + "papers/two/")
    page.evaluate("window.loadedOnce = true")
    served.save("about.md", "# About\n\nAnother word.\n")
    page.wait_for_function("!window.loadedOnce", timeout=PATIENCE * 1000)
    page.close()


def test_a_note_that_is_removed_goes_from_its_page(served: Served) -> None:
    served.save("notes/one.md", "A thought.")
    assert served.shows("papers/one/", "A thought.")
    (served.root / "content" / "notes" / "one.md").unlink()
    assert wait_for(lambda: "A thought." not in served.get("papers/one/"))
    assert wait_for(lambda: "A thought." not in served.get("notes/"))


def test_an_address_in_use_is_said(served: Served) -> None:
    """With what to do; the one who has it goes on."""
    address = served.url.removeprefix("http://").partition("/")[0]
    command = [sys.executable, "-m", "papergloss", "serve", "--address", address]
    run = subprocess.run(command, cwd=served.root, capture_output=True, text=True)
    assert run.returncode == 1
    assert "cannot serve here" in run.stderr
    assert "--address HOST:PORT" in run.stderr
    assert answers(served)
