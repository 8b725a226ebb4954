// What results show and what facets count, read as needed; the files that store.py writes.

import { joined, readColumns } from "./columns.js";
import { varints } from "./pack.js";

const decode = (bytes) => JSON.parse(new TextDecoder().decode(bytes));

export class Store {
  /**
   * `load(name)` and `notes(name)` give the bytes of the files of papers and of notes, decompressed;
   * `settled`, if any, has the first `chunks` of papers, which it loads; `noted` says which papers
   * have notes.
   */
  constructor({ load, settled, notes, noted, papers, perChunk }) {
    const chunk = (name, number) => (number < settled?.chunks ? settled.load(name) : load(name));
    this.files = { cards: chunk, texts: chunk, notes };
    this.load = load;
    this.noted = noted;
    this.papers = papers;
    this.perChunk = perChunk;
    this.chunks = new Map();
  }

  /** A chunk, read once. One that could not be had is asked for again the next time. */
  chunk(kind, number) {
    const name = `${kind}-${number}.bin`;
    if (!this.chunks.has(name)) {
      const reading = this.files[kind](name, number).then(decode);
      reading.catch(() => this.chunks.delete(name));
      this.chunks.set(name, reading);
    }
    return this.chunks.get(name);
  }

  async record(kind, place, perChunk) {
    return (await this.chunk(kind, Math.floor(place / perChunk)))[place % perChunk];
  }

  /** What a result shows at once. */
  async card(document) {
    const [url, title, date, byline, tags, has] = await this.record("cards", document, this.perChunk);
    const note = this.noted.of(document);
    const [status = "", rating = 0] = [note.status?.[0], note.rating?.[0]];
    return {
      url, title, date, byline, tags,
      has: [...has, ...(note.has ?? [])],
      status: status.replaceAll("-", " "),
      rating: Number(rating),
    };
  }

  /** What passages are cut from. */
  async text(document) {
    const [abstract, authors, organisation] = await this.record("texts", document, this.perChunk);
    return { abstract, authors, organisation, note: await this.note(document) };
  }

  async note(document) {
    const place = this.noted.places.get(document);
    return place === undefined ? "" : this.record("notes", place, this.noted.perChunk);
  }

  facets() {
    this.reading ??= this.load("facets.bin").then((bytes) => this.readFacets(bytes));
    this.reading.catch(() => (this.reading = undefined));
    return this.reading;
  }

  readFacets(bytes) {
    const { facets, sections } = readColumns(bytes);
    return { facets: joined(facets, this.noted, this.papers), upvotes: varints(sections.at(-1)) };
  }
}
