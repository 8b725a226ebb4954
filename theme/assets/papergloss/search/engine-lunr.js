// The lunr engine. Like every engine it has
//
//   search(text) → { hits: [{ ref, terms, whole }], loose: [word] }
//       best first; `terms` are the index terms that matched, `whole` whether every word did;
//       `loose` are the words for which only similar words were found
//   stem(word) → the index term of a word
//
// Queries are built term by term and never go through lunr's parser, so nothing that can be typed is
// a syntax error, and a star or a tilde costs nothing. Each word is looked up on its own; a paper
// that matches every word comes before one that matches some.

import { words } from "./text.js";

const MAX_WORDS = 12;
const MAX_EXPANDED = 200; // index terms that one typed word may stand for
const EXACT = 1;
const COMPLETED = 0.7;
const PREFIX = 0.5;
const BESIDE = 0.15; // what a word may become that is something already
const LONG = 5; // letters; a shorter word that is not found stays not found
const VERY_LONG = 8;
const FUZZY = [0, 0.3, 0.12]; // by edit distance
const RERANKED = 100; // hits whose titles are compared with the whole query

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

export class LunrEngine {
  /** `serialised` is index.json; `lunr` the library; `titles` the papers' titles by ref. */
  constructor(lunr, serialised, titles) {
    this.lunr = lunr;
    this.index = lunr.Index.load(serialised);
    this.titles = titles;
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

  search(text) {
    const all = words(text);
    const typed = [...new Set(all)].slice(0, MAX_WORDS);
    const open = /[\p{L}\p{N}]\p{Mn}*$/u.test(text) ? all.at(-1) : null; // still being typed
    const wanted = typed.filter((word) => word === open || !this.isStopWord(word));
    const found = new Map(); // ref → { ref, score, words, terms }
    const loose = [];
    let asked = 0;
    for (const word of wanted) {
      const looked = this.lookUp(word, word === open);
      // "is" may be where "isotropic" begins, or just "is": it helps a paper but is not asked of it.
      const optional = wanted.length > 1 && this.isStopWord(word);
      if (!optional) asked += 1;
      if (looked.loose) loose.push(word);
      for (const { ref, score, terms } of looked.papers) {
        const hit = found.get(ref) ?? { ref, score: 0, words: 0, terms: new Set() };
        hit.score += optional ? score / 10 : score;
        hit.words += optional ? 0 : 1;
        for (const term of terms) hit.terms.add(term);
        found.set(ref, hit);
      }
    }
    return { hits: this.ranked([...found.values()], asked, text), loose };
  }

  ranked(hits, asked, text) {
    const order = (a, b) => b.whole - a.whole || b.score - a.score || a.ref - b.ref;
    for (const hit of hits) {
      hit.whole = hit.words >= asked;
      hit.score *= hit.words / asked || 1;
    }
    hits.sort(order);
    const phrase = words(text).join(" ");
    if (!phrase.includes(" ")) return hits;
    for (const hit of hits.slice(0, RERANKED)) {
      if (this.title(hit.ref).includes(` ${phrase}`)) hit.score *= 2;
    }
    return hits.sort(order);
  }

  title(ref) {
    let title = this.folded.get(ref);
    if (title === undefined) {
      title = " " + words(this.titles[ref]).join(" ");
      this.folded.set(ref, title);
    }
    return title;
  }

  /** The papers that have a word, or words that it may become, or failing those similar words. */
  lookUp(word, open) {
    const exact = this.exact(word);
    const expanded = new Map(exact.map((term) => [term, EXACT]));
    if (open || !exact.length) {
      this.add(expanded, this.completed(word), exact.length ? BESIDE : COMPLETED);
      this.add(expanded, this.prefixed(word), expanded.size ? BESIDE : PREFIX);
    }
    const loose = !expanded.size && word.length >= LONG;
    if (loose) this.addSimilar(expanded, word);
    return { papers: this.papers(expanded), loose: loose && expanded.size > 0 };
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
    return this.index.tokenSet.intersect(this.lunr.TokenSet.fromString(word + "*")).toArray();
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
    return this.index.tokenSet.intersect(this.lunr.TokenSet.fromFuzzyString(word, distance)).toArray();
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
