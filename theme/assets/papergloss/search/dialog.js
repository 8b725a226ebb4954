// The search dialog of every page.

import { searchAddress } from "./address.js";
import { element } from "./dom.js";
import { SearchView } from "./view.js";

let dialog = null;

function makeDialog(root, client) {
  const input = element("input", {
    type: "text", name: "q", placeholder: "Search the archive", "aria-label": "Search the archive",
    autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", maxlength: "200",
  });
  const icon = element("i", { class: "pg-i pg-i-search" });
  const button = element("button", { type: "submit", "aria-label": "Open the first result" }, icon);
  const form = element("form", { class: "pg-search", role: "search" }, input, button);
  const all = element("a", { href: searchAddress(root, { text: "" }) }, "Search page");
  const keys = element("span", { class: "pg-keys" }, "↑ ↓ move · Enter open · c copy citation · Esc close");
  const made = element("dialog", { class: "pg-dialog", "aria-label": "Search" }, form);
  const view = new SearchView(form, root, client, {
    limit: 10,
    allResults: true,
    enter(view, event) {
      event.preventDefault();
      view.links[0]?.click();
    },
    changed(text) {
      all.href = searchAddress(root, { text });
      all.textContent = text.trim() ? "All results" : "Search page";
    },
  });
  made.append(view.results, element("div", { class: "pg-dialogfoot" }, keys, all));
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
export function openDialog(root, client, typed) {
  dialog ??= makeDialog(root, client);
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
