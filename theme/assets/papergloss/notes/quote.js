// Selected words → a Markdown block quote that says the same words.

import { plainWords } from "../dom.js";

const formulaAt = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("math");

/** The part of a range inside `element`, with whole formulas; null where they do not meet. */
function within(range, element) {
  if (!range.intersectsNode(element)) return null;
  const part = range.cloneRange();
  if (!element.contains(part.startContainer)) part.setStart(element, 0);
  if (!element.contains(part.endContainer)) part.setEnd(element, element.childNodes.length);
  const first = formulaAt(part.startContainer);
  const last = formulaAt(part.endContainer);
  if (first) part.setStartBefore(first);
  if (last) part.setEndAfter(last);
  return part;
}

function shownWords(range) {
  const fragment = range.cloneContents();
  for (const hidden of fragment.querySelectorAll("[hidden]")) hidden.remove();
  return plainWords(fragment);
}

/**
 * The selected paragraphs of an element as plain words; none if anything outside is selected too.
 * A triple click ends a selection at the start of what follows: nothing outside is selected there.
 */
export function selectedWords(selection, element) {
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = selection.getRangeAt(0);
  const part = within(range, element);
  if (!part || shownWords(range) !== shownWords(part)) return [];
  const fragment = part.cloneContents();
  const paragraphs = [...fragment.querySelectorAll("p")];
  return (paragraphs.length ? paragraphs : [fragment]).map(plainWords).filter(Boolean);
}

// What Markdown would take for its own: emphasis, code, links, formulas, tags and entities anywhere;
// at the start of a line, what opens a heading, a list or a quote.
const MARKS = /[\\`*[\]$~]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
const OPENERS = /^(?:[#>+-]|={1,}$|\d{1,9}(?=[.)](?:\s|$)))/;

function escaped(words) {
  const text = words.replace(MARKS, "\\$&");
  return text.replace(OPENERS, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`));
}

/** Paragraphs of plain words as a block quote, with room below for what there is to say. */
export function blockQuote(paragraphs) {
  return `${paragraphs.map((words) => `> ${escaped(words)}`).join("\n>\n")}\n\n`;
}
