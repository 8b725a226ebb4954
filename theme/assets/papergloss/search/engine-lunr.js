// The lunr engine: has the whole index in memory. Its interface is told in answer.js.
//
// Queries are built term by term and never go through lunr's parser, so nothing that can be typed is
// a syntax error, and a star or a tilde costs nothing. Each word is looked up on its own.
//
// lunr would put all terms into a graph when it loads the index, which takes longer than everything
// else; beginnings and similar words are found in the sorted terms instead.

import { Matches } from "./matches.js";
import { similar } from "./similar.js";
import { words } from "./text.js";

const MAX_EXPANDED = 200; // index terms that one typed word may stand for
const EXACT = 1;
const COMPLETED = 0.7;
const PREFIX = 0.5;
const BESIDE = 0.15; // what a word may become that is something already
const LONG = 4; // letters; a shorter word that is not found stays not found
const VERY_LONG = 8;
const FUZZY = [0, 0.3, 0.12]; // by edit distance

// Common endings. While "hallucination" is typed, its index term "hallucin" is shorter than what is
// already there, so a prefix search goes blind at "hallucinat" and finds it again only when the word
// is whole. A half-typed ending is therefore completed in each way that it can be.
const ENDINGS = (
  "ation ations ational ationally ative atively ating ated ator ators ition itions itional " +
  "ization izations izing ized izes izer isation isations ising ised ises ing ings ingly ed edly " +
  "er ers est ement ements ment ments ness nesses less ful fully fulness able ably ability " +
  "abilities ible ibly ibility ibilities ance ances ancy ence ences ency ant ants ent ents ently " +
  "ity ities ivity ive ives ively iveness ic ics ical ically icate icates ician ism isms ist ists " +
  "istic istically ous ously ousness al als ally ality alize alized ion ions ional ionally ied ies " +
  "ier iest ily iness y ys s es ly ology ological ologies"
).split(" ");

/** Open the engine. `papers` gives the bytes of its folder's files; `store` is on its way. */
export async function openLunr({ papers, store, classic }) {
  const reading = [papers("index.bin"), store.then((its) => (its.papers ? its.chunk("cards", 0) : []))];
  if (!globalThis.lunr) await classic(["lunr.min.js"]);
  const [index, cards] = await Promise.all(reading);
  const serialised = JSON.parse(new TextDecoder().decode(index));
  return new LunrEngine(globalThis.lunr, serialised, cards, await store);
}

export class LunrEngine {
  /** `serialised` is index.bin; `lunr` the library; `cards` and `store` what results show. */
  constructor(lunr, serialised, cards, store) {
    const { fields, fieldVectors, invertedIndex } = serialised;
    this.lunr = lunr;
    this.terms = invertedIndex.map(([term]) => term);
    this.index = new lunr.Index({
      fields,
      fieldVectors: Object.fromEntries(fieldVectors.map(([ref, vector]) => [ref, new lunr.Vector(vector)])),
      invertedIndex: Object.assign(Object.create(null), Object.fromEntries(invertedIndex)),
      pipeline: new lunr.Pipeline(),
      tokenSet: { intersect: (asked) => asked }, // only terms of the index are ever asked for
    });
    this.cards = cards;
    this.store = store;
    this.stems = new Map();
    this.folded = new Map();
    this.frequencies = new Map();
  }

  stem(word) {
    let stem = this.stems.get(word);
    if (stem === undefined) {
      stem = this.lunr.stemmer(new this.lunr.Token(word)).toString();
      this.stems.set(word, stem);
    }
    return stem;
  }

  isStopWord(word) {
    return this.lunr.stopWordFilter(new this.lunr.Token(word)) === undefined;
  }

  async match(words) {
    const matches = new Matches(this.cards.length);
    for (const { word, open, optional } of words) {
      const { papers, readAs } = this.lookUp(word, open);
      for (const { ref, score, terms } of papers) {
        matches.offer(ref, score);
        for (const term of terms) matches.stems.add(term);
      }
      if (readAs) matches.readAs.push([word, readAs]);
      matches.wordDone(optional);
    }
    matches.done();
    return matches;
  }

  async having(asked, { field = null, inRow = false } = {}) {
    const mask = new Uint8Array(this.cards.length);
    for (let document = 0; document < mask.length; document++) {
      mask[document] = this.fits(await this.fields(document, field), asked, inRow) ? 1 : 0;
    }
    return mask;
  }

  /** The stems of each field's words, stop words among them; of one field, if one is named. */
  async fields(document, field) {
    const key = `stems ${document}`;
    if (!this.folded.has(key)) {
      const { abstract, note, authors, organisation } = await this.store.text(document);
      const [, title, , , tags] = this.cards[document];
      const texts = { title, authors: `${authors} ${organisation}`, note, tags: tags.join(" "), abstract };
      const stems = (text) => words(text).map((word) => [word, this.stem(word)]);
      this.folded.set(key, Object.entries(texts).map(([name, text]) => [name, stems(text)]));
    }
    const all = this.folded.get(key);
    return (field ? all.filter(([name]) => name === field) : all).map(([, stems]) => stems);
  }

  fits(fields, asked, inRow) {
    const is = ([word, stem], wanted) =>
      stem === this.stem(wanted.word) || (wanted.open && word.startsWith(wanted.word));
    if (!inRow) return asked.every((each) => fields.some((field) => field.some((had) => is(had, each))));
    const at = (field, start) =>
      asked.every((each) => field[start + each.place] && is(field[start + each.place], each));
    return fields.some((field) => field.some((_, start) => at(field, start)));
  }

