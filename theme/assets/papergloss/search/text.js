// Words and terms of a text, exactly as search.py makes them, and what a result shows of a text.
// "Segments" are strings in turn unmarked, marked, unmarked …; the page prints them as text.

const MAX_TERM = 40;
const PASSAGE = 210; // letters

/** Lower case, with accents and compatibility forms folded. */
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase();
}

/** The words of a text in their order: runs of letters and digits. */
export function words(text) {
  return (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => word.slice(0, MAX_TERM));
}

/** Where words stand in a text whose own letters are to be shown: [{ start, end, word }]. */
function placed(text) {
  const found = [];
  for (const match of text.matchAll(/[\p{L}\p{N}\p{Mn}]+/gu)) {
    const [word] = words(match[0]);
    if (word) found.push({ start: match.index, end: match.index + match[0].length, word });
  }
  return found;
}

/** Cut text[start:end] into segments, marking the given places in it. */
function segments(text, places, start, end) {
  const parts = [];
  let at = start;
  for (const place of places) {
    if (place.start < at || place.end > end) continue;
    parts.push(text.slice(at, place.start), text.slice(place.start, place.end));
    at = place.end;
  }
  parts.push(text.slice(at, end));
  return parts;
}

/** A whole text with its matching words marked. `matches(word)` says which match. */
export function marked(text, matches) {
  const places = placed(text).filter((place) => matches(place.word));
  return segments(text, places, 0, text.length);
}

/** The stretch of a text that holds the most different matching words, or null if none matches. */
export function passage(text, matches) {
  const all = placed(text);
  const places = all.filter((place) => matches(place.word));
  if (!places.length) return null;
  let best = { score: 0, start: 0 };
  places.forEach((first, i) => {
    const seen = new Set();
    for (let j = i; j < places.length && places[j].end <= first.start + PASSAGE - 30; j++) {
      seen.add(matches(places[j].word));
    }
    if (seen.size > best.score) best = { score: seen.size, start: first.start };
  });
  const start = beginning(text, all, best.start);
  let end = Math.min(text.length, start + PASSAGE);
  if (end < text.length) {
    const last = all.findLast((place) => place.end <= end && place.start >= start);
    if (last) end = last.end;
  }
  const parts = segments(text, places, start, end);
  if (start > 0) parts[0] = "…" + parts[0].trimStart();
  if (end < text.length) parts[parts.length - 1] += "…";
  return parts;
}

/** Where to begin so that a match at `at` has some words before it: a sentence's start if near. */
function beginning(text, all, at) {
  if (at < 80) return 0;
  const before = text.slice(at - 80, at);
  const stop = Math.max(before.lastIndexOf(". "), before.lastIndexOf("? "), before.lastIndexOf("! "));
  if (stop >= 0) return at - 80 + stop + 2;
  const near = all.find((place) => place.start >= at - 45);
  return near ? near.start : at;
}
