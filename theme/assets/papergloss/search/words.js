// A sorted list of words with the term of each and, roughly, how many papers have it: the core of
// the vocabulary, the words of notes, or a block of rarer words.

import { unpack, varints } from "./pack.js";
import { similar } from "./similar.js";

const RUN = 32; // words that are put together at once; the first of each run is whole
const MOST = 400; // words that a prefix or a misspelling may stand for

export class Words {
  /** `bytes` is a pack; the words follow `skipped` sections, and their terms are numbered from `base`. */
  constructor(bytes, { skipped = 0, base = 0 } = {}) {
    const { header, sections } = unpack(bytes);
    const [shared, rests, steps, rarity] = sections.slice(skipped);
    this.header = header;
    this.shared = shared;
    this.parts = shared.length ? new TextDecoder().decode(rests).split("\n") : [];
    this.isRead = new Uint8Array(Math.ceil(shared.length / RUN)); // runs whose parts are words by now
    this.terms = varints(steps);
    let term = base;
    for (let i = 0; i < this.terms.length; i++) {
      const step = this.terms[i];
      this.terms[i] = term += step & 1 ? -(step + 1) / 2 : step / 2;
    }
    this.rarity = rarity;
  }

  get length() {
    return this.parts.length;
  }

  /** The word at a place. */
  at(place) {
    const run = Math.floor(place / RUN);
    if (!this.isRead[run]) this.read(run);
    return this.parts[place];
  }

  read(run) {
    const end = Math.min(this.length, (run + 1) * RUN);
    for (let i = run * RUN + 1; i < end; i++) {
      this.parts[i] = this.parts[i - 1].slice(0, this.shared[i]) + this.parts[i];
    }
    this.isRead[run] = 1;
  }

  /** The place of the first word that is not before `word`. */
  place(word) {
    const run = firstFalse(0, this.isRead.length, (at) => this.parts[at * RUN] < word);
    if (!run) return 0;
    const end = Math.min(this.length, run * RUN);
    return firstFalse((run - 1) * RUN, end, (at) => this.at(at) < word);
  }

  found(place, edits = 0) {
    return {
      word: this.at(place),
      term: this.terms[place],
      papers: 2 ** (this.rarity[place] / 2),
      edits,
    };
  }

  /** The word itself, or null. */
  exact(word) {
    const place = this.place(word);
    return place < this.length && this.at(place) === word ? this.found(place) : null;
  }

  /** The words that begin with `prefix`, the commonest first. */
  beginning(prefix) {
    const places = [];
    for (let i = this.place(prefix); i < this.length && this.at(i).startsWith(prefix); i++) places.push(i);
    return this.commonest(places);
  }

  commonest(places) {
    places.sort((a, b) => this.rarity[b] - this.rarity[a] || a - b);
    return places.slice(0, MOST).map((place) => this.found(place));
  }

  /** The words within `most` edits of `word`, the nearest first; see similar.js. */
  similar(word, most, open = false) {
    const shared = (place) => this.shared[place];
    const found = similar({ length: this.length, at: (place) => this.at(place), shared }, word, most, open);
    return found
      .map(({ place, edits }) => this.found(place, edits))
      .sort((a, b) => a.edits - b.edits || b.papers - a.papers)
      .slice(0, MOST);
  }
}

/** The first number from `low` on for which `test` is false; it is true below and false above. */
function firstFalse(low, high, test) {
  while (low < high) {
    const middle = (low + high) >> 1;
    if (test(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
