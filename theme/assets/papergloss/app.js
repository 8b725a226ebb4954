// What every page does once it is there: the colour scheme's button, citations, and opening
// search. The search code itself is fetched when somebody first wants it. Then come reading marks and
// notes, which no page needs to be read.

import { clientFor } from "./client.js";

const root = new URL("../../", import.meta.url);
const light = { media: "(prefers-color-scheme: light)", scheme: "default" };
const dark = { media: "(prefers-color-scheme: dark)", scheme: "slate" };

function schemeButton() {
  const button = document.querySelector(".pg-scheme");
  if (!button) return;
  const show = () => {
    const isDark = document.body.getAttribute("data-md-color-scheme") === "slate";
    button.setAttribute("aria-pressed", String(isDark));
    button.title = isDark ? "Light colours" : "Dark colours";
  };
  button.addEventListener("click", () => {
    const isDark = document.body.getAttribute("data-md-color-scheme") === "slate";
    const next = isDark ? light : dark;
    document.body.setAttribute("data-md-color-scheme", next.scheme);
    // Material's own format, so that both agree on what was chosen.
    const choice = { index: isDark ? 0 : 1, color: { ...next, primary: "custom", accent: "custom" } };
    try {
      localStorage.setItem(root.pathname + ".__palette", JSON.stringify(choice));
    } catch {
      // Storage is closed: the choice holds for this page.
    }
    show();
  });
  new MutationObserver(show).observe(document.body, { attributeFilter: ["data-md-color-scheme"] });
  show();
}

/** Citations: of a paper on its page, of all papers on the page of a list. */
async function citations() {
  if (document.querySelector(".pg-cite")) (await import("./cite/paper.js")).mount();
  if (document.querySelector(".pg-listbar")) (await import("./cite/list.js")).mount();
}

/** On the page of a large archive's paper: who has no page leads to the search, which needs scripts. */
function searchedAuthors() {
  for (const item of document.querySelectorAll(".pg-authors li:not(:has(a))")) {
    const link = document.createElement("a");
    link.href = new URL(`search/?${new URLSearchParams({ q: `author:"${item.textContent.replaceAll('"', "")}"` })}`, root);
    link.append(...item.childNodes);
    item.append(link);
  }
}

/** Keep what is typed after "/" until the dialog is there to take it. */
function keepTyping() {
  const kept = { text: "", stop: () => removeEventListener("keydown", keep, true) };
  function keep(event) {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    kept.text += event.key;
    event.preventDefault();
    event.stopPropagation();
  }
  addEventListener("keydown", keep, true);
  return kept;
}

/** What is fetched at the first sign that somebody is about to search: the worker, the first files. */
const prepareSearch = () => clientFor(root);

/** The dialog and the forms; the worker starts and the index comes in meanwhile. */
function loadSearch() {
  prepareSearch();
  return import(new URL("search/ui.js", root).href);
}

// What the link to search is once scripts work; without them it is a link.
const ENTRANCE = {
  role: "button",
  "aria-label": "Search",
  "aria-haspopup": "dialog",
  "aria-keyshortcuts": "/ Control+K",
};

function searchEntrances() {
  let opening = false;
  const open = async (event) => {
    event.preventDefault();
    if (opening) return;
    opening = true;
    const typed = keepTyping();
    try {
      (await loadSearch()).openDialog(root, clientFor(root), typed);
    } finally {
      typed.stop();
      opening = false;
    }
  };
  const link = document.querySelector(".pg-find");
  for (const [name, value] of Object.entries(ENTRANCE)) link?.setAttribute(name, value);
  for (const sign of ["pointerenter", "focus"]) link?.addEventListener(sign, prepareSearch, { once: true });
  link?.addEventListener("click", (event) => {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey)) open(event);
  });
  addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !opening && !event.ctrlKey && !event.metaKey && !event.altKey;
    const controlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
    if (slash || controlK) open(event);
  });
  for (const form of document.querySelectorAll("form[data-pg-search]")) {
    const input = form.querySelector("input");
    const mount = async () => (await loadSearch()).mountForm(form, root, clientFor(root));
    if (form.dataset.pgSearch === "page") mount();
    else input.addEventListener("focus", mount, { once: true });
  }
}

/** Marks on every page, notes on papers; the page of marks once its buttons work. */
async function readersPart() {
  const kind = document.body.dataset.pgKind;
  if (kind === "paper") import("./notes/annotate.js").then((notes) => notes.mount());
  await (await import("./marks/marks.js")).mount();
  if (kind === "marks") (await import("./marks/page.js")).mount();
}

/** What has been visited stays readable without a network; see sw.js. */
async function keepForOffline() {
  if (!navigator.serviceWorker) return; // only in secure contexts
  try {
    await navigator.serviceWorker.register(new URL("sw.js", root));
    const { active } = await navigator.serviceWorker.ready;
    const resources = performance.getEntriesByType("resource").map(({ name }) => name);
    active.postMessage({ visited: [location.href.replace(/[?#].*/, ""), ...resources] });
  } catch (error) {
    console.info("no offline reading:", error.message); // forbidden here, which harms nothing else
  }
}

schemeButton();
citations();
searchedAuthors();
searchEntrances();
readersPart();
addEventListener("load", keepForOffline);
