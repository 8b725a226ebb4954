// The search worker: opens the index and answers queries. A build joins it with what it imports and
// with the library of the site's engine into one classic script, search/worker.js.
//
// Messages in:
//   { base, files }                                    open the index under this address (…/search/);
//                                                      `files` are some of it, as ArrayBuffers by name
//   { keep }                                           fetch the whole index once there is time
//   { id, text, sort, limit, chosen, facets }          a query
// Messages out, all with the query's id:
//   { answer: { hits, total, whole, readAs, goesTo } } what results show at once
//   { details: { hits, facets, sorts } }               the same with passages, and live counts
//   { failed }                                         why not; without an id, no query can work

import { answer, facetCounts } from "./answer.js";
import { openArchive } from "./archive.js";
import { cards, passages } from "./present.js";

const QUIET = 3000; // milliseconds
const vendored = "../assets/papergloss/vendor/";
let base = null;
let given = {};
let opening = null;
let newest = 0;
let begin = null;
const begun = new Promise((resolve) => (begin = resolve));

const classic = (names) => importScripts(...names.map((name) => new URL(vendored + name, base).href));

async function load(name) {
  const there = given[name];
  delete given[name]; // once: whoever asks again wants it anew
  if (there) return new Uint8Array(there);
  // A manifest tells the folders of the newest build, and files there never change.
  const cache = name === "manifest.json" ? "no-cache" : "default";
  const reply = await fetch(new URL(name, base), { cache });
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  return new Uint8Array(await reply.arrayBuffer());
}

const open = async () => openArchive(load, classic, await load("manifest.json"));

async function reply(query) {
  const archive = await opening;
  const found = await answer(archive, query);
  const hits = await cards(archive, found);
  const { total, whole, readAs, goesTo } = found;
  postMessage({ id: query.id, answer: { hits, total, whole, readAs, goesTo: goesTo !== undefined } });
  const [details, facets] = await Promise.all([
    passages(archive, found, hits),
    query.facets ? facetCounts(archive, found) : null,
  ]);
  postMessage({ id: query.id, details: { hits: details, facets } });
}

async function receive(query) {
  newest = query.id;
  await begun;
  await new Promise((resume) => setTimeout(resume)); // whatever was typed meanwhile comes first
  if (query.id !== newest) return;
  try {
    await reply(query);
  } catch {
    // A new build may have come out since, with the old one's files gone: begin again, once.
    opening = open();
    await reply(query);
  }
}

/** Fetch, one after the other, all files of an index that is small enough. */
async function keepAll() {
  await begun;
  const { manifest } = await opening;
  await new Promise((resume) => setTimeout(resume, QUIET));
  for (const name of manifest.first) await load(name);
  for (const [kind, count] of Object.entries(manifest.offline ?? {})) {
    for (let number = 0; number < count; number++) await load(`${kind}-${number}.bin`);
  }
  if (manifest.offline) await load(`${manifest.folder}/facets.bin`);
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.keep) {
      await keepAll();
    } else if (data.base) {
      ({ base, files: given } = data);
      opening = open();
      begin();
      await opening;
    } else {
      await receive(data);
    }
  } catch (error) {
    if (data.id !== undefined) postMessage({ id: data.id, failed: String(error) });
  }
});
