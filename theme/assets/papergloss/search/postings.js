// A shard of the inverted index: for each of its terms the documents, how well each is described by
// the term (level) and which marked fields have it; and, apart, where in the documents it stands.

import { starts, unpack, varints } from "./pack.js";

export class Shard {
  /** `first` is the number of its first term, `marks` the number of marked fields. */
  constructor(bytes, first, marks) {
    const [sizes, gaps, values] = unpack(bytes).sections;
    this.first = first;
    this.starts = starts(varints(sizes));
    this.documents = varints(gaps);
    this.values = values;
    this.marks = marks;
    for (let term = 0; term + 1 < this.starts.length; term++) {
      let document = -1;
      for (let i = this.starts[term]; i < this.starts[term + 1]; i++) {
        this.documents[i] = document += this.documents[i];
      }
    }
  }

  /** A term's postings: their documents, and their values (level << marks | fields). */
  postings(term) {
    const [low, high] = [this.starts[term - this.first], this.starts[term - this.first + 1]];
    return {
      documents: this.documents.subarray(low, high),
      values: this.values.subarray(low, high),
      low,
    };
  }
}

export class Places {
  constructor(bytes) {
    const [counts, steps] = unpack(bytes).sections;
    this.starts = starts(varints(counts));
    this.steps = varints(steps);
  }

  /** The positions of a posting, given by its place in the shard. */
  of(posting) {
    const positions = [];
    let position = 0;
    for (let i = this.starts[posting]; i < this.starts[posting + 1]; i++) {
      positions.push((position += this.steps[i]));
    }
    return positions;
  }
}
