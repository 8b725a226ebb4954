// Asks other search engines what our own are asked. Reads from standard input
//   { engine, modules, papers: [[title, tags, authors, abstract]], queries: [text], limit, folder }
// and prints { answers: [[document]], milliseconds: [of each] }. Each engine is set up as its own
// documentation does for such pages; `modules` is a folder with node_modules, `folder` a scratch one.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const asked = JSON.parse(readFileSync(0, "utf8"));
const modules = pathToFileURL(`${asked.modules}/`).href;
const require = createRequire(modules);
const names = ["title", "tags", "authors", "abstract"];
const documents = asked.papers.map((fields, ref) => ({
  ref,
  ...Object.fromEntries(names.map((name, i) => [name, fields[i]])),
}));

const engines = {
  async lunr() {
    const lunr = require("lunr");
    const index = lunr(function () {
      this.ref("ref");
      this.field("title", { boost: 10 });
      for (const name of names.slice(1)) this.field(name);
      for (const each of documents) this.add(each);
    });
    // Signs of its query language would be syntax errors.
    return (text) => index.search(text.replace(/[:^~*+-]/g, " ")).map((hit) => Number(hit.ref));
  },

  async minisearch() {
    const MiniSearch = require("minisearch");
    const boost = { title: 2 };
    const index = new MiniSearch({
      idField: "ref",
      fields: names,
      searchOptions: { boost, fuzzy: 0.2, prefix: true },
    });
    index.addAll(documents);
    return (text) => index.search(text).map((hit) => hit.id);
  },

  async pagefind() {
    const { createIndex, close } = await import(`${modules}node_modules/pagefind/lib/index.js`);
    const { index } = await createIndex();
    for (const { ref, title, tags, authors, abstract } of documents) {
      const [head, ...rest] = [title, tags, authors, abstract].map(escaped);
      const content = `<html lang="en"><body><h1>${head}</h1><p>${rest.join("</p><p>")}</p></body></html>`;
      await index.addHTMLFile({ url: `/${ref}/`, content });
    }
    await index.writeFiles({ outputPath: `${asked.folder}/pagefind` });
    await close();
    return pagefindIn(`${asked.folder}/pagefind`);
  },
};

const escaped = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");

/** Pagefind's own browser module, with what it needs of a browser: files by address. */
async function pagefindIn(folder) {
  globalThis.window ??= globalThis;
  globalThis.document ??= { querySelector: () => ({ getAttribute: () => "en" }), currentScript: null };
  globalThis.location ??= new URL(pathToFileURL(`${folder}/`).href);
  globalThis.fetch = async (address) => {
    const path = fileURLToPath(new URL(String(address).replace(/\?.*/, ""), pathToFileURL(`${folder}/`)));
    return new Response(await readFile(path));
  };
  const pagefind = await import(pathToFileURL(`${folder}/pagefind.js`).href);
  await pagefind.options({ basePath: pathToFileURL(`${folder}/`).href, baseUrl: "/" });
  await pagefind.init();
  return async (text) => {
    const { results } = await pagefind.search(text);
    const data = await Promise.all(results.slice(0, asked.limit).map((result) => result.data()));
    return data.map(({ url }) => Number(/\d+/.exec(url)[0]));
  };
}

const search = await engines[asked.engine]();
const result = { answers: [], milliseconds: [] };
for (const text of asked.queries) {
  const before = performance.now();
  result.answers.push((await search(text)).slice(0, asked.limit));
  result.milliseconds.push(performance.now() - before);
}
process.stdout.write(JSON.stringify(result));
