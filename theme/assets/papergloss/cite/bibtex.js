// Records as BibTeX: letter for letter what the program's `export.bibtex` writes.

import { keyName } from "./names.js";
import { address } from "./record.js";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const SPECIAL = /[&%#_$~^{}]|\\(?![a-zA-Z])/g;
const WRITTEN = {
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "\\": "\\textbackslash{}",
};
const MATH = /(?<!\\)\$[^$]*\$/g;
const W = "\\p{L}\\p{N}_";
const CAPITALS = new RegExp(
  `(?<![${W}{])[${W}'-]*[a-z0-9-][A-Z](?:\\\\_|[${W}'-])*|(?<![${W}{])[A-Z]{2,}(?:\\\\_|[${W}'-])*`,
  "gu",
);

/** Write a bibliography; a key that is taken gets a number. */
export function bibtex(records) {
  const taken = new Map();
  const entries = records.map((record) => {
    const key = keyOf(record);
    const count = (taken.get(key) ?? 0) + 1;
    taken.set(key, count);
    return entry(record, count > 1 ? `${key}-${count}` : key);
  });
  return entries.join("\n");
}

/** What a paper is cited by, in BibTeX and in CSL-JSON. */
export function keyOf({ slug, authors, date }) {
  const words = slug.split("-").filter((word) => word.length > 3);
  if (!words.length) words.push("paper");
  const year = date.slice(0, 4);
  return authors.length ? keyName(authors[0]) + year + words[0] : words[0] + year + (words[1] ?? "");
}

function entry(record, key) {
  const fields = [...fieldsOf(record)].map(([name, value]) => `  ${name} = ${name === "month" ? value : `{${value}}`},`);
  return [`@misc{${key},`, ...fields, "}", ""].join("\n");
}

function* fieldsOf(record) {
  yield ["title", title(record.tex)];
  const names = record.authors.map(name);
  if (names.length) yield ["author", (record.others ? [...names, "others"] : names).join(" and ")];
  const [year, month] = record.date.split("-");
  if (year) yield ["year", String(Number(year))];
  if (month) yield ["month", MONTHS[month - 1]];
  if (record.ids.arxiv) yield* [["eprint", record.ids.arxiv], ["archiveprefix", "arXiv"]];
  if (record.ids.doi) yield ["doi", record.ids.doi];
  const url = address(record.ids) || record.url;
  if (url) yield ["url", url];
}

function title(text) {
  const formulas = [...text.matchAll(MATH)].map(([found]) => formula(found));
  return text.split(MATH).map((part, at) => words(part) + (formulas[at] ?? "")).join("");
}

const words = (text) => tex(text.replaceAll("\\$", "$")).replace(CAPITALS, "{$&}");
const tex = (text) => text.replace(SPECIAL, (sign) => WRITTEN[sign] ?? `\\${sign}`);
const name = (text) => (/,| and /.test(text) ? `{${tex(text)}}` : tex(text));

/** A formula whose braces pair; one whose braces do not is written as words. */
function formula(text) {
  const named = text.replace(/\\([{}])/g, (_, brace) => (brace === "{" ? "\\lbrace " : "\\rbrace "));
  let depth = 0;
  for (const sign of named) {
    depth += (sign === "{") - (sign === "}");
    if (depth < 0) break;
  }
  return depth ? tex(text) : named;
}
