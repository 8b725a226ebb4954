// Columns over all documents: which documents have which values, and how many of the found ones do.

import { words } from "./text.js";

const folded = (value) => words(value).join(" ");

/** The numbers of the facet's values that a query's value means: those that are it, or begin so. */
export function meant(facet, value) {
  const years = facet.name === "year" && /^(\d{4})?\s*(?:-|\.\.|–)\s*(\d{4})?$/.exec(value.trim());
  if (years && (years[1] || years[2])) {
    const [from, to] = [Number(years[1] ?? 0), Number(years[2] ?? 9999)];
    return numbersOf(facet, (name) => Number(name) >= from && Number(name) <= to);
  }
  const wanted = folded(value);
  const same = numbersOf(facet, (name) => folded(name) === wanted);
  return same.size ? same : numbersOf(facet, (name) => folded(name).startsWith(wanted));
}

function numbersOf(facet, fits) {
  const found = new Set();
  facet.values.forEach((name, number) => {
    if (fits(name)) found.add(number);
  });
  return found;
}

/** The documents that have one of the values. */
export function maskOf(facet, numbers) {
  const mask = new Uint8Array(facet.starts.length - 1);
  for (let document = 0; document < mask.length; document++) {
    for (let i = facet.starts[document]; i < facet.starts[document + 1]; i++) {
      if (numbers.has(facet.numbers[i])) mask[document] = 1;
    }
  }
  return mask;
}

/** How many of the documents have each value, the most frequent first: [[value, count]]. */
export function counted(facet, documents) {
  const counts = new Uint32Array(facet.values.length);
  for (const document of documents) {
    for (let i = facet.starts[document]; i < facet.starts[document + 1]; i++) {
      counts[facet.numbers[i]]++;
    }
  }
  const found = facet.values.map((value, number) => [value, counts[number]]);
  return found.filter(([, count]) => count).sort((a, b) => b[1] - a[1]);
}
