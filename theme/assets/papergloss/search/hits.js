// One result, and the line that says how many there are.

import { element, withMarks } from "./dom.js";

const dateFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
});

function dateText(iso) {
  const date = new Date(iso);
  return iso.length === 10 && !Number.isNaN(+date) ? dateFormat.format(date) : iso;
}

export function hitItem(hit, root) {
  const link = element("a", { href: new URL(hit.url, root).href }, ...withMarks(hit.title));
  const passage = element("p", { class: "pg-passage" }, ...(hit.passage ? withMarks(hit.passage) : []));
  if (hit.note) passage.prepend(element("span", { class: "pg-flag pg-noted" }, "note"), " ");
  const item = element("li", {}, link);
  if (hit.passage || !hit.matched) item.append(passage); // before it is there, its room
  item.append(factsLine(hit));
  return item;
}

/** What the paper's note says of it: its status and rating, as on cards. */
function judgement({ status, rating }) {
  const flag = element("span", { class: "pg-flag pg-noted" }, status || "note");
  const label = `rated ${rating} of 5`;
  if (rating) flag.append(" ", element("span", { role: "img", "aria-label": label }, "★".repeat(rating)));
  return flag;
}

function factsLine(hit) {
  const line = element("p", { class: "pg-meta" });
  const facts = [hit.date && [dateText(hit.date)], hit.byline && [hit.byline], ...hit.tags.map(withMarks)];
  facts.filter(Boolean).forEach((parts, i) => line.append(...(i ? [" · "] : []), ...parts));
  for (const has of hit.has) line.append(" ", has === "note" ? judgement(hit) : element("span", { class: "pg-flag" }, has));
  if (hit.matched?.length) {
    line.append(element("span", { class: "pg-why" }, `matched in ${hit.matched.join(", ")}`));
  }
  return line;
}

const count = (number) => number.toLocaleString("en");
const papers = (number) => `${count(number)} ${number === 1 ? "paper" : "papers"}`;
const shortened = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** How many papers there are, and what was read instead of what was typed. */
export function summary({ total, whole, readAs, goesTo }, typed) {
  const text = typed.trim();
  if (goesTo) return "1 paper with this id; Enter opens it";
  if (!total) return text ? `No paper matches “${shortened(text)}”.` : "No paper matches.";
  const partly = total - whole;
  const found = whole
    ? papers(whole) + (partly ? `, and ${count(partly)} with some of the words` : "")
    : `${papers(total)} with some of the words`;
  if (!readAs.length) return found;
  return `Showing results for “${shortened(corrected(text, readAs))}”: ${found}`;
}

function corrected(text, readAs) {
  const read = new Map(readAs);
  return text.replace(/[\p{L}\p{N}\p{Mn}]+/gu, (word) => read.get(word.toLowerCase()) ?? word);
}
