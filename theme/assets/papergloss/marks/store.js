// What this browser keeps for its reader: stars, the queue, and how far the last visit saw. Nothing
// of it leaves the browser. Storage may be closed, full, or hold anything: whatever is read is
// checked, and whatever is written says whether it was kept.

import { root } from "../dom.js";

// Several archives may share an origin, as all of a person's GitHub Pages do.
const MARKS = `${root.pathname}papergloss.marks`;
const VISIT = `${root.pathname}papergloss.visit`;

export const KINDS = ["queue", "star"];

const SLUG = /^(?=.{1,120}$)[a-z0-9]+(?:-[a-z0-9]+)*$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TITLE = 500;
// Without anything for so long, a visit is over.
const PAUSE = 30 * 60 * 1000;

export const today = () => new Date().toISOString().slice(0, 10);

/** Keep what is right in a value that claims to be marks: slug → {title, queue?, star?} with days. */
export function checked(value) {
  const marks = {};
  for (const [slug, mark] of Object.entries(Object(value))) {
    if (!SLUG.test(slug) || typeof mark?.title !== "string") continue;
    const days = KINDS.filter((kind) => DAY.test(mark[kind])).map((kind) => [kind, mark[kind]]);
    if (days.length) marks[slug] = { title: mark.title.slice(0, TITLE), ...Object.fromEntries(days) };
  }
  return marks;
}

function load(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // closed, or not ours
  }
}

function save(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // closed, or full
  }
}

/** Whether this browser keeps anything for this site. */
export function isOpen() {
  try {
    const probe = `${MARKS}.probe`;
    localStorage.setItem(probe, "");
    localStorage.removeItem(probe);
    return true;
  } catch {
    return false;
  }
}

export const read = () => checked(load(MARKS));

/** Whether the marks were kept. */
export const write = (marks) => save(MARKS, marks);

/** Set or lift a mark; return whether the paper has it now. */
export function toggle(slug, kind, title) {
  const marks = read();
  const had = Boolean(marks[slug]?.[kind]);
  const { [kind]: _, ...others } = { ...marks[slug], title };
  marks[slug] = had ? others : { ...others, [kind]: today() };
  return write(checked(marks)) ? !had : had;
}

/** Add marks to those that are there, which win. */
export function add(given) {
  const marks = read();
  for (const [slug, mark] of Object.entries(checked(given))) marks[slug] = { ...mark, ...marks[slug] };
  return write(marks);
}

/** Call `changed` when another tab has changed the marks, or the reader comes back to this page. */
export function watch(changed) {
  addEventListener("storage", (event) => {
    if (event.key === MARKS || event.key === null) changed();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) changed();
  });
}

/**
 * What the visit before this one had seen: the latest arrival on its pages, or "" the first time.
 * Arrivals are ISO 8601 in UTC, so that they sort as text; the reader's clock only parts visits.
 */
export function lastSeen(latest, now = Date.now()) {
  const kept = load(VISIT);
  const text = (value) => (typeof value === "string" ? value : "");
  const seen = text(kept?.seen);
  const isNew = !(Math.abs(now - kept?.at) < PAUSE);
  const before = isNew ? seen : text(kept.before);
  save(VISIT, { at: now, before, seen: latest > seen ? latest : seen });
  return before;
}
