// The orders in which a list can be shown, by what people call them; each compares two items.

import { plainWords } from "../dom.js";
import { dateOf } from "./record.js";

const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });
const title = (item) => plainWords(item.querySelector("h2 a, h3 a, :scope > a"));
const names = (item) => item.querySelector(".pg-by, :scope > p:not(.pg-other)")?.textContent ?? "\uffff";

/** What people said of a paper: the archive's own note before its readers. */
function weight(item) {
  const note = item.querySelector(".pg-noted");
  const rating = Number(/\d/.exec(note?.querySelector("[aria-label]")?.getAttribute("aria-label") ?? "0")[0]);
  const said = [...item.querySelectorAll(".pg-said")].map((each) => parseInt(each.textContent, 10));
  return (note ? 1e6 * (1 + rating) : 0) + said.reduce((sum, count) => sum + count, 0);
}

export const ORDERS = {
  "Oldest first": (a, b) => collator.compare(dateOf(a) || "9999", dateOf(b) || "9999"),
  "By title": (a, b) => collator.compare(title(a), title(b)),
  "By first author": (a, b) => collator.compare(names(a), names(b)),
  "Most noted": (a, b) => weight(b) - weight(a),
};
