// A query → an answer, whichever engine serves. The worker asks in the browser, `papergloss evaluate
// search` in Node.
//
// An engine (engine-lunr.js, engine-sharded.js) has
//   match(words) → Matches            documents ranked by [{ word, open, optional }]
//   having(words, { field, inRow })   mask of the documents with all the words [{ word, place, open }]
//   named(id) → document or null      the document with this arXiv id, DOI …
//   stem(word), isStopWord(word)
// Documents are numbered by date, the oldest first; a mask is an array with 1 for those meant.

import { counted, maskOf, meant } from "./facets.js";
import { idsIn } from "./ids.js";
import { parse } from "./query.js";
import { preferTitles } from "./titles.js";

const MAX_LETTERS = 300;

/** Ask: { text, sort, limit, chosen: { facet: [value] } } → { documents, total, whole, … }. */
export async function answer({ engine, store }, { text, sort = "relevance", limit, chosen = {} }) {
  const typed = text.slice(0, MAX_LETTERS);
  const byId = await firstNamed(engine, typed);
  if (byId !== null) return { documents: [byId], total: 1, whole: 1, goesTo: byId, readAs: [] };
  const query = parse(typed.replace(/https?:\/\/\S*/g, " "));
  const masks = await conditions({ engine, store }, query, chosen);
  const words = asked(engine, query.words);
  const matches = words.length ? await engine.match(words) : null;
  const found = matches ? ranked(matches, masks) : everything(store.papers, masks, query, chosen);
  const upvotes = sort === "upvotes" ? (await store.facets()).upvotes : null;
  let documents = first(found.documents, sortKey(sort, matches, upvotes), limit);
  if (matches && sort === "relevance") {
    documents = await preferTitles({ engine, store }, documents, matches, typed);
  }
  return {
    documents,
    total: found.documents.length,
    whole: found.whole,
    found: found.pool,
    readAs: matches?.readAs ?? [],
    stems: matches?.stems ?? new Set(),
    words: words.length,
  };
}

async function firstNamed(engine, text) {
  for (const id of idsIn(text)) {
    const document = await engine.named(id);
    if (document !== null) return document;
  }
  return null;
}

/** Stop words are not asked of a paper; the last of several helps, as it may become another word. */
function asked(engine, words) {
  const wanted = words.filter(({ word, open }) => open || !engine.isStopWord(word));
  return wanted.map((each) => ({
    ...each,
    optional: wanted.length > 1 && engine.isStopWord(each.word),
  }));
}

async function conditions({ engine, store }, query, chosen) {
  const masks = query.conditions.map(async ({ words, not, field, inRow }) => {
    const said = words.filter(({ word, open }) => open || !engine.isStopWord(word));
    if (!said.length) return null;
    return { mask: await engine.having(said, { field, inRow }), not };
  });
  const picked = Object.entries(chosen).flatMap(([name, values]) => values.map((value) => ({ name, value })));
  for (const wanted of [...query.facets, ...picked]) masks.push(facetMask(store, wanted));
  return (await Promise.all(masks)).filter(Boolean);
}

async function facetMask(store, { name, value, not = false }) {
  const { facets } = await store.facets();
  // `is:unread` is whatever has not been read; any other `is:` is a status.
  const unread = name === "is" && value.toLowerCase() === "unread";
  const facet = facets.find((each) => each.name === (name === "is" ? "status" : name));
  if (!facet) return null;
  const mask = maskOf(facet, meant(facet, unread ? "read" : value));
  return { mask, not: unread ? !not : not };
}

const passes = (masks, document) => masks.every(({ mask, not }) => Boolean(mask[document]) !== not);

/** Of the documents that match, those to show: all, and how many of them have every word. */
function ranked(matches, masks) {
  const documents = [];
  const whole = [];
  for (let document = 0; document < matches.scores.length; document++) {
    if (!matches.scores[document] || !passes(masks, document)) continue;
    documents.push(document);
    if (matches.counts[document] >= matches.asked) whole.push(document);
  }
  return { documents, whole: whole.length, pool: whole.length ? whole : documents };
}

function everything(papers, masks, query, chosen) {
  const narrowed = masks.length || query.facets.length || Object.values(chosen).some((v) => v.length);
  const documents = narrowed ? [...Array(papers).keys()].filter((each) => passes(masks, each)) : [];
  return { documents, whole: documents.length, pool: documents };
}

function sortKey(sort, matches, upvotes) {
  if (sort === "date" || (!matches && sort === "relevance")) return (document) => document;
  if (sort === "upvotes") return (document) => upvotes[document];
  return (document) => matches.scores[document];
}

/** The `limit` documents with the greatest keys, the youngest of equals first. */
function first(documents, key, limit) {
  const best = [];
  for (let i = documents.length - 1; i >= 0; i--) {
    const value = key(documents[i]);
    if (best.length === limit && value <= best[limit - 1].value) continue;
    let place = best.length;
    while (place && best[place - 1].value < value) place--;
    best.splice(place, 0, { document: documents[i], value });
    if (best.length > limit) best.pop();
  }
  return best.map(({ document }) => document);
}

/** The facets with their live counts, over the papers that have every word (or failing any, some). */
export async function facetCounts({ store }, { found }) {
  if (!found) return [];
  const { facets } = await store.facets();
  return facets
    .filter((facet) => facet.values.length)
    .map((facet) => ({ name: facet.name, label: facet.label, values: counted(facet, found) }));
}
