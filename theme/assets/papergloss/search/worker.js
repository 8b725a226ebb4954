/* The search worker: loads an engine and what results show, answers queries.
 *
 * A classic script, because lunr.min.js is one; the rest are modules. Messages in:
 *   { base }                  open the index under this address (…/search/)
 *   { id, text, limit }       a query
 * Messages out:
 *   { ready: true, total }    or { failed: reason }
 *   { id, total, whole, loose, hits: [{ url, title, passage, note, date, byline, tags }] }
 *   { texts: true }           passages can be had now; ask again
 */
importScripts("../vendor/lunr.min.js");

const modules = Promise.all([import("./engine-lunr.js"), import("./text.js")]);
let opened = null;
let texts = null;

async function load(base, name, cache) {
  const reply = await fetch(new URL(name, base), { cache });
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  return reply.json();
}

/** Load files that belong together; an old copy from the browser's cache is fetched anew. */
async function loadTogether(base, names) {
  const files = await Promise.all(names.map((name) => load(base, name, "default")));
  if (files.every((file) => file.stamp === files[0].stamp)) return files;
  return Promise.all(names.map((name) => load(base, name, "reload")));
}

async function open(base) {
  const [files, [{ LunrEngine }, text]] = await Promise.all([
    loadTogether(base, ["index.json", "docs.json"]),
    modules,
  ]);
  const [index, { docs, stamp }] = files;
  const titles = docs.map((doc) => doc[1]);
  postMessage({ ready: true, total: docs.length });
  return { engine: new LunrEngine(self.lunr, index, titles), docs, text, stamp, base };
}

async function loadTexts() {
  const { base, stamp } = await opened;
  let file = await load(base, "texts.json", "default");
  if (file.stamp !== stamp) file = await load(base, "texts.json", "reload");
  if (file.stamp !== stamp) return; // a new build has come out since: results without passages
  texts = file.texts;
  postMessage({ texts: true });
}

/** Papers whose arXiv id, DOI or other id stands in the query, also inside a pasted link. */
function named(docs, query) {
  const lower = query.toLowerCase();
  const refs = [];
  docs.forEach((doc, ref) => {
    const has = (id) => {
      const at = lower.indexOf(id.toLowerCase());
      return at >= 0 && !/[a-z0-9]/.test((lower[at - 1] ?? " ") + (lower[at + id.length] ?? " ").replace("v", " "));
    };
    if (doc[5].some(has)) refs.push({ ref, terms: [], whole: true });
  });
  return refs;
}

function shown({ engine, docs, text }, { ref, terms }) {
  const [url, title, date, byline, tags] = docs[ref];
  const matching = new Set(terms);
  const matches = (word) => {
    const stem = engine.stem(word);
    return matching.has(stem) ? stem : false;
  };
  const [abstract, note] = texts?.[ref] ?? ["", ""];
  const inNote = note ? text.passage(note, matches) : null;
  const inAbstract = text.passage(abstract, matches);
  const opening = abstract ? [abstract.slice(0, 180).replace(/\s\S*$/, "") + "…"] : null;
  return {
    url,
    title: text.marked(title, matches),
    passage: inNote ?? inAbstract ?? opening,
    note: Boolean(inNote),
    date,
    byline,
    tags: tags.map((tag) => text.marked(tag, matches)),
  };
}

async function answer({ id, text, limit }) {
  const archive = await opened;
  const query = text.slice(0, 300);
  const byId = named(archive.docs, query);
  const { hits, loose } = byId.length
    ? { hits: byId, loose: [] }
    : archive.engine.search(query.replace(/https?:\/\/\S*/g, " "));
  const first = hits.slice(0, limit).map((hit) => shown(archive, hit));
  const whole = hits.filter((hit) => hit.whole).length;
  postMessage({ id, total: hits.length, whole, loose, hits: first });
}

addEventListener("message", async ({ data }) => {
  try {
    if (data.base) {
      opened = open(data.base);
      await opened;
      loadTexts().catch(() => {}); // results do without passages
    } else {
      await answer(data);
    }
  } catch (error) {
    postMessage({ id: data.id, failed: String(error) });
  }
});
