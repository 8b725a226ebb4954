// What people see of search: the dialog on every page, and the forms of the home and search pages.
// Everything from the archive reaches the page as text, never as markup.

import { SearchClient } from "./client.js";

let client = null;

function clientFor(root) {
  client ??= new SearchClient(new URL("search/", root).href);
  return client;
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Segments in turn unmarked and marked, as text nodes and <mark>. */
function withMarks(segments) {
  return segments
    .map((text, i) => (i % 2 ? element("mark", {}, text) : text))
    .filter((part) => part !== "");
}

const dateFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
});

function dateText(iso) {
  const date = new Date(iso);
  return iso.length === 10 && !Number.isNaN(+date) ? dateFormat.format(date) : iso;
}

function hitItem(hit, root) {
  const item = element("li", {}, element("a", { href: new URL(hit.url, root).href }, ...withMarks(hit.title)));
  if (hit.passage) {
    const line = element("p", { class: "pg-passage" }, ...withMarks(hit.passage));
    if (hit.note) line.prepend(element("span", { class: "pg-flag pg-noted" }, "note"), " ");
    item.append(line);
  }
  const meta = element("p", { class: "pg-meta" });
  const facts = [hit.date && [dateText(hit.date)], hit.byline && [hit.byline], ...hit.tags.map(withMarks)];
  facts.filter(Boolean).forEach((parts, i) => meta.append(...(i ? [" · "] : []), ...parts));
  item.append(meta);
  return item;
}

const papers = (count) => `${count.toLocaleString("en")} ${count === 1 ? "paper" : "papers"}`;

function summary(answer, text) {
  const query = text.trim();
  if (!answer.total) return `No paper matches “${query.slice(0, 60)}${query.length > 60 ? "…" : ""}”.`;
  const partly = answer.total - answer.whole;
  const loose = answer.loose.map((word) => `“${word}”`).join(", ");
  const count = answer.whole
    ? papers(answer.whole) + (partly ? `, and ${partly.toLocaleString("en")} with some of the words` : "")
    : `${papers(answer.total)} with some of the words`;
  return count + (loose ? `; similar words taken for ${loose}` : "");
}

/** An input with results below it. Options: limit, enter(view), changed(text). */
class SearchView {
  constructor(form, root, options) {
    this.root = root;
    this.options = options;
    this.limit = options.limit;
    this.form = form;
    this.input = form.querySelector("input");
    this.status = element("p", { class: "pg-status", role: "status", "aria-live": "polite" });
    this.list = element("ol", { class: "pg-hits", "aria-label": "Search results" });
    this.more = element("button", { type: "button", class: "pg-morehits", hidden: "" }, "More");
    this.results = element("div", { class: "pg-results" }, this.status, this.list, this.more);
    this.input.addEventListener("input", () => {
      this.limit = options.limit;
      options.changed?.(this.input.value);
      this.run();
    });
    this.more.addEventListener("click", () => {
      const had = this.list.childElementCount;
      this.limit += options.limit;
      this.run().then(() => this.list.children[had]?.querySelector("a").focus());
    });
    form.addEventListener("submit", (event) => options.enter(this, event));
    form.parentElement.addEventListener("keydown", (event) => this.arrows(event));
  }

  get links() {
    return [...this.list.querySelectorAll("a")];
  }

  async run() {
    const text = this.input.value;
    if (!text.trim()) {
      this.list.replaceChildren();
      this.status.textContent = "";
      this.more.hidden = true;
      return;
    }
    const service = clientFor(this.root);
    service.onTexts = () => this.run();
    if (!this.list.childElementCount) this.status.textContent = "Searching…";
    try {
      const answer = await service.search(text, this.limit);
      if (answer && this.input.value === text) this.show(answer, text);
    } catch (error) {
      console.warn("search:", error);
      this.list.replaceChildren();
      this.status.textContent =
        "Search could not load. Try again in a moment, or browse by tag and by month.";
    }
  }

