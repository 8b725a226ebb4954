// What results show and what facets count, read as needed; the files that store.py writes.

import { starts, unpack, varints } from "./pack.js";

const decode = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

export class Store {
  /** `load(name)` gives a file's bytes, decompressed. */
  constructor(load, papers, perChunk) {
    this.load = load;
    this.papers = papers;
    this.perChunk = perChunk;
    this.chunks = new Map();
  }

  chunk(kind, number) {
    const name = `${kind}-${number}.bin`;
    if (!this.chunks.has(name)) {
      const reading = this.load(name).then(decode);
      reading.catch(() => this.chunks.delete(name));
      this.chunks.set(name, reading);
    }
    return this.chunks.get(name);
  }

  async record(kind, document) {
    const chunk = await this.chunk(kind, Math.floor(document / this.perChunk));
    return chunk[document % this.perChunk];
  }

  /** What a result shows at once. */
  async card(document) {
    const [url, title, date, byline, tags, has, , status, rating] = await this.record("cards", document);
    return { url, title, date, byline, tags, has, status, rating };
  }

  /** What passages are cut from. */
  async text(document) {
    const [abstract, note, authors, organisation] = await this.record("texts", document);
    return { abstract, note, authors, organisation };
  }

  facets() {
    this.reading ??= this.load("facets.bin").then(readFacets);
    this.reading.catch(() => (this.reading = undefined));
    return this.reading;
  }
}

function readFacets(bytes) {
  const { header, sections } = unpack(bytes);
  const facets = header.facets.map((facet, i) => ({
    ...facet,
    starts: starts(varints(sections[2 * i])),
    numbers: varints(sections[2 * i + 1]),
  }));
  return { facets, upvotes: varints(sections.at(-1)) };
}

