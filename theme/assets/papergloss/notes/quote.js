// Selected words → a Markdown block quote that says the same words.

import { plainWords } from "../dom.js";

const elementAt = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
const formulaAt = (node) => elementAt(node)?.closest("math");
const inNote = (node) => Boolean(elementAt(node)?.closest("[role=note]"));

/** A range that holds each formula whole or not at all. */
function withFormulas(range) {
  const grown = range.cloneRange();
  const first = formulaAt(range.startContainer);
  const last = formulaAt(range.endContainer);
  if (first) grown.setStartBefore(first);
  if (last) grown.setEndAfter(last);
  return grown;
}

/** The part of a range that is inside `element`. */
function within(range, element) {
  const part = range.cloneRange();
  if (!element.contains(part.startContainer)) part.setStart(element, 0);
  if (!element.contains(part.endContainer)) part.setEnd(element, element.childNodes.length);
  return part;
}

/**
 * The selected paragraphs of an element as plain words; none if anything outside is selected too.
 * A triple click ends a selection at the start of what follows: nothing outside is selected there.
 */
export function selectedWords(selection, element) {
  if (!selection.rangeCount || selection.isCollapsed) return [];
  const range = withFormulas(selection.getRangeAt(0));
  if (!range.intersectsNode(element) || inNote(range.commonAncestorContainer)) return [];
  const part = within(range, element);
  const fragment = part.cloneContents();
  if (plainWords(range.cloneContents()) !== plainWords(fragment)) return [];
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
