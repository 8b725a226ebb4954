// Asks one of our engines in Node what the browser would ask it. Reads from standard input
//   { scripts, index, queries: [text], limit, cold }
// (the folders of the theme's scripts and of a built site/search/; `cold` queries are also asked of a
// freshly opened index), and prints
//   { answers: [[document]], milliseconds: [of each], bytes: [fetched before each answer, cold] }

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const asked = JSON.parse(readFileSync(0, "utf8"));
const script = (name) => import(pathToFileURL(`${asked.scripts}/search/${name}`).href);
const { openArchive } = await script("archive.js");
const { answer } = await script("answer.js");

let fetched = 0;
async function load(name) {
  const bytes = await readFile(`${asked.index}/${name}`);
  fetched += name.endsWith(".json") ? gzipSync(bytes).length : bytes.length; // as a host sends it
  return bytes;
}

// The vendored libraries are classic scripts, which leave their names in the global scope.
function classic(names) {
  for (const name of names) (0, eval)(readFileSync(`${asked.scripts}/vendor/${name}`, "utf8"));
}

const open = async () => openArchive(load, classic, await load("manifest.json"));
const archive = await open();
const result = { answers: [], milliseconds: [], bytes: [] };
for (const text of asked.queries) {
  const before = performance.now();
  const { documents } = await answer(archive, { text, limit: asked.limit });
  result.milliseconds.push(performance.now() - before);
  result.answers.push(documents);
}
for (const text of asked.queries.slice(0, asked.cold)) {
  fetched = 0;
  const cold = await open();
  const { documents } = await answer(cold, { text, limit: 10 });
  await Promise.all(documents.map((document) => cold.store.card(document)));
  result.bytes.push(fetched);
}
process.stdout.write(JSON.stringify(result));
