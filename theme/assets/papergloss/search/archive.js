// Opens the index of a site: manifest.json names the engine, and the folders of one build's files.

import { Noted } from "./columns.js";
import { openLunr } from "./engine-lunr.js";
import { openSharded } from "./engine-sharded.js";
import { unsqueeze } from "./pack.js";
import { Store } from "./store.js";

const FORMAT = 3;
const ENGINES = { lunr: openLunr, sharded: openSharded };

/**
 * Open an archive: { engine, store, manifest }.
 *   load(name) gives the bytes of a file below site/search/
 *   classic(names) runs vendored classic scripts (which leave globals behind)
 *   told is manifest.json
 */
export async function openArchive(load, classic, told) {
  const manifest = JSON.parse(new TextDecoder().decode(told));
  if (manifest.format !== FORMAT) throw new Error(`an index of format ${manifest.format}`);
  const read = new Map(); // what the engine and the store both want is decompressed once
  const folder = (name) => (file) => {
    const path = `${name}/${file}`;
    if (!manifest.first.includes(path)) return load(path).then(unsqueeze);
    if (!read.has(path)) read.set(path, load(path).then(unsqueeze));
    return read.get(path);
  };
  const [papers, notes] = [folder(manifest.folder), folder(manifest.notes)];
  const settled = manifest.settled && { ...manifest.settled, load: folder(manifest.settled.folder) };
  const store = notes("noted.bin").then(
    (bytes) => new Store({ ...manifest, load: papers, settled, notes, noted: new Noted(bytes) }),
  );
  const engine = ENGINES[manifest.engine]({ papers, notes, store, classic });
  return { engine: await engine, store: await store, manifest };
}
