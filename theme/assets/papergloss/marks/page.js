// The page of marks: the queue and the stars, to go through, to keep as notes, to take along or drop.

import { element, root } from "../dom.js";
import { markButton, refresh } from "./marks.js";
import { add, checked, isOpen, read, today, watch, write } from "./store.js";
import { zip } from "./zip.js";

const LISTS = { queue: "Queue", star: "Starred" };
const LARGEST = 5_000_000; // bytes of a file of marks; ten thousand marks have about two million
const dayFormat = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", year: "numeric", timeZone: "UTC",
});

const papers = (count) => `${count} ${count === 1 ? "paper" : "papers"}`;

function dayText(day) {
  const date = new Date(day);
  return Number.isNaN(+date) ? day : dayFormat.format(date);
}

/** The papers with a mark, the latest first. */
function marked(marks, kind) {
  const found = Object.entries(marks).filter(([, mark]) => mark[kind]);
  return found.sort(([a, left], [b, right]) => right[kind].localeCompare(left[kind]) || a.localeCompare(b));
}

function row([slug, mark], kind) {
  const link = element("a", { href: new URL(`papers/${slug}/`, root).href }, mark.title);
  const day = element("small", {}, dayText(mark[kind]));
  const buttons = ["star", "queue"].map((each) => markButton(slug, each, mark.title, true));
  return element("li", {}, link, day, element("span", { class: "pg-marking" }, ...buttons));
}

function section(marks, kind) {
  const found = marked(marks, kind);
  if (!found.length) return "";
  const heading = element("h2", { class: "pg-label", id: kind }, `${LISTS[kind]} `, element("b", {}, String(found.length)));
  const list = element("ul", { class: "pg-marked" }, ...found.map((each) => row(each, kind)));
  return element("section", { "aria-labelledby": kind }, heading, list);
}

function download(blob, name) {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function button(text, act) {
  const made = element("button", { type: "button" }, text);
  made.addEventListener("click", act);
  return made;
}

class MarksPage {
  constructor(article) {
    this.article = article;
    this.lists = element("div");
    this.said = element("p", { class: "pg-status", role: "status" });
    this.file = element("input", { type: "file", accept: ".json,application/json", hidden: "" });
    this.file.addEventListener("change", () => this.load());
    this.export = button("Export as notes", () => this.exportNotes());
    this.save = button("Save as a file", () => this.saveFile());
    this.forget = button("Forget all", () => this.forgetAll());
    const load = button("Load a file", () => this.file.click());
    const tools = element("div", { class: "pg-tools" }, this.export, this.save, load, this.forget, this.file);
    this.advice = element("p", { class: "pg-advice" },
      "The export holds a note for each paper. Unpack it with ",
      element("code", {}, "unzip -n papergloss-notes.zip -d content/notes"),
      ": notes that are there already stay as they are.");
    article.append(this.lists, tools, this.said, this.advice);
    this.show();
  }

  show() {
    const marks = read();
    const none = !Object.keys(marks).length;
    const sections = Object.keys(LISTS).map((kind) => section(marks, kind));
    const hint = "Nothing is marked yet. Papers, and cards in lists, have a star and a bookmark.";
    this.lists.replaceChildren(...(none ? [element("p", { class: "pg-notice" }, hint)] : sections));
    for (const each of [this.export, this.save, this.forget, this.advice]) each.hidden = none;
    refresh();
  }

  say(text) {
    this.said.textContent = text;
  }

  exportNotes() {
    const { queued, starred } = this.article.dataset;
    const found = Object.entries(read()).sort(([a], [b]) => (a < b ? -1 : 1));
    const notes = found.map(([slug, mark]) => [`${slug}.md`, mark.queue ? queued : starred]);
    download(zip(notes), "papergloss-notes.zip");
    this.say(`Notes for ${papers(notes.length)} exported.`);
  }

  saveFile() {
    const marks = read();
    const text = JSON.stringify({ "papergloss-marks": 1, papers: marks }, null, 1);
    download(new Blob([text], { type: "application/json" }), `papergloss-marks-${today()}.json`);
    this.say(`Marks of ${papers(Object.keys(marks).length)} saved.`);
  }

  async load() {
    const [file] = this.file.files;
    this.file.value = "";
    let given = {};
    try {
      if (file.size <= LARGEST) given = checked(JSON.parse(await file.text()).papers);
    } catch {
      // said below
    }
    const count = Object.keys(given).length;
    if (!count) this.say("That file holds no marks.");
    else this.say(add(given) ? `Marks of ${papers(count)} loaded.` : "This browser keeps no more marks.");
    this.show();
  }

  forgetAll() {
    const count = Object.keys(read()).length;
    if (!confirm(`Forget the marks of ${papers(count)} in this browser?`)) return;
    write({});
    this.say("All marks are forgotten.");
    this.show();
  }
}

/** Fill the page in; `marks.js` has been mounted before. */
export function mount() {
  const article = document.querySelector(".pg-marks");
  if (!isOpen()) {
    article.append(element("p", { class: "pg-notice" }, "This browser keeps nothing for this site, so there are no marks."));
    return;
  }
  const page = new MarksPage(article);
  watch(() => page.show());
}
