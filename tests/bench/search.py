"""Measure search as a reader meets it: bytes fetched, and time from a key to the first result.

    python tests/bench/search.py [--papers 347 10000 100000] [--engine auto] [--queries 15]

Serves this archive's site with the index of as many corpus papers (../shared/data/corpora) in its
place, presses "/" on the home page and types, in a real Chromium: cold, then key by key; on
loopback, and with a 50 ms round trip and 10 Mbit/s. Cold means that the home page has loaded and
nothing of search has: no script, no worker, no file of the index; the clock starts with the key.
Builds are measured in processes of their own. Nothing here is a test: times depend on the machine,
and on what else it does, which is printed with them.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from playwright.sync_api import Browser, Page, sync_playwright

import chromium
from papergloss import pages, pipeline, plugin
from papergloss.evaluation.corpus import read_papers
from papergloss.evaluation.queries import known_items
from papergloss.model import Concepts
from papergloss.render import theme_dir
from papergloss.search import build_index, chosen, joined_scripts
from papergloss.views import SearchDoc
from server import BASE, Handler, Server
from support import ROOT, copy_archive, run_papergloss

CORPORA = ROOT.parent / "shared" / "data" / "corpora"
ROUND_TRIP = 0.05
BYTES_A_SECOND = 10_000_000 / 8


class Counting(Handler):
    """Counts what a host would send compressed, and can be as slow as a network."""

    sent = 0
    slow = False
    line = threading.Lock()

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        size = compressed(path) if path.is_file() else 0
        # These are asked for when the first results are there.
        if not path.name.startswith(("texts-", "notes-", "facets")):
            Counting.sent += size
        if Counting.slow:
            time.sleep(ROUND_TRIP)
            with Counting.line:
                time.sleep(size / BYTES_A_SECOND)
        super().do_GET()


@cache
def compressed(path: Path) -> int:
    """How many bytes a host sends of a file; known beforehand, so that no reply waits for it."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".bin" else len(gzip.compress(data, 6))


def main() -> None:
    """Measure each size and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--papers", type=int, nargs="+", default=[347, 10_000, 100_000])
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--queries", type=int, default=15)
    parser.add_argument("--build", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.build:
        build(options.papers[0], options.engine, options.build)
        return
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        archive = copy_archive(Path(folder) / "archive")
        run_papergloss("build", "--site-dir", archive / "site", cwd=archive)
        browser = playwright.chromium.launch(executable_path=chromium.find())
        for papers in options.papers:
            shutil.rmtree(archive / "site" / "search", ignore_errors=True)
            command = [sys.executable, __file__, "--papers", str(papers), "--engine"]
            built = archive / "site" / "search"
            subprocess.run([*command, options.engine, "--build", built], check=True)
            measure(browser, archive / "site", papers, options.queries)
        browser.close()


def documents(papers: int) -> list[SearchDoc]:
    """This archive's own papers where as many are asked for, else those of the corpora."""
    archive, _ = pipeline.load(plugin.load_site(ROOT / "mkdocs.yml"))
    own = pages.search_docs(archive, Concepts())
    if papers <= len(own):
        return own[:papers]
    found = itertools.chain.from_iterable(
        read_papers(gzip.decompress((CORPORA / name).read_bytes()), name)
        for name in ("arxiv.jsonl.gz", "acl.jsonl.gz")
    )
    return list(itertools.islice(found, papers))


def build(papers: int, engine: str, folder: Path) -> None:
    """Write an index; print what it cost in this process beyond having the papers."""
    docs = documents(papers)
    before, start = memory(), time.process_time()
    files = size = 0
    scripts = joined_scripts(theme_dir() / "assets" / "papergloss", chosen(docs, engine))
    for name, data in itertools.chain(scripts, build_index(docs, engine)):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
        files, size = files + 1, size + len(data)
    print(
        f"{len(docs)} papers: built in {time.process_time() - start:.1f} s CPU, "
        f"{memory()} MB at most ({before} MB of it the papers), {files} files, {size / 1e6:.1f} MB"
    )


def memory() -> int:
    """The most memory that this process has had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve the site on a free port."""
    handler = partial(Counting, directory=str(folder))
    with Server(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}{BASE}"
        server.shutdown()


def measure(browser: Browser, site: Path, papers: int, queries: int) -> None:
    """Ask titles with words left out or mistyped, each in a fresh browser context."""
    asked = [query.text for query in known_items(documents(papers), queries // 3, 7)][:queries]
    compressed.cache_clear()
    for path in site.rglob("*"):
        if path.is_file() and path.suffix in {".html", ".js", ".css", ".json", ".bin"}:
            compressed(path)
    with serving(site) as url:
        for slow in (False, True):
            Counting.slow = slow
            cold, sizes, later = [], [], []
            for text in asked:
                context = browser.new_context()
                page = context.new_page()
                page.goto(url)
                page.wait_for_load_state("networkidle")
                Counting.sent = 0
                cold.append(first_result(page, text))
                sizes.append(Counting.sent)
                later += [] if slow else later_keys(page, asked[0])
                context.close()
            report("50 ms, 10 Mbit/s" if slow else "loopback", cold, sizes, later)


def first_result(page: Page, text: str) -> float:
    """Milliseconds from pressing "/" to the first result for ``text``, cold."""
    return float(
        page.evaluate(
            """async (text) => {
              const start = performance.now();
              const slash = new KeyboardEvent("keydown", { key: "/", bubbles: true });
              document.body.dispatchEvent(slash);
              const until = async (test) => {
                while (!test()) await new Promise((next) => setTimeout(next, 2));
              };
              const box = () => document.querySelector("dialog input");
              await until(() => box());
              box().value = text;
              box().dispatchEvent(new Event("input"));
              await until(() => document.querySelector("dialog .pg-hits a"));
              return performance.now() - start;
            }""",
            text,
        )
    )


def later_keys(page: Page, text: str) -> list[float]:
    """Milliseconds from each further letter to its results, in the same dialog."""
    found: list[float] = page.evaluate(
        """async (text) => {
          const box = document.querySelector("dialog input");
          const list = document.querySelector("dialog .pg-hits");
          const times = [];
          for (let length = 3; length <= text.length; length++) {
            box.value = text.slice(0, length);
            const start = performance.now();
            const shown = new Promise((done) => {
              const observer = new MutationObserver(() => {
                observer.disconnect();
                done(performance.now() - start);
              });
              observer.observe(list, { childList: true });
              setTimeout(() => done(null), 3000);
            });
            box.dispatchEvent(new Event("input"));
            times.push(await shown);
            await new Promise((next) => setTimeout(next, 30));
          }
          return times.filter((time) => time !== null);
        }""",
        text,
    )
    return found


def report(where: str, cold: Sequence[float], sizes: Sequence[int], later: Sequence[float]) -> None:
    """Print the medians."""
    keys = f", later keys {statistics.median(later):.0f} ms" if later else ""
    print(
        f"  {where}: key to first result {statistics.median(cold):.0f} ms "
        f"(slowest {max(cold):.0f}){keys}, {statistics.median(sizes) / 1000:.0f} kB "
        f"(most {max(sizes) / 1000:.0f}); load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
