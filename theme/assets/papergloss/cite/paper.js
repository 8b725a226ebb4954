// On a paper's page: its citation and its record, to copy and to keep.

import { element, plainWords } from "../dom.js";
import { FORMATS } from "./formats.js";
import { offer } from "./offer.js";
import { address, fromPage } from "./record.js";

/** Put the rows below the citation that the page shows. */
export function mount() {
  const shown = document.querySelector(".pg-cite pre");
  if (!shown) return;
  const record = fromPage();
  const rows = FORMATS.map(({ name, ending, type, write }) => {
    const make = () => (name === "BibTeX" ? `${shown.textContent}\n` : write([record]));
    return offer(name, `${record.slug}.${ending}`, type, make);
  });
  const json = () => `${JSON.stringify(jsonRecord(record), null, 1)}\n`;
  rows.push(offer("JSON", `${record.slug}.record.json`, "application/json", json));
  shown.after(element("ul", { class: "pg-formats" }, ...rows));
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
      .map((link) => ({ url: link.href, kind: link.className.replace("pg-to-", "") }))
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
