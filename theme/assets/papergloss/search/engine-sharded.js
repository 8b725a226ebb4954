// The sharded engine: fetches of the index what a query needs. Its interface is told in engine.js.

import { Places, Shard } from "./postings.js";
import { Words } from "./words.js";
import { Matches } from "./matches.js";

const EXACT = 1;
const BEGINNING = 0.5; // what a word may become
const BESIDE = 0.12; // … that is something already
const EDITED = [1, 0.6, 0.25]; // by edits
const DOUBTED = 0.3; // what a rare word may have been meant for
const RARE = 0.04; // in proportion to what it may have been meant for
const MOST_SIMILAR = 12; // terms that a misspelt word may stand for
const MOST_LONGER = 300; // terms that begin alike, which share shards …
const FEW_SHARDS = 8; // … but no more of these
const FEWER_SHARDS = 2; // where the word is a term already
const FEW_BLOCKS = 2;
const LONG = 4; // letters; shorter words are taken as they are
const VERY_LONG = 8;

export class ShardedEngine {
  /** `load(name)` gives a file's bytes; `stemmer` is Snowball's English one; `core` is core.bin. */
  constructor(load, stemmer, core) {
    this.load = load;
    this.stemmer = stemmer;
    this.core = new Words(core);
    const { papers, stopWords, marked } = this.core.header;
    this.papers = papers;
    this.stopWords = new Set(stopWords);
    this.marks = marked.length;
    this.files = new Map();
  }

  stem(word) {
    return this.stemmer.stemWord(word);
  }

  isStopWord(word) {
    return this.stopWords.has(word);
  }

  /** A file, read once. One that could not be had is asked for again the next time. */
  read(name, make) {
    if (!this.files.has(name)) {
      const reading = this.load(name).then(make);
      reading.catch(() => this.files.delete(name));
      this.files.set(name, reading);
    }
    return this.files.get(name);
  }

  // --- words → terms ----------------------------------------------------------------------------

  /** The blocks that may hold words from `first` to `last`. */
  blocks(first, last) {
    const names = this.core.header.blocks;
    let low = names.findIndex((word) => word > first);
    low = Math.max(0, (low < 0 ? names.length : low) - 1);
    const found = [];
    for (let i = low; i < names.length && names[i] <= last; i++) {
      found.push(this.read(`words-${i}.bin`, (bytes) => new Words(bytes)));
      if (found.length > FEW_BLOCKS) return []; // so short a beginning says nothing of rare words
    }
    return found;
  }

  /** The vocabulary around a word: the core, and the blocks that hold its rare neighbours. */
  async around(word, open) {
    return [this.core, ...(await Promise.all(this.blocks(word, open ? word + "\uffff" : word)))];
  }

  /** The terms that a word may stand for, each with its weight, and what was read instead of it. */
  async lookUp(word, open) {
    let lists = [this.core];
    let exact = this.core.exact(word);
    if (!exact || open) {
      lists = await this.around(word, open);
      exact = firstOf(lists, (list) => list.exact(word)) ?? this.kin(lists, word);
    }
    const terms = new Map();
    if (exact) terms.set(exact.term, { ...exact, weight: EXACT });
    if (open) {
      const longer = lists.flatMap((list) => list.beginning(word));
      const near = this.inFewShards(longer, exact ? FEWER_SHARDS : FEW_SHARDS);
      this.add(terms, near, () => (exact ? BESIDE : BEGINNING), MOST_LONGER);
    }
    if (word.length < LONG || (terms.size && !exact)) return { terms };
    return exact ? this.doubted(terms, exact) : this.misspelt(terms, lists, word, open);
  }

  /** A word that is not in the vocabulary while another with its stem is. */
  kin(lists, word) {
    const stem = this.stem(word);
    if (stem.length < 3) return null;
    const alike = (list) => list.beginning(stem).find((other) => this.stem(other.word) === stem);
    return firstOf(lists, alike);
  }

  /** "modle" stands in three papers; "model", one edit away, in thousands. */
  doubted(terms, exact) {
    if (exact.papers > RARE * this.papers) return { terms };
    const likely = this.core
      .similar(exact.word, 1)
      .filter((other) => other.term !== exact.term && exact.papers < RARE * other.papers);
    this.add(terms, likely, () => DOUBTED);
    return { terms };
  }

  misspelt(terms, lists, word, open) {
    for (let edits = 1; edits <= (word.length >= VERY_LONG ? 2 : 1) && !terms.size; edits++) {
      let similar = lists.flatMap((list) => list.similar(word, edits));
      if (!similar.length && open) similar = lists.flatMap((list) => list.similar(word, edits, true));
      this.add(terms, similar, (other) => EDITED[other.edits]);
    }
    const [best] = terms.values();
    return { terms, readAs: best?.word ?? null };
  }

  /** Of words, the commonest whose postings lie in so few shards. */
  inFewShards(others, most) {
    const shards = new Set();
    return others
      .sort((a, b) => b.papers - a.papers)
      .filter(({ term }) => {
        const shard = this.shardOf(term);
        if (shards.size < most) shards.add(shard);
        return shards.has(shard);
      });
  }

