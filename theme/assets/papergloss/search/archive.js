// Opens the index of a site: manifest.json names the engine, and the folder of one build's files.

import { unsqueeze } from "./pack.js";
import { Store } from "./store.js";

const FORMAT = 1;

/**
 * Open an archive: { engine, store, manifest }.
 *   load(name) gives the bytes of a file below site/search/
 *   classic(names) runs vendored classic scripts (which leave globals behind)
 *   told is manifest.json
 */
export async function openArchive(load, classic, told) {
  const manifest = JSON.parse(new TextDecoder().decode(told));
  if (manifest.format !== FORMAT) throw new Error(`an index of format ${manifest.format}`);
  const raw = (name) => load(`${manifest.folder}/${name}`);
  const packed = async (name) => unsqueeze(await raw(name));
  const store = new Store(packed, manifest.papers, manifest.perChunk);
  const open = manifest.engine === "lunr" ? openLunr : openSharded;
  return { engine: await open({ raw, packed, store, classic }), store, manifest };
}

async function openLunr({ raw, store, classic }) {
  const [index, cards, { LunrEngine }] = await Promise.all([
    raw("index.json"),
    store.papers ? store.chunk("cards", 0) : [],
    import("./engine-lunr.js"),
    classic(["lunr.min.js"]),
  ]);
  const serialised = JSON.parse(new TextDecoder().decode(index));
  return new LunrEngine(globalThis.lunr, serialised, cards, store);
}

async function openSharded({ packed, classic }) {
  const [{ ShardedEngine }, core] = await Promise.all([
    import("./engine-sharded.js"),
    packed("core.bin"),
    import("./words.js"), // the engine imports these: asked for now, they do not wait for it
    import("./postings.js"),
    classic(["snowball-base.min.js", "snowball-english.min.js"]),
  ]);
  return new ShardedEngine(packed, new globalThis.EnglishStemmer(), core);
}