  show(answer, text) {
    const focused = this.links.indexOf(document.activeElement);
    this.list.replaceChildren(...answer.hits.map((hit) => hitItem(hit, this.root)));
    if (focused >= 0) this.links[focused]?.focus();
    this.more.hidden = answer.total <= answer.hits.length || Boolean(this.options.allResults);
    const said = summary(answer, text);
    if (this.status.textContent !== said) this.status.textContent = said;
    this.options.shown?.(answer, text);
  }

  /** Arrow keys walk from the input through the results; typing on a result goes on in the input. */
  arrows(event) {
    const links = this.links;
    const at = links.indexOf(document.activeElement);
    if (at < 0 && document.activeElement !== this.input) return;
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? this.input).focus();
    else if (at >= 0 && event.key === "Home") links[0].focus();
    else if (at >= 0 && event.key === "End") links.at(-1).focus();
    else {
      if (at >= 0 && isTyping(event)) this.input.focus(); // where the key then goes
      return;
    }
    event.preventDefault();
  }
}

function isTyping(event) {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
  return plain && event.key !== " " && (event.key.length === 1 || event.key === "Backspace");
}

const address = (root, text) => {
  const url = new URL("search/", root);
  if (text.trim()) url.searchParams.set("q", text);
  return url.href;
};

let dialog = null;

function makeDialog(root) {
  const input = element("input", {
    type: "text", name: "q", placeholder: "Search the archive", "aria-label": "Search the archive",
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", maxlength: "200",
  });
  const icon = element("i", { class: "pg-i pg-i-search" });
  const button = element("button", { type: "submit", "aria-label": "Open the first result" }, icon);
  const form = element("form", { class: "pg-search", role: "search" }, input, button);
  const all = element("a", { href: address(root, "") }, "Search page");
  const keys = element("span", { class: "pg-keys" }, "↑ ↓ move · Enter open · Esc close");
  const made = element("dialog", { class: "pg-dialog", "aria-label": "Search" }, form);
  const view = new SearchView(form, root, {
    limit: 10,
    allResults: true,
    enter(view, event) {
      event.preventDefault();
      view.links[0]?.click();
    },
    changed(text) {
      all.href = address(root, text);
      all.textContent = text.trim() ? "All results" : "Search page";
    },
  });
  made.append(view.results, element("footer", {}, keys, all));
  made.addEventListener("click", (event) => {
    if (event.target === made) made.close();
  });
  document.body.append(made);
  return { made, input };
}

/**
 * Open the search dialog: with what has been typed since it was called for, or else with the
 * reader's last query selected.
 */
export function openDialog(root, typed) {
  dialog ??= makeDialog(root);
  clientFor(root); // starts to load the index
  if (!dialog.made.open) dialog.made.showModal();
  dialog.input.focus();
  typed.stop();
  if (typed.text) {
    dialog.input.value = typed.text;
    dialog.input.dispatchEvent(new Event("input"));
  } else {
    dialog.input.select();
  }
}

/** Give a form its results: below it on the home page; on the search page with the query in the URL. */
export function mountForm(form, root) {
  const onPage = form.dataset.pgSearch === "page";
  const ways = document.querySelector(".pg-ways");
  const input = form.querySelector("input");
  const view = new SearchView(form, root, {
    limit: onPage ? 20 : 6,
    enter(view, event) {
      if (!onPage) return; // the browser goes to search/?q=…
      event.preventDefault();
      view.links[0]?.focus();
    },
    changed(text) {
      if (!onPage) return;
      history.replaceState(null, "", address(root, text));
      ways.hidden = Boolean(text.trim());
    },
  });
  form.after(view.results);
  clientFor(root);
  if (onPage) {
    const fromAddress = (typed) => {
      input.value = new URL(location.href).searchParams.get("q") ?? typed;
      ways.hidden = Boolean(input.value.trim());
      view.run();
    };
    addEventListener("popstate", () => fromAddress(""));
    fromAddress(input.value); // typed before this script was there
    if (matchMedia("(hover: hover)").matches) input.focus();
  } else if (input.value) {
    view.run();
  }
}
