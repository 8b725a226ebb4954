// What an engine found for a query: of each document a score and how many of the words it has.

const MISSING = 4; // how a score falls when words are missing: to the power of …

export class Matches {
  constructor(papers) {
    this.scores = new Float32Array(papers);
    this.counts = new Uint8Array(papers); // of the words that are asked for
    this.asked = 0;
    this.readAs = []; // [typed, read]: words that are not there, and what was taken instead
    this.stems = new Set(); // of the words that matched, for marking
    this.best = new Float32Array(papers); // of the word at hand
    this.touched = [];
  }

  /** A document has a term for which the word at hand may stand. The best of several counts. */
  offer(document, score) {
    if (score <= this.best[document]) return;
    if (!this.best[document]) this.touched.push(document);
    this.best[document] = score;
  }

  /** All terms of a word have been offered. An optional word helps and is not asked for. */
  wordDone(optional) {
    if (!optional) this.asked++;
    for (const document of this.touched) {
      this.scores[document] += optional ? this.best[document] / 10 : this.best[document];
      if (!optional) this.counts[document]++;
      this.best[document] = 0;
    }
    this.touched.length = 0;
  }

  /** Every word has been weighed: a document that lacks some falls back. */
  done() {
    for (let document = 0; document < this.scores.length; document++) {
      if (!this.scores[document]) continue;
      this.scores[document] *= (Math.max(1, this.counts[document]) / (this.asked || 1)) ** MISSING;
    }
    return this;
  }
}
