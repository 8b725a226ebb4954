// Marks on every page: star and queue on papers and cards, "new" on what came since the last visit,
// and the way to the page of marks once there are any.

import { actions, element, plainWords, root, slugOf, styled } from "../dom.js";
import { KINDS, isOpen, lastSeen, read, toggle, watch } from "./store.js";

const NAMES = { star: "Star", queue: "Queue" };

/** A button for one mark of a paper; with the title in its name where a page shows several papers. */
export function markButton(slug, kind, title, among = false) {
  const icon = element("i", { class: `pg-i pg-i-${kind}` });
  const button = element("button", { type: "button", class: "pg-mark" }, icon);
  Object.assign(button.dataset, { slug, kind, title });
  if (among) {
    button.title = NAMES[kind];
    button.setAttribute("aria-label", `${NAMES[kind]}: ${title}`);
  } else {
    button.append(NAMES[kind]);
  }
  return button;
}

/** Show on every button and in the header what is marked. */
export function refresh() {
  const marks = read();
  for (const button of document.querySelectorAll(".pg-mark")) {
    const { slug, kind } = button.dataset;
    button.setAttribute("aria-pressed", String(Boolean(marks[slug]?.[kind])));
  }
  const count = Object.keys(marks).length;
  const link = document.querySelector(".pg-marks-link");
  link.hidden = !count;
  link.setAttribute("aria-label", `Your marks: ${count}`);
  link.querySelector("b").textContent = count;
}

function wayToMarks() {
  const icon = element("i", { class: "pg-i pg-i-queue" });
  const href = new URL("marks/", root).href;
  const link = element("a", { href, class: "pg-marks-link", title: "Your marks" }, icon, element("b"));
  if (document.body.dataset.pgKind === "marks") link.setAttribute("aria-current", "page");
  document.querySelector(".pg-find").before(link);
}

function buttonsOnPaper() {
  const slug = slugOf(location.href);
  const title = plainWords(document.querySelector("h1"));
  if (slug) actions().prepend(...["star", "queue"].map((kind) => markButton(slug, kind, title)));
}

function buttonsOnCards() {
  for (const card of document.querySelectorAll(".pg-card, .pg-brief > li")) {
    const link = card.querySelector("h2 a, h3 a, :scope > a");
    const slug = link && slugOf(link.href);
    if (!slug || card.querySelector(".pg-marking")) continue;
    const title = plainWords(link);
    const buttons = ["star", "queue"].map((kind) => markButton(slug, kind, title, true));
    (link.closest("h2, h3") ?? link).after(element("span", { class: "pg-marking" }, ...buttons));
  }
}

function newCards() {
  const cards = [...document.querySelectorAll(".pg-card[data-arrived]")];
  const latest = cards.map((card) => card.dataset.arrived).sort().at(-1) ?? "";
  const before = lastSeen(latest);
  const fresh = cards.filter((card) => before && card.dataset.arrived > before);
  const all = fresh.length === cards.length;
  for (const card of all ? [] : fresh) {
    card.querySelector(".pg-facts p:not(.pg-by), p.pg-facts").append(" ", element("span", { class: "pg-flag pg-fresh" }, "new"));
  }
  const heading = document.querySelector(".pg-latest, .pg-head .pg-lead");
  if (!fresh.length || !heading) return;
  const some = `${fresh.length} of ${cards.length} here ${fresh.length === 1 ? "is" : "are"} new`;
  const text = `${all ? "All of these are new" : some} since your last visit`;
  heading.after(element("p", { class: "pg-since" }, text));
}

/** Show what the reader marked, and let them mark; where nothing can be kept, show nothing. */
export async function mount() {
  if (!isOpen()) return;
  await styled();
  wayToMarks();
  if (document.body.dataset.pgKind === "paper") buttonsOnPaper();
  buttonsOnCards();
  newCards();
  refresh();
  watch(refresh);
  addEventListener("papergloss:cards", () => {
    buttonsOnCards();
    refresh();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".pg-mark");
    if (!button) return;
    const { slug, kind, title } = button.dataset;
    if (KINDS.includes(kind)) toggle(slug, kind, title);
    refresh();
  });
}
