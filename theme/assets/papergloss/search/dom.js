// Making elements. Everything from the archive reaches the page as text, never as markup.

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Segments in turn unmarked and marked, as text nodes and <mark>. */
export function withMarks(segments) {
  return segments
    .map((text, i) => (i % 2 ? element("mark", {}, text) : text))
    .filter((part) => part !== "");
}
