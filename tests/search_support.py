"""What the tests of search share: this archive's papers, and an index opened in a page."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from playwright.sync_api import Page

from papergloss import pages, pipeline, plugin
from papergloss.model import Concepts
from papergloss.search import build_index
from papergloss.views import SearchDoc
from support import ROOT

ARXIV_ID = "2311.17911"
"""Given to one paper, because those of this archive have none."""

# Opens an archive from files in memory (name → base64), without worker or dialog. What goes wrong
# in it is an exception in the test.
_OPEN = """async (files) => {
  const module = (name) => import(new URL(`assets/papergloss/search/${name}.js`, document.baseURI));
  const classic = async (names) => {
    for (const name of names) {
      (0, eval)(await (await fetch(`assets/papergloss/vendor/${name}`)).text());
    }
  };
  const load = async (name) => Uint8Array.from(atob(files[name]), (sign) => sign.charCodeAt(0));
  const { openArchive } = await module("archive");
  const { answer, facetCounts } = await module("answer");
  const { cards, passages } = await module("present");
  globalThis.text = await module("text");
  globalThis.archive = await openArchive(load, classic, await load("manifest.json"));
  globalThis.engine = archive.engine;
  globalThis.ask = async (text, options = {}) => {
    const found = await answer(archive, { text, limit: 400, ...options });
    const facets = await facetCounts(archive, found);
    return { ...found, facets, found: null, stems: null };
  };
  globalThis.tryAll = async (queries) => {
    const failed = [];
    for (const text of queries) {
      try {
        const found = await answer(archive, { text, limit: 3 });
        await passages(archive, found, await cards(archive, found));
        await facetCounts(archive, found);
      } catch (error) {
        failed.push([text, String(error)]);
      }
    }
    return failed;
  };
}"""


@cache
def papers() -> list[SearchDoc]:
    """What search knows of the archive's papers, in the order of the index."""
    archive, _ = pipeline.load(plugin.load_site(ROOT / "mkdocs.yml"))
    found = in_order(pages.search_docs(archive, Concepts()))
    found[5] = replace(found[5], ids=(ARXIV_ID,))
    return found


def in_order(docs: Sequence[SearchDoc]) -> list[SearchDoc]:
    """Sort documents as the index does: a document's number is its place."""
    return sorted(docs, key=lambda doc: (doc.date, doc.slug))


def open_index(page: Page, docs: Sequence[SearchDoc], engine: str) -> list[SearchDoc]:
    """Build an index and open it in the page as globals; return the documents in its order."""
    files = {name: base64.b64encode(data).decode() for name, data in build_index(docs, engine)}
    page.evaluate(_OPEN, files)
    return in_order(docs)
