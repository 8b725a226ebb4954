// An input with results below it, for the dialog and for the forms of the home and search pages.

import { copyCitation } from "./cite.js";
import { element } from "./dom.js";
import { hitItem, summary } from "./hits.js";

/**
 * Options: limit; enter(view, event); changed(text); allResults (no "More" button);
 * narrowed() → { sort, chosen, facets }; details({ facets }).
 */
export class SearchView {
  constructor(form, root, client, options) {
    this.root = root;
    this.client = client;
    this.options = options;
    this.limit = options.limit;
    this.input = form.querySelector("input");
    this.status = element("p", { class: "pg-status", role: "status", "aria-live": "polite" });
    this.list = element("ol", { class: "pg-hits", "aria-label": "Search results" });
    this.more = element("button", { type: "button", class: "pg-morehits", hidden: "" }, "More");
    this.results = element("div", { class: "pg-results" }, this.status, this.list, this.more);
    this.input.addEventListener("input", (event) => {
      this.limit = options.limit;
      this.pasted = event.inputType === "insertFromPaste";
      options.changed?.(this.input.value);
      this.run();
    });
    this.more.addEventListener("click", () => this.showMore());
    form.addEventListener("submit", (event) => options.enter(this, event));
    form.parentElement.addEventListener("keydown", (event) => this.key(event));
  }

  get links() {
    return [...this.list.querySelectorAll("a")];
  }

  run() {
    const text = this.input.value;
    const narrowed = this.options.narrowed?.() ?? {};
    if (!text.trim() && !Object.keys(narrowed.chosen ?? {}).length) return this.clear();
    if (!this.list.childElementCount) this.status.textContent = "Searching…";
    this.client.search({ text, limit: this.limit, ...narrowed }, {
      answer: (answer) => this.answer(answer, text),
      details: (details) => this.details(details),
      failed: (reason) => this.failed(reason),
    });
    return undefined;
  }

  clear() {
    this.list.replaceChildren();
    this.status.textContent = "";
    this.more.hidden = true;
    this.options.details?.({ facets: [] });
  }

  answer(answer, text) {
    if (!this.input.value.trim() && text.trim()) return; // emptied meanwhile
    this.show(answer.hits);
    this.more.hidden = answer.total <= answer.hits.length || Boolean(this.options.allResults);
    const said = summary(answer, text);
    if (this.status.textContent !== said) this.status.textContent = said;
    if (this.focusNext !== undefined) this.links[this.focusNext]?.focus();
    this.focusNext = undefined;
    this.goesTo = answer.goesTo;
    if (answer.goesTo && this.pasted) location.assign(this.links[0].href);
    this.pasted = false;
  }

  details({ hits, facets }) {
    if (hits.length === this.list.childElementCount) this.show(hits);
    if (facets) this.options.details?.({ facets });
  }

  show(hits) {
    const focused = this.links.indexOf(document.activeElement);
    this.list.replaceChildren(...hits.map((hit) => hitItem(hit, this.root)));
    if (focused >= 0) (this.links[focused] ?? this.links.at(-1) ?? this.input).focus();
  }

  failed(reason) {
    console.warn("search:", reason);
    this.list.replaceChildren();
    this.status.textContent =
      "Search could not load. Try again in a moment, or browse by tag and by month.";
  }

  showMore() {
    this.focusNext = this.list.childElementCount;
    this.limit += this.options.limit;
    this.run();
  }

  /** Arrow keys walk from the input through the results; typing on a result goes on in the input. */
  key(event) {
    const links = this.links;
    const at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== this.input) return;
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? this.input).focus();
    else if (at >= 0 && event.key === "Home") links[0].focus();
    else if (at >= 0 && event.key === "End") links.at(-1).focus();
    else if (at >= 0 && event.key === "c" && isTyping(event)) this.copy(links[at]);
    else {
      if (at >= 0 && isTyping(event)) this.input.focus(); // where the key then goes
      return;
    }
    event.preventDefault();
  }

  async copy(link) {
    try {
      await copyCitation(link.href);
      this.status.textContent = `Citation copied: ${link.textContent}`;
    } catch (error) {
      console.warn("search:", error);
      this.status.textContent = "The citation could not be copied.";
    }
  }
}

function isTyping(event) {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  return plain && event.key !== " " && (event.key.length === 1 || event.key === "Backspace");
}
