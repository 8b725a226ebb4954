// What is typed → what is asked for. There are no syntax errors: what does not fit the grammar is
// taken for words.
//
//   query    = part*
//   part     = ["-"] [field ":"] (word | '"' words '"')
//   field    = title | author | note | tag | concept | year | source | organisation | has | is | …
//
// `year:2023-2025`, `year:2023-` and `year:-2019` are ranges. A word that stands at the very end is
// still being typed, so it is the beginning of a word too.

import { words } from "./text.js";

const TEXT_FIELDS = { title: "title", author: "authors", authors: "authors", note: "note" };
const FACETS = {
  tag: "tag", tags: "tag", concept: "concept", year: "year", source: "source", organisation: "organisation",
  organization: "organisation", org: "organisation", has: "has", is: "is", status: "status",
  rating: "rating",
};
const MAX_WORDS = 16;
const PART = /(?<not>(?<!\S)-)?(?:(?<field>\p{L}+):)?(?:"(?<phrase>[^"]*)"|(?<word>[^\s"]+))/gu;

/**
 * Parse a query: { words, conditions, facets }.
 *   words: [{ word, open }] that papers are ranked by
 *   conditions: [{ words, not, field, inRow }] on texts
 *   facets: [{ name, value, not }] on columns
 */
export function parse(text) {
  const query = { words: [], conditions: [], facets: [] };
  for (const match of text.matchAll(PART)) add(query, match.groups, isOpen(text, match));
  query.words = [...new Map(query.words.map((each) => [each.word, each])).values()].slice(0, MAX_WORDS);
  return query;
}

function isOpen(text, match) {
  return match.groups.word !== undefined && match.index + match[0].length === text.length;
}

function add(query, { not, field, phrase, word }, atEnd) {
  const name = field?.toLowerCase();
  const value = phrase ?? word;
  if (name && Object.hasOwn(FACETS, name) && words(value).length) {
    query.facets.push({ name: FACETS[name], value, not: Boolean(not) });
    return;
  }
  const textField = name && Object.hasOwn(TEXT_FIELDS, name) ? TEXT_FIELDS[name] : null;
  const found = words(textField || !name ? value : `${name} ${value}`);
  if (!found.length) return;
  // In "vision-language" and "foo:bar" only the last word can go on.
  const asked = found.map((each, place) => ({ word: each, place, open: atEnd && place === found.length - 1 }));
  if (textField || not) {
    query.conditions.push({ words: asked, not: Boolean(not), field: textField, inRow: phrase !== undefined });
    if (not) return;
  } else if (phrase !== undefined && found.length > 1) {
    query.conditions.push({ words: asked, not: false, field: null, inRow: true });
  }
  query.words.push(...asked);
}
