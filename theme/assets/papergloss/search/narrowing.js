// The facets beside the results of the search page, with live counts, and the order of results.

import { element } from "./dom.js";

const SHOWN = 8; // values of a facet, before "more"
const SORTS = { relevance: "Relevance", date: "Newest", upvotes: "Upvotes" };
const NAMES = ["tag", "year", "source", "organisation", "concept", "has", "status", "rating"];

export class Narrowing {
  /** `changed` is called when somebody chooses something. */
  constructor(changed) {
    this.changed = changed;
    this.chosen = {};
    this.open = new Set(); // facets whose values are all shown
    this.sort = element("select", {}, ...Object.entries(SORTS).map(([value, label]) => element("option", { value }, label)));
    this.sort.addEventListener("change", changed);
    this.facets = element("div", { class: "pg-facetlist" });
    this.summary = element("summary", {}, "Narrow");
    const details = element("details", { class: "pg-narrowing" }, this.summary, this.facets);
    details.open = matchMedia("(min-width: 60em)").matches;
    const order = element("label", { class: "pg-sort" }, "Sort by ", this.sort);
    this.element = element("aside", { class: "pg-side", "aria-label": "Narrow the results" }, order, details);
  }

  get isSet() {
    return Object.keys(this.chosen).length > 0;
  }

  state() {
    return { sort: this.sort.value, chosen: this.chosen };
  }

  /** Take what an address says. */
  read(params) {
    this.chosen = {};
    for (const name of NAMES) {
      const values = params.getAll(name).filter(Boolean);
      if (values.length) this.chosen[name] = values;
    }
    const sort = params.get("sort");
    this.sort.value = Object.hasOwn(SORTS, sort) ? sort : "relevance";
  }

  /** Show facets: [{ name, label, values: [[value, count]] }]; chosen values stay, whatever is found. */
  show(facets) {
    this.shown = facets;
    const focused = document.activeElement?.dataset?.pgValue;
    this.facets.replaceChildren(...facets.map((facet) => this.group(facet)).filter(Boolean));
    const count = Object.values(this.chosen).flat().length;
    this.summary.textContent = count ? `Narrow (${count} chosen)` : "Narrow";
    if (!focused) return;
    [...this.facets.querySelectorAll("button")].find((each) => each.dataset.pgValue === focused)?.focus();
  }

  group({ name, label, values }) {
    const chosen = this.chosen[name] ?? [];
    const counts = new Map(values);
    const others = values.filter(([value]) => !chosen.includes(value));
    const rows = [...chosen.map((value) => [value, counts.get(value) ?? 0]), ...others];
    if (!rows.length) return null;
    const list = element("ul");
    const all = this.open.has(name) || rows.length <= SHOWN + 1;
    for (const [value, count] of all ? rows : rows.slice(0, Math.max(SHOWN, chosen.length))) {
      list.append(element("li", {}, this.button(name, value, count, chosen.includes(value))));
    }
    if (!all) list.append(element("li", {}, this.moreButton(name, label, rows.length)));
    return element("section", {}, element("h2", { class: "pg-label" }, label), list);
  }

  button(name, value, count, pressed) {
    const number = element("b", {}, count.toLocaleString("en"));
    const made = element("button", { type: "button", "aria-pressed": String(pressed) }, value, " ", number);
    made.dataset.pgValue = `${name} ${value}`;
    made.addEventListener("click", () => {
      const left = (this.chosen[name] ?? []).filter((each) => each !== value);
      const now = pressed ? left : [...left, value];
      if (now.length) this.chosen[name] = now;
      else delete this.chosen[name];
      this.changed();
    });
    return made;
  }

  moreButton(name, label, count) {
    const made = element("button", { type: "button", class: "pg-allvalues" }, `All ${count}`);
    made.setAttribute("aria-label", `All ${count} values of ${label}`);
    made.addEventListener("click", () => {
      this.open.add(name);
      this.show(this.shown);
    });
    return made;
  }
}
