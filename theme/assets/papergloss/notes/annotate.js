// "Annotate this" beside selected words, and "Correct" with the paper's fields filled in.
//
// The addresses on the page say all that the forge needs; this adds words to them. What an address
// cannot carry goes to the clipboard, and the reader is told: words for a note that is there already
// (no forge can add to a file by its address), for GitLab's editor (which takes the name alone), and
// words that are too long.

import { element, plainWords, styled } from "../dom.js";
import { blockQuote, selectedWords } from "./quote.js";

// GitHub refuses addresses of 8,192 characters (issue 5136 of github/docs).
const LONGEST = 8000;
// Which parameter holds the text of a new note.
const TEXT = { github: "value", gitea: "value", gitlab: "content" };

/** Where "Annotate this" leads with a quote, and what has to be pasted there, if anything. */
export function withQuote(forge, address, quote) {
  const url = new URL(address);
  const template = url.searchParams.get(TEXT[forge]);
  if (template === null) return { href: address, paste: quote };
  url.searchParams.set(TEXT[forge], template + quote);
  const fits = url.href.length <= LONGEST;
  if (forge === "gitlab") return { href: fits ? url.href : address, paste: template + quote };
  return fits ? { href: url.href, paste: "" } : { href: address, paste: quote };
}

/** The address of a correction with the fields of the paper added, as many as fit. */
export function withFields(forge, address, fields) {
  const url = new URL(address);
  const { searchParams } = url;
  const heading = `Correction: ${fields.heading}`;
  if (forge === "gitlab") searchParams.set("issue[title]", heading);
  else searchParams.set("title", heading);
  for (const [name, value] of Object.entries(fields)) {
    const before = url.href;
    if (!value) continue;
    if (forge === "gitlab") {
      const text = searchParams.get("issue[description]");
      searchParams.set("issue[description]", `${text}\n\n**${name}**\n\n${value}`);
    } else {
      searchParams.set(forge === "gitea" ? `field:${name}` : name, value);
    }
    if (url.href.length > LONGEST) url.href = before;
  }
  return url.href;
}

function paperFields() {
  const all = (selector, value) => [...document.querySelectorAll(selector)].map(value);
  return {
    heading: plainWords(document.querySelector("h1")),
    authors: all(".pg-authors li", plainWords).join("\n"),
    date: document.querySelector(".pg-kicker time")?.dateTime ?? "",
    links: all(".pg-links a:not(.pg-to-find)", (link) => link.href).join("\n"),
    abstract: all(".pg-abstract > p", plainWords).join("\n\n"),
  };
}

/** Puts words on the clipboard, says so, and opens the forge beside this page. */
async function pasteAt(href, words, say) {
  try {
    await navigator.clipboard.writeText(words);
    say("Copied: paste it into the note.");
  } catch {
    say("This browser does not let pages copy: copy the words yourself and paste them there.");
  }
  const tab = open(href, "_blank");
  if (tab) tab.opener = null;
  else location.assign(href);
}

class Offer {
  constructor(abstract, forge, address) {
    Object.assign(this, { abstract, forge, address, quote: "", paste: "" });
    this.link = element("a", { rel: "noopener" }, "Annotate this");
    this.hint = element("span", { role: "status" });
    this.box = element("div", { class: "pg-offer", hidden: "" }, this.link, this.hint);
    abstract.after(this.box);
    this.link.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    this.link.addEventListener("click", (event) => this.follow(event));
    this.box.addEventListener("focusout", () => setTimeout(() => this.update()));
    this.watch();
  }

  watch() {
    let timer = 0;
    let pressed = false;
    const later = () => {
      clearTimeout(timer);
      if (!pressed) timer = setTimeout(() => this.update(), 150);
    };
    document.addEventListener("selectionchange", later);
    addEventListener("pointerdown", (event) => { pressed = !this.box.contains(event.target); });
    for (const name of ["pointerup", "pointercancel"]) {
      addEventListener(name, () => { pressed = false; later(); });
    }
    addEventListener("resize", later);
    addEventListener("keydown", (event) => this.key(event));
  }

  key(event) {
    if (this.box.hidden) return;
    if (event.key === "Escape") getSelection().removeAllRanges();
    // From words that were not clicked on, browsers would go on at the start of the page.
    if (event.key !== "Tab" || event.shiftKey || document.activeElement !== document.body) return;
    event.preventDefault();
    this.link.focus();
  }

  update() {
    if (this.box.contains(document.activeElement)) return;
    const selection = getSelection();
    const words = selectedWords(selection, this.abstract);
    const quote = words.length ? blockQuote(words) : "";
    this.box.hidden = !quote;
    if (quote !== this.quote) this.take(quote); // else what was said of these words stands
    if (this.box.hidden) return;
    this.place(selection.getRangeAt(0));
  }

  take(quote) {
    const { href, paste } = withQuote(this.forge, this.address, quote);
    Object.assign(this, { quote, paste });
    this.link.href = href;
    this.say(paste ? "copies the words to paste" : "");
  }

  /** Below the end of the selection, inside the column. */
  place(range) {
    const column = this.box.parentElement.getBoundingClientRect();
    const end = [...range.getClientRects()].filter((rect) => rect.width).at(-1) ?? range.getBoundingClientRect();
    const left = Math.min(end.right - column.left - 40, column.width - this.box.offsetWidth);
    this.box.style.left = `${Math.max(0, left)}px`;
    this.box.style.top = `${end.bottom - column.top + 6}px`;
  }

  say(text) {
    if (this.hint.textContent !== text) this.hint.textContent = text;
  }

  follow(event) {
    if (!this.paste || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pasteAt(this.link.href, this.paste, (text) => this.say(text));
  }
}

/** GitLab's editor opens empty: give the reader the template to paste. */
function copyTemplate(link, acts) {
  const template = new URL(link.href).searchParams.get(TEXT.gitlab);
  if (!template) return;
  const said = element("span", { role: "status" });
  acts.append(said);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    pasteAt(link.href, template, (text) => { said.textContent = text; });
  });
}

/** Make the most of a paper's page, where a forge is set. */
export async function mount() {
  const acts = document.querySelector(".pg-acts[data-forge]");
  const abstract = document.querySelector(".pg-abstract");
  if (!acts || !abstract) return;
  const { forge } = acts.dataset;
  const [annotate, correct] = acts.querySelectorAll("a");
  correct.href = withFields(forge, correct.href, paperFields());
  if (forge === "gitlab") copyTemplate(annotate, acts);
  await styled();
  new Offer(abstract, forge, annotate.href);
}
