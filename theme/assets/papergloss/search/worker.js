/* The search worker: opens the index and answers queries.
 *
 * A classic script, because the vendored libraries are; the rest are modules. Messages in:
 *   { base }                                           open the index under this address (…/search/)
 *   { keep }                                           fetch the whole index once there is time
 *   { id, text, sort, limit, chosen, facets }          a query
 * Messages out, all with the query's id:
 *   { answer: { hits, total, whole, readAs, goesTo } } what results show at once
 *   { details: { hits, facets, sorts } }               the same with passages, and live counts
 *   { failed }                                         why not; without an id, no query can work
 */
// Asked for at once: the first three import the others, which then need not wait for them.
const MODULES = "archive answer present pack store text query facets titles ids matches".split(" ");
const modules = Promise.all(MODULES.map((name) => import(`./${name}.js`)));
let base = null;
let opening = null;
let newest = 0;
const QUIET = 3000; // milliseconds

const classic = (names) => importScripts(...names.map((name) => `../vendor/${name}`));

async function load(name) {
  // A manifest tells the folder of the newest build, and files there never change.
  const cache = name === "manifest.json" ? "no-cache" : "default";
  const reply = await fetch(new URL(name, base), { cache });
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  return new Uint8Array(await reply.arrayBuffer());
}

async function open() {
  const manifest = load("manifest.json"); // while the modules are on their way
  const [{ openArchive }] = await modules;
  return openArchive(load, classic, await manifest);
}

async function reply(query) {
  const [, { answer, facetCounts }, { cards, passages }] = await modules;
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
  const { manifest } = await opening;
  await new Promise((resume) => setTimeout(resume, QUIET));
  for (const [kind, count] of Object.entries(manifest.offline ?? {})) {
    for (let number = 0; number < count; number++) await load(`${manifest.folder}/${kind}-${number}.bin`);
  }
  if (manifest.offline) await load(`${manifest.folder}/facets.bin`);
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.keep) await keepAll();
    else     if (data.base) {
      base = data.base;
      opening = open();
      await opening;
    } else {
      await receive(data);
    }
  } catch (error) {
    if (data.id !== undefined) postMessage({ id: data.id, failed: String(error) });
  }
});
