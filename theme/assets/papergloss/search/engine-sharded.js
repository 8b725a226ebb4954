// The sharded engine: fetches of the index what a query needs. Its interface is told in answer.js.
//
// There are two inverted indexes: of papers, and of the notes that people wrote about them, whose
// terms are numbered after those of the papers.

import { Matches } from "./matches.js";
import { Inverted } from "./postings.js";
import { Vocabulary } from "./vocabulary.js";
import { Words } from "./words.js";

const BEYOND = 1 << 24; // where positions in notes begin: no phrase reaches from a paper into its note
const COLUMNS = 7; // sections of noted.bin before its words

/** Open the engine. `papers` and `notes` give the bytes of their folders' files, by name. */
export async function openSharded({ papers, notes, classic }) {
  const [core, noted] = await Promise.all([papers("core.bin"), notes("noted.bin")]);
  if (!globalThis.EnglishStemmer) await classic(["snowball-base.min.js", "snowball-english.min.js"]);
  return new ShardedEngine({ papers, notes, stemmer: new globalThis.EnglishStemmer(), core, noted });
}

export class ShardedEngine {
  /** `core` and `noted` are the bytes of these files; `stemmer` is Snowball's English one. */
  constructor({ papers, notes, stemmer, core, noted }) {
    this.stemmer = stemmer;
    const words = new Words(core);
    this.header = words.header;
    const base = this.header.terms;
    const ofNotes = new Words(noted, { skipped: COLUMNS, base });
    this.ofPapers = new Inverted(papers, { shards: this.header.shards });
    this.ofNotes = new Inverted(notes, { shards: ofNotes.header.shards, base, from: BEYOND });
    this.stopWords = new Set(this.header.stopWords);
    this.vocabulary = new Vocabulary({
      core: words,
      noted: ofNotes,
      block: (number) => papers(`words-${number}.bin`),
      stem: (word) => this.stem(word),
      shardOf: (term) => `${term < base} ${this.indexOf(term).shardOf(term)}`,
    });
  }

  stem(word) {
    return this.stemmer.stemWord(word);
  }

  isStopWord(word) {
    return this.stopWords.has(word);
  }

  indexOf(term) {
    return term < this.header.terms ? this.ofPapers : this.ofNotes;
  }

  postings(term) {
    return this.indexOf(term).postings(term);
  }

  /** What is known of a word: its terms with their postings. Words do not wait for each other. */
  async evidence({ word, open }) {
    const { terms, readAs } = await this.vocabulary.lookUp(word, open);
    const found = [...terms.values()].map(async (term) => ({ ...term, ...(await this.postings(term.term)) }));
    return { lists: await Promise.all(found), readAs };
  }

  async match(words) {
    const found = await Promise.all(words.map((word) => this.evidence(word)));
    const matches = new Matches(this.header.papers);
    words.forEach((word, i) => {
      const { lists, readAs } = found[i];
      this.weigh(lists, matches);
      matches.wordDone(word.optional);
      if (readAs) matches.readAs.push([word.word, readAs]);
      for (const { word: read } of lists) matches.stems.add(this.stem(read));
    });
    return matches.done();
  }

  /** Offer the documents of a word's terms, weighed with the word's idf. */
  weigh(lists, matches) {
    const { papers: all, levels, marked } = this.header;
    const papers = Math.max(0, ...lists.map((list) => list.documents.length));
    const idf = Math.log(1 + (all - papers + 0.5) / (papers + 0.5));
    for (const { documents, values, weight } of lists) {
      const scale = (idf * weight) / (levels - 1);
      for (let at = 0; at < documents.length; at++) {
        matches.offer(documents[at], scale * (values[at] >> marked.length));
      }
    }
  }

  /** The documents that have a word of each place, in `field` if given, in a row if `inRow`. */
  async having(words, { field = null, inRow = false } = {}) {
    const lists = await Promise.all(words.map((word) => this.certain(word, field)));
    const bit = 1 << this.header.marked.indexOf(field);
    const counts = new Uint8Array(this.header.papers);
    lists.forEach((each, i) => {
      for (const { documents, values, index } of each) {
        const anyField = !field || index === this.ofNotes;
        for (let at = 0; at < documents.length; at++) {
          if ((anyField || values[at] & bit) && counts[documents[at]] === i) counts[documents[at]]++;
        }
      }
    });
    const mask = counts.map((count) => (count === words.length ? 1 : 0));
    if (inRow && words.length > 1) await this.keepRows(mask, words, lists);
    return mask;
  }

  /** The postings of a word's certain terms, in the index that has the field. */
  async certain({ word, open }, field) {
    const terms = await this.vocabulary.certain(word, open);
    const index = field === "note" ? this.ofNotes : this.ofPapers;
    return Promise.all(
      terms.filter((term) => !field || this.indexOf(term) === index).map((term) => this.postings(term)),
    );
  }

  /** Keep in `mask` the documents in which the words stand in a row; each has its `place` there. */
  async keepRows(mask, words, lists) {
    const rows = new Map(); // document → the positions at which a row may begin
    for (let i = 0; i < words.length; i++) {
      const here = new Map();
      for (const { documents, low, number, index } of lists[i]) {
        const positions = await index.places(number);
        for (let at = 0; at < documents.length; at++) {
          if (!mask[documents[at]]) continue;
          const begin = here.get(documents[at]) ?? new Set();
          for (const position of positions(low + at)) begin.add(position - words[i].place);
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
    const term = await this.vocabulary.named(id);
    return term === null ? null : (await this.postings(term)).documents[0];
  }
}