  async named(id) {
    const document = this.cards.findIndex((card) => card[6].some((name) => name.toLowerCase() === id));
    return document < 0 ? null : document;
  }

  /** The papers that have a word, or words that it may become, or failing those similar words. */
  lookUp(word, open) {
    const exact = this.exact(word);
    const expanded = new Map(exact.map((term) => [term, EXACT]));
    if (open || !exact.length) {
      this.add(expanded, this.completed(word), exact.length ? BESIDE : COMPLETED);
      this.add(expanded, this.prefixed(word), expanded.size ? BESIDE : PREFIX);
    }
    if (expanded.size || word.length < LONG) return { papers: this.papers(expanded) };
    this.addSimilar(expanded, word);
    const [best] = [...expanded].sort((a, b) => b[1] - a[1]);
    return { papers: this.papers(expanded), readAs: best && this.spelt(best[0], word) };
  }

  /** A word of the titles whose term this is, the one nearest in length to what was typed. */
  spelt(term, typed) {
    const distance = (word) => Math.abs(word.length - typed.length);
    const all = this.cards.flatMap(([, title]) => words(title)).filter((word) => this.stem(word) === term);
    return all.sort((a, b) => distance(a) - distance(b) || (a < b ? -1 : 1))[0] ?? term;
  }

  exact(word) {
    const stem = this.stem(word);
    return stem in this.index.invertedIndex ? [stem] : [];
  }

  completed(word) {
    const stems = [];
    const doubled = /([bdfgklmnprtz])\1$/.test(word); // "sett" of "setting", whose term is "set"
    for (const ending of ENDINGS) {
      for (let typed = Math.min(ending.length, word.length - 2); typed >= (doubled ? 0 : 1); typed--) {
        if (word.endsWith(ending.slice(0, typed))) stems.push(...this.exact(word + ending.slice(typed)));
      }
    }
    return stems;
  }

  prefixed(word) {
    const first = this.terms.findIndex((term) => term >= word);
    const found = [];
    for (let i = first; i >= 0 && this.terms[i]?.startsWith(word); i++) found.push(this.terms[i]);
    return found;
  }

  /** Add what is one letter away; if there is nothing, and the word is long, what is two away. */
  addSimilar(expanded, word) {
    for (let distance = 1; distance <= (word.length >= VERY_LONG ? 2 : 1); distance++) {
      this.add(expanded, this.within(word, distance), FUZZY[distance]);
      // The word's stem, and its ending put right: "alignmet", whose index term is "align".
      this.add(expanded, this.within(this.stem(word), distance), FUZZY[distance] / 2);
      if (distance === 1) this.add(expanded, this.mended(word), FUZZY[distance]);
      if (expanded.size) return;
    }
  }

  within(word, distance) {
    const list = { length: this.terms.length, at: (place) => this.terms[place], shared: (place) => this.shared(place) };
    return similar(list, word, distance).map(({ place }) => this.terms[place]);
  }

  /** How many letters a term shares with the one before. */
  shared(place) {
    const [before, term] = [this.terms[place - 1] ?? "", this.terms[place]];
    let count = 0;
    while (count < term.length && before[count] === term[count]) count++;
    return count;
  }

  mended(word) {
    const stems = [];
    for (const ending of ENDINGS) {
      if (ending.length < 3) continue;
      for (const length of [ending.length - 1, ending.length, ending.length + 1]) {
        const head = word.slice(0, -length);
        if (head.length < 3 || !oneEditApart(word.slice(-length), ending)) continue;
        stems.push(...this.exact(head + ending));
      }
    }
    return stems;
  }

  /**
   * Add index terms that a word may stand for. Of several, what many papers say is the likelier
   * meaning: "modle" is "model" before "mold", though a match of the rarer word weighs more.
   */
  add(expanded, terms, weight) {
    const most = Math.max(...[...expanded.keys(), ...terms].map((term) => this.frequency(term)));
    const added = [...new Set(terms)]
      .filter((term) => !expanded.has(term))
      .map((term) => ({ term, papers: this.frequency(term) }))
      .sort((a, b) => b.papers - a.papers || a.term.length - b.term.length)
      .slice(0, MAX_EXPANDED);
    for (const { term, papers } of added) expanded.set(term, weight * Math.sqrt(papers / most));
  }

  frequency(term) {
    let papers = this.frequencies.get(term);
    if (papers === undefined) {
      papers = this.counted(term);
      this.frequencies.set(term, papers);
    }
    return papers;
  }

  counted(term) {
    const posting = this.index.invertedIndex[term];
    return this.index.fields.reduce((sum, field) => sum + Object.keys(posting[field]).length, 0);
  }

  /** One lunr query for the given index terms with their weights. */
  papers(expanded) {
    if (!expanded.size) return [];
    const results = this.index.query((query) => {
      for (const [term, boost] of expanded) query.term(term, { boost, usePipeline: false });
    });
    // lunr divides by the length of the query's vector: a word that may become many would count less.
    const length = Math.hypot(...expanded.values());
    return results.map((result) => ({
      ref: Number(result.ref),
      score: result.score * length,
      terms: Object.keys(result.matchData.metadata),
    }));
  }
}

/** Whether one letter added, left out, changed or swapped with the next makes one word the other. */
function oneEditApart(a, b) {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  return (left.length <= 1 && right.length <= 1) || (left.length === 2 && left === right[1] + right[0]);
}
