// On a paper's page: its citation and its record, to copy and to keep.

import { element, plainWords } from "../dom.js";
import { bibtex } from "./bibtex.js";
import { FORMATS } from "./formats.js";
import { offer } from "./offer.js";
import { address, fromPage } from "./record.js";

// The longest list of authors that BibTeX writes out, as the program's.
const SHOWN_NAMES = 30;

/** Put the rows below the citation; the page of a large archive's paper leaves that to us too. */
export function mount() {
  const record = fromPage();
  const shown = document.querySelector(".pg-cite pre") ?? citation(record);
  const rows = FORMATS.map(({ name, ending, type, write }) => {
    const make = () => (name === "BibTeX" ? `${shown.textContent}\n` : write([record]));
    return offer(name, `${record.slug}.${ending}`, type, make);
  });
  const json = () => `${JSON.stringify(jsonRecord(record), null, 1)}\n`;
  rows.push(offer("JSON", `${record.slug}.record.json`, "application/json", json));
  shown.after(element("ul", { class: "pg-formats" }, ...rows));
}

/** Show the BibTeX of the page's paper. */
function citation(record) {
  const authors = record.authors.slice(0, SHOWN_NAMES);
  const others = authors.length < record.authors.length;
  const text = bibtex([{ ...record, authors, others }]).trimEnd();
  const made = element("pre", { tabindex: "0", "aria-label": "BibTeX" }, text);
  document.querySelector(".pg-cite").append(made);
  return made;
}

/** The record of docs/api.md as far as the page knows it; its title and abstract are plain text. */
export function jsonRecord(record) {
  const { arxiv, doi } = record.ids;
  const links = [...document.querySelectorAll(".pg-links a")];
  const known = {
    slug: record.slug,
    url: record.url,
    title: record.title,
    abstract: plainWords(document.querySelector(".pg-abstract")),
    authors: record.authors.map((name) => ({ name })),
    date: record.date,
    ids: Object.fromEntries(Object.entries({ arxiv, doi }).filter(([, id]) => id)),
    address: address(record.ids),
    links: links
      .map((link) => ({ url: link.href, kind: link.className.replace("pg-to-", "") || "paper" }))
      .filter(({ kind }) => kind !== "paper" && kind !== "find"),
    tags: [...document.querySelectorAll("[aria-labelledby=tags] a")].map(lastStep),
    appearances: [...document.querySelectorAll(".pg-seen li")].map(appearance),
  };
  const present = Object.entries(known).filter(([, value]) => value.length !== 0);
  return Object.fromEntries(present);
}

const lastStep = (link) => new URL(link.href).pathname.split("/").at(-2);

function appearance(item) {
  const [source, name] = new URL(item.querySelector("a").href).pathname.split("/").slice(-3, -1);
  return { listing: `${source}/${name}`, position: Number(/no\. (\d+)/.exec(item.textContent)[1]) };
}
