// Of the best results, those whose titles have the typed words in their order, and in the very form
// that was typed, are likelier meant. Only the first results are compared: their titles are needed
// anyway, so this costs no fetch.

import { words } from "./text.js";

const COMPARED = 10;
const IN_ORDER = 0.5; // how much a score gains when the title has all words, in order …
const AS_TYPED = 0.4; // … and when none has another ending there

/** Put the first of `documents` in a better order; `typed` is the text of the query. */
export async function preferTitles({ engine, store }, documents, matches, typed) {
  const read = new Map(matches.readAs);
  const wanted = words(typed).map((word) => read.get(word) ?? word);
  if (wanted.length < 2) return documents;
  const stems = wanted.map((word) => engine.stem(word));
  const compared = documents.slice(0, COMPARED);
  const cards = await Promise.all(compared.map((document) => store.card(document)));
  const scored = compared.map((document, i) => {
    const title = words(cards[i].title);
    const order = inOrder(stems, title.map((word) => engine.stem(word)));
    const same = wanted.filter((word) => title.includes(word)).length;
    const likelier = 1 + (IN_ORDER * order + AS_TYPED * same) / wanted.length;
    const whole = matches.counts[document] >= matches.asked;
    return { document, whole, score: matches.scores[document] * likelier };
  });
  scored.sort((a, b) => b.whole - a.whole || b.score - a.score);
  return [...scored.map(({ document }) => document), ...documents.slice(COMPARED)];
}

/** The length of the longest common subsequence. */
function inOrder(a, b) {
  let row = new Uint16Array(b.length + 1);
  for (const each of a) {
    const next = new Uint16Array(b.length + 1);
    b.forEach((other, j) => {
      next[j + 1] = each === other ? row[j] + 1 : Math.max(row[j + 1], next[j]);
    });
    row = next;
  }
  return row[b.length];
}
