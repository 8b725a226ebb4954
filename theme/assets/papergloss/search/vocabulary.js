// Words as they are typed → the terms of the index that they may stand for.
//
// The vocabulary lies in lists (words.js): the core, the words of notes, and blocks of rarer words,
// which are fetched when a word may be in them. The terms of notes are numbered after the papers'.

import { Words } from "./words.js";

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

export class Vocabulary {
  /**
   * `core` and `noted` are lists of words; `block(number)` gives a block's bytes; `stem(word)` the
   * stem; `shardOf(term)` names the file with a term's postings.
   */
  constructor({ core, noted, block, stem, shardOf }) {
    this.core = core;
    this.noted = noted;
    this.everywhere = [core, noted];
    this.block = block;
    this.stem = stem;
    this.shardOf = shardOf;
    this.read = new Map(); // number of a block → its words
  }

  /** A block, read once. One that could not be had is asked for again the next time. */
  words(number) {
    if (!this.read.has(number)) {
      const reading = this.block(number).then((bytes) => new Words(bytes));
      reading.catch(() => this.read.delete(number));
      this.read.set(number, reading);
    }
    return this.read.get(number);
  }

  /** The blocks that may hold words from `first` to `last`. */
  blocks(first, last) {
    const names = this.core.header.blocks;
    let low = names.findIndex((word) => word > first);
    low = Math.max(0, (low < 0 ? names.length : low) - 1);
    let high = low;
    while (high < names.length && names[high] <= last) high++;
    if (high - low > FEW_BLOCKS) return []; // so short a beginning says nothing of rare words
    return Array.from({ length: high - low }, (_, i) => this.words(low + i));
  }

  /** The vocabulary around a word: what is there, and the blocks that hold its rare neighbours. */
  async around(word, open) {
    return [...this.everywhere, ...(await Promise.all(this.blocks(word, open ? word + "\uffff" : word)))];
  }

  /** The word's term among papers and that among notes, where there are such: [found]. */
  exact(lists, word) {
    const ofPapers = lists.filter((list) => list !== this.noted);
    return [this.one(ofPapers, word), this.one([this.noted], word)].filter(Boolean);
  }

  /** The word as it stands, or else another with its stem. */
  one(lists, word) {
    const found = firstOf(lists, (list) => list.exact(word));
    const stem = this.stem(word);
    if (found || stem.length < 3) return found;
    return firstOf(lists, (list) => list.beginning(stem).find((other) => this.stem(other.word) === stem));
  }

  /** The terms that a word may stand for, each with its weight, and what was read instead of it. */
  async lookUp(word, open) {
    const lists = open || !this.core.exact(word) ? await this.around(word, open) : this.everywhere;
    const exact = this.exact(lists, word);
    const terms = new Map(exact.map((found) => [found.term, { ...found, weight: EXACT }]));
    if (open) {
      const longer = lists.flatMap((list) => list.beginning(word));
      const near = this.inFewShards(longer, exact.length ? FEWER_SHARDS : FEW_SHARDS);
      this.add(terms, near, () => (exact.length ? BESIDE : BEGINNING), MOST_LONGER);
    }
    if (word.length < LONG || (terms.size && !exact.length)) return { terms };
    return exact.length ? this.doubted(terms, exact) : this.misspelt(terms, lists, word, open);
  }

  /** The terms of a word as it stands, and with `open` of those that begin so; for conditions. */
  async certain(word, open) {
    const lists = await this.around(word, open);
    const longer = open ? lists.flatMap((list) => list.beginning(word)) : [];
    return [...new Set([...this.exact(lists, word), ...longer].map((found) => found.term))];
  }

  /** The term of an id, or null. */
  async named(id) {
    const word = `:${id}`;
    const lists = await Promise.all(this.blocks(word, word));
    return firstOf(lists, (list) => list.exact(word))?.term ?? null;
  }

  /** "modle" stands in three papers; "model", one edit away, in thousands. */
  doubted(terms, exact) {
    const papers = Math.max(...exact.map((found) => found.papers));
    if (papers > RARE * this.core.header.papers) return { terms };
    const likely = this.core
      .similar(exact[0].word, 1)
      .filter((other) => !terms.has(other.term) && papers < RARE * other.papers);
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
}

function firstOf(lists, find) {
  for (const list of lists) {
    const found = find(list);
    if (found) return found;
  }
  return null;
}
