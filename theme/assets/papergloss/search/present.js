// What a result shows: its card at once, and when its texts are there the best passage and where
// the words were found. "Segments" are told in text.js.

import { marked, passage } from "./text.js";

const OPENING = 180; // letters of an abstract in which no word was found

function matcher({ engine }, stems) {
  return (word) => {
    const stem = engine.stem(word);
    return stems?.has(stem) ? stem : false;
  };
}

/** The cards of an answer's documents, with the words that matched marked. */
export async function cards(archive, { documents, stems }) {
  const matches = matcher(archive, stems);
  const found = await Promise.all(documents.map((document) => archive.store.card(document)));
  return found.map((card) => ({
    ...card,
    title: marked(card.title, matches),
    tags: card.tags.map((tag) => marked(tag, matches)),
    passage: null,
    matched: null,
  }));
}

/** The same with `passage` and `matched`, the fields in which words were found. */
export async function passages(archive, { documents, stems }, hits) {
  const matches = matcher(archive, stems);
  const texts = await Promise.all(documents.map((document) => archive.store.text(document)));
  return hits.map((hit, i) => detailed(hit, texts[i], matches));
}

function detailed(hit, { abstract, note, authors, organisation }, matches) {
  const inNote = note ? passage(note, matches) : null;
  const inAbstract = passage(abstract, matches);
  const fields = {
    title: hit.title.length > 1,
    authors: marked(authors, matches).length > 1,
    organisation: marked(organisation, matches).length > 1,
    tags: hit.tags.some((tag) => tag.length > 1),
    note: inNote,
    abstract: inAbstract,
  };
  return {
    ...hit,
    passage: inNote ?? inAbstract ?? opening(abstract),
    note: Boolean(inNote),
    matched: Object.keys(fields).filter((field) => fields[field]),
  };
}

function opening(abstract) {
  if (abstract.length <= OPENING) return abstract ? [abstract] : null;
  return [`${abstract.slice(0, OPENING).replace(/\s\S*$/, "")}…`];
}
