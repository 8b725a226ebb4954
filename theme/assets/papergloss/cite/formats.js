// Records in the other forms that reference managers read: RIS, CSL-JSON, COinS.

import { bibtex, keyOf } from "./bibtex.js";
import { parts } from "./names.js";
import { address } from "./record.js";

/** The forms that a bibliography can be had in. */
export const FORMATS = [
  { name: "BibTeX", ending: "bib", type: "application/x-bibtex", write: bibtex },
  { name: "RIS", ending: "ris", type: "application/x-research-info-systems", write: ris },
  { name: "CSL-JSON", ending: "json", type: "application/vnd.citationstyles.csl+json", write: csl },
];

/** RIS: lines of a tag and a text; UNPB is what was not published by anybody. */
export function ris(records) {
  return records.map((record) => [...risLines(record)].map(([tag, text]) => `${tag}  - ${text}\r\n`).join("")).join("\r\n");
}

function* risLines(record) {
  yield ["TY", "UNPB"];
  yield ["TI", oneLine(record.title)];
  for (const { given, family, suffix } of record.authors.map(parts)) {
    yield ["AU", [family, given, suffix].filter(Boolean).map(oneLine).join(", ")];
  }
  const [year, month = "", day = ""] = record.date.split("-");
  if (year) yield* [["PY", year], ["DA", `${year}/${month}/${day}/`]];
  if (record.ids.arxiv) yield* [["PB", "arXiv"], ["AN", `arXiv:${record.ids.arxiv}`]];
  if (record.ids.doi) yield ["DO", record.ids.doi];
  const url = address(record.ids) || record.url;
  if (url) yield ["UR", url];
  yield ["ER", ""];
}

const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** CSL-JSON, in which a preprint is an "article". */
export function csl(records) {
  const taken = new Map();
  const items = records.map((record) => {
    const key = keyOf(record);
    const count = (taken.get(key) ?? 0) + 1;
    taken.set(key, count);
    return cslItem(record, count > 1 ? `${key}-${count}` : key);
  });
  return `${JSON.stringify(items, null, 1)}\n`;
}

function cslItem(record, id) {
  const { arxiv, doi } = record.ids;
  const numbers = record.date.split("-").filter(Boolean).map(Number);
  const item = {
    id,
    type: "article",
    title: record.title,
    author: record.authors.map((name) => present(parts(name))),
    issued: numbers.length ? { "date-parts": [numbers] } : null,
    publisher: arxiv ? "arXiv" : "",
    number: arxiv ? `arXiv:${arxiv}` : "",
    DOI: doi,
    URL: address(record.ids) || record.url,
  };
  return present(item);
}

function present(item) {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value && value.length !== 0));
}

/** The title of a span by which a reference manager offers a paper: OpenURL 1.0, as COinS has it. */
export function coins(record) {
  const pairs = [
    ["ctx_ver", "Z39.88-2004"],
    ["rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"],
    ["rft.type", "preprint"],
    ["rft.title", record.title],
    ...record.authors.map((name) => ["rft.creator", name]),
    ["rft.date", record.date],
    ["rft.identifier", record.ids.doi && `urn:doi:${record.ids.doi}`],
    ["rft.identifier", address(record.ids) || record.url],
  ];
  return new URLSearchParams(pairs.filter(([, value]) => value)).toString();
}
