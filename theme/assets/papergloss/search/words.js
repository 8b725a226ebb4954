// A sorted list of words with the term of each and, roughly, how many papers have it: the core of
// the vocabulary, or a block of it.

import { unpack, varints } from "./pack.js";

const MOST = 400; // words that a prefix or a misspelling may stand for

export class Words {
  constructor(bytes) {
    const { header, sections } = unpack(bytes);
    const [shared, rests, steps, rarity] = sections;
    this.header = header;
    this.shared = shared;
    this.list = shared.length ? new TextDecoder().decode(rests).split("\n") : [];
    for (let i = 1; i < this.list.length; i++) {
      if (shared[i]) this.list[i] = this.list[i - 1].slice(0, shared[i]) + this.list[i];
    }
    let term = 0;
    this.terms = varints(steps).map((step) => (term += step & 1 ? -(step + 1) / 2 : step / 2));
    this.rarity = rarity;
  }

  /** The place of the first word that is not before `word`. */
  place(word) {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.list[middle] < word) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  found(place, edits = 0) {
    return {
      word: this.list[place],
      term: this.terms[place],
      papers: 2 ** (this.rarity[place] / 2),
      edits,
    };
  }

  /** The word itself, or null. */
  exact(word) {
    const place = this.place(word);
    return this.list[place] === word ? this.found(place) : null;
  }

  /** The words that begin with `prefix`, the commonest first. */
  beginning(prefix) {
    const places = [];
    for (let i = this.place(prefix); this.list[i]?.startsWith(prefix); i++) places.push(i);
    return this.commonest(places);
  }

  commonest(places) {
    places.sort((a, b) => this.rarity[b] - this.rarity[a] || a - b);
    return places.slice(0, MOST).map((place) => this.found(place));
  }

  /**
   * The words within `most` edits of `word`; with `open`, those that begin so. An edit adds, drops
   * or changes a letter or swaps two neighbours (the restricted Damerau–Levenshtein distance).
   *
   * Walks the sorted list as if it were a trie: a row of the table of distances is computed once
   * for all words that begin alike, and words below a row that is beyond `most` are passed over.
   */
  similar(word, most, open = false) {
    const rows = [Uint8Array.from({ length: word.length + 1 }, (_, i) => i)];
    const best = [open ? word.length : 255]; // of a row and those above it: edits of a beginning
    const found = [];
    let dead = Infinity; // words that share so many letters with the one before are beyond `most`
    for (let i = 0; i < this.list.length; i++) {
      const other = this.list[i];
      let depth = this.shared[i];
      if (depth >= dead) continue;
      dead = Infinity;
      for (; depth < other.length; depth++) {
        const row = nextRow(rows, word, other, depth);
        rows[depth + 1] = row;
        best[depth + 1] = open ? Math.min(best[depth], row[word.length]) : 255;
        if (lowest(row) > most && best[depth + 1] > most) {
          dead = depth + 1;
          break;
        }
      }
      if (dead !== Infinity) continue;
      const edits = Math.min(rows[other.length][word.length], best[other.length]);
      if (edits <= most) found.push(this.found(i, edits));
    }
    return found.sort((a, b) => a.edits - b.edits || b.papers - a.papers).slice(0, MOST);
  }
}

function nextRow(rows, word, other, depth) {
  const above = rows[depth];
  const row = new Uint8Array(word.length + 1);
  row[0] = depth + 1;
  for (let i = 1; i <= word.length; i++) {
    const same = word[i - 1] === other[depth];
    let edits = Math.min(above[i - 1] + (same ? 0 : 1), above[i] + 1, row[i - 1] + 1);
    if (i > 1 && depth > 0 && word[i - 1] === other[depth - 1] && word[i - 2] === other[depth]) {
      edits = Math.min(edits, rows[depth - 1][i - 2] + 1);
    }
    row[i] = edits;
  }
  return row;
}

function lowest(row) {
  let low = row[0];
  for (let i = 1; i < row.length; i++) if (row[i] < low) low = row[i];
  return low;
}
