// Columns over documents that facets count: of all papers, and of those with a note, which become one.

import { starts, unpack, varints } from "./pack.js";

/** Read a pack of columns: { header, facets, rest } where `rest` are the sections after the facets'. */
export function readColumns(bytes, before = 0) {
  const { header, sections } = unpack(bytes);
  const facets = header.facets.map((facet, i) => ({
    ...facet,
    starts: starts(varints(sections[before + 2 * i])),
    numbers: varints(sections[before + 2 * i + 1]),
  }));
  return { header, facets, sections };
}

/** The values of a facet that a document has, by its place in the columns. */
export function valuesOf(facet, place) {
  const found = [];
  for (let i = facet.starts[place]; i < facet.starts[place + 1]; i++) found.push(facet.values[facet.numbers[i]]);
  return found;
}

/** Which papers have notes, and what these say of them: noted.bin. */
export class Noted {
  constructor(bytes) {
    const { header, facets, sections } = readColumns(bytes, 1);
    this.perChunk = header.perChunk;
    this.facets = facets;
    this.documents = varints(sections[0]);
    let document = -1;
    for (let i = 0; i < this.documents.length; i++) this.documents[i] = document += this.documents[i];
    this.places = new Map(Array.from(this.documents, (each, place) => [each, place]));
  }

  /** { name of a facet: [value] } of a document; empty without a note. */
  of(document) {
    const place = this.places.get(document);
    if (place === undefined) return {};
    return Object.fromEntries(this.facets.map((facet) => [facet.name, valuesOf(facet, place)]));
  }
}

/** The facets of papers and those of notes in one row: of two with one name, the values of both. */
export function joined(facets, noted, papers) {
  const added = noted.facets.map((facet) => spread(facet, noted.documents, papers));
  const both = facets.map((facet) => {
    const other = added.find((each) => each.name === facet.name);
    return other ? beside(facet, other) : facet;
  });
  return [...both, ...added.filter((facet) => !facets.some(({ name }) => name === facet.name))];
}

/** A facet of some documents as one of all. */
function spread(facet, documents, papers) {
  const sizes = new Uint32Array(papers);
  documents.forEach((document, place) => {
    sizes[document] = facet.starts[place + 1] - facet.starts[place];
  });
  return { ...facet, starts: starts(sizes) }; // in the same order, so the numbers stay as they are
}

function beside(a, b) {
  const sizes = Uint32Array.from({ length: a.starts.length - 1 }, (_, i) => size(a, i) + size(b, i));
  const numbers = new Uint32Array(a.numbers.length + b.numbers.length);
  for (let i = 0, at = 0; i < sizes.length; i++) {
    for (let j = a.starts[i]; j < a.starts[i + 1]; j++) numbers[at++] = a.numbers[j];
    for (let j = b.starts[i]; j < b.starts[i + 1]; j++) numbers[at++] = a.values.length + b.numbers[j];
  }
  return { ...a, values: [...a.values, ...b.values], starts: starts(sizes), numbers };
}

const size = (facet, document) => facet.starts[document + 1] - facet.starts[document];