  /** Add words by weight. Of several, what many papers say is the likelier meaning. */
  add(terms, others, weigh, limit = MOST_SIMILAR) {
    const most = Math.max(...others.map((other) => other.papers));
    const weighed = others.map((other) => ({
      ...other,
      weight: weigh(other) * Math.sqrt(other.papers / most),
    }));
    weighed.sort((a, b) => b.weight - a.weight);
    for (const other of weighed) {
      if (terms.size >= limit) return;
      if (!terms.has(other.term)) terms.set(other.term, other);
    }
  }

  // --- terms → documents ------------------------------------------------------------------------

  shardOf(term) {
    const first = this.core.header.shards;
    let [low, high] = [0, first.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (first[middle] <= term) low = middle;
      else high = middle;
    }
    return low;
  }

  async postings(term) {
    const number = this.shardOf(term);
    const first = this.core.header.shards[number];
    const make = (bytes) => new Shard(bytes, first, this.marks);
    return { ...(await this.read(`terms-${number}.bin`, make)).postings(term), number };
  }

  async match(words) {
    const looked = await Promise.all(words.map(({ word, open }) => this.lookUp(word, open)));
    const lists = await Promise.all(
      looked.map(({ terms }) =>
        Promise.all([...terms.values()].map(async (t) => ({ ...t, ...(await this.postings(t.term)) }))),
      ),
    );
    const matches = new Matches(this.papers);
    const top = this.core.header.levels - 1;
    words.forEach((word, i) => {
      const papers = Math.max(0, ...lists[i].map((list) => list.documents.length));
      const idf = Math.log(1 + (this.papers - papers + 0.5) / (papers + 0.5));
      for (const { documents, values, weight } of lists[i]) {
        const scale = (idf * weight) / top;
        for (let at = 0; at < documents.length; at++) {
          matches.offer(documents[at], scale * (values[at] >> this.marks));
        }
      }
      matches.wordDone(word.optional);
      if (looked[i].readAs) matches.readAs.push([word.word, looked[i].readAs]);
      for (const { word: read } of looked[i].terms.values()) matches.stems.add(this.stem(read));
    });
    return matches.done();
  }

  /** The documents that have a word of each place, in `field` if given, in a row if `inRow`. */
  async having(words, { field = null, inRow = false } = {}) {
    const looked = await Promise.all(words.map(({ word, open }) => this.certain(word, open)));
    const lists = await Promise.all(
      looked.map((terms) => Promise.all(terms.map((term) => this.postings(term)))),
    );
    const bit = field ? 1 << this.core.header.marked.indexOf(field) : 0;
    const counts = new Uint8Array(this.papers);
    lists.forEach((each, i) => {
      for (const { documents, values } of each) {
        for (let at = 0; at < documents.length; at++) {
          if ((values[at] & bit) === bit && counts[documents[at]] === i) counts[documents[at]]++;
        }
      }
    });
    const mask = counts.map((count) => (count === words.length ? 1 : 0));
    if (inRow && words.length > 1) await this.keepRows(mask, words, lists);
    return mask;
  }

  /** The terms of a word as it stands, and with `open` of those that begin so. */
  async certain(word, open) {
    const lists = await this.around(word, open);
    const exact = firstOf(lists, (list) => list.exact(word)) ?? this.kin(lists, word);
    const longer = open ? lists.flatMap((list) => list.beginning(word)) : [];
    return [...new Set([exact, ...longer].filter(Boolean).map((found) => found.term))];
  }

  /** Keep in `mask` the documents in which the words stand in a row; each has its `place` there. */
  async keepRows(mask, words, lists) {
    const rows = new Map(); // document → the positions at which a row may begin
    for (let i = 0; i < words.length; i++) {
      const here = new Map();
      for (const { documents, low, number } of lists[i]) {
        const places = await this.read(`places-${number}.bin`, (bytes) => new Places(bytes));
        for (let at = 0; at < documents.length; at++) {
          if (!mask[documents[at]]) continue;
          const begin = here.get(documents[at]) ?? new Set();
          for (const position of places.of(low + at)) begin.add(position - words[i].place);
          here.set(documents[at], begin);
        }
      }
      for (const [document, begin] of here) {
        const before = rows.get(document);
        const left = i ? [...begin].filter((position) => before?.has(position)) : begin;
        rows.set(document, new Set(left));
      }
    }
    mask.forEach((_, document) => {
      if (!rows.get(document)?.size) mask[document] = 0;
    });
  }

  /** The document that has this id, or null. */
  async named(id) {
    const word = `:${id}`;
    const lists = await Promise.all(this.blocks(word, word));
    const found = firstOf(lists, (list) => list.exact(word));
    return found ? (await this.postings(found.term)).documents[0] : null;
  }
}

function firstOf(lists, find) {
  for (const list of lists) {
    const found = find(list);
    if (found) return found;
  }
  return null;
}
