// An inverted index: for each term the documents that have it, how well each is described by it
// (level) and which marked fields have it; and, apart, where in the documents it stands.

import { starts, unpack, varints } from "./pack.js";

class Shard {
  /** `first` is the number of its first term. */
  constructor(bytes, first) {
    const [sizes, gaps, values] = unpack(bytes).sections;
    this.first = first;
    this.starts = starts(varints(sizes));
    this.documents = varints(gaps);
    this.values = values;
    this.isRead = new Uint8Array(this.starts.length); // terms whose gaps are documents by now
  }

  /** Where a term's postings begin and end. */
  range(term) {
    const [low, high] = [this.starts[term - this.first], this.starts[term - this.first + 1]];
    if (!this.isRead[term - this.first]) {
      let document = -1;
      for (let i = low; i < high; i++) this.documents[i] = document += this.documents[i];
      this.isRead[term - this.first] = 1;
    }
    return [low, high];
  }
}

class Places {
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

export class Inverted {
  /**
   * `load(name)` gives a file's bytes; `shards` are the numbers of their first terms, counted from
   * `base`; positions are counted from `from`.
   */
  constructor(load, { shards, base = 0, from = 0 }) {
    this.load = load;
    this.shards = shards;
    this.base = base;
    this.from = from;
    this.files = new Map();
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

  /** The number of the shard that has a term. */
  shardOf(term) {
    let [low, high] = [0, this.shards.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.base + this.shards[middle] <= term) low = middle;
      else high = middle;
    }
    return low;
  }

  /** A term's postings: documents, their values (level and marks), where in the shard they are. */
  async postings(term) {
    const number = this.shardOf(term);
    const make = (bytes) => new Shard(bytes, this.base + this.shards[number]);
    const shard = await this.read(`terms-${number}.bin`, make);
    const [low, high] = shard.range(term);
    const [documents, values] = [shard.documents.subarray(low, high), shard.values.subarray(low, high)];
    return { documents, values, low, number, index: this };
  }

  /** A function that gives the positions of a posting, by its place in the shard `number`. */
  async places(number) {
    const places = await this.read(`places-${number}.bin`, (bytes) => new Places(bytes));
    return (posting) => places.of(posting).map((position) => position + this.from);
  }
}
