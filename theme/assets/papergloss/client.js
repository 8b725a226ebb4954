// The page's side of search: the worker, and what every search needs, asked for while it starts.
// Queries are numbered; an answer is passed on unless a newer one has been, so that somebody who
// types without a pause sees results all the same.

let client = null;

/** The one client of a page. The first call starts the worker and fetches the index's first files. */
export function clientFor(root) {
  client ??= new SearchClient(new URL("search/", root).href);
  return client;
}

class SearchClient {
  constructor(base) {
    this.worker = new Worker(`${base}worker.js`);
    this.asked = 0;
    this.answered = 0;
    this.listeners = new Map(); // number of a query → its listener
    this.worker.addEventListener("message", ({ data }) => this.receive(data));
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.fail(event.message || "the worker did not start");
    });
    this.open(base);
  }

  /** Give the worker the address of the index and the first files of it. */
  async open(base) {
    const files = await firstFiles(base);
    this.worker.postMessage({ base, files }, Object.values(files));
    // With a service worker a small index is kept whole, so that search works without a network.
    const mayKeep = navigator.serviceWorker?.controller && !navigator.connection?.saveData;
    if (mayKeep) this.worker.postMessage({ keep: true });
  }

  /**
   * Ask: { text, sort, limit, chosen, facets }. The listener gets `answer(hits …)`, then
   * `details(passages, facets)`, or `failed(reason)`.
   */
  search(query, listener) {
    this.listeners.set(++this.asked, listener);
    if (this.failed) this.fail(this.failed);
    else this.worker.postMessage({ ...query, id: this.asked });
  }

  receive({ id, failed, answer, details }) {
    if (failed && id === undefined) return this.fail(failed);
    const listener = this.listeners.get(id);
    if (id < this.answered || !listener) return undefined;
    this.answered = id;
    for (const old of this.listeners.keys()) if (old < id) this.listeners.delete(old);
    if (failed) listener.failed(failed);
    else if (answer) listener.answer(answer);
    else listener.details(details);
    return undefined;
  }

  fail(reason) {
    this.failed = reason;
    for (const listener of this.listeners.values()) listener.failed(reason);
    this.listeners.clear();
  }
}

/**
 * The manifest and the files that it says every search begins with: { name: ArrayBuffer }. What
 * cannot be had is left out; the worker asks for it again and says what is wrong.
 */
async function firstFiles(base) {
  const files = {};
  const read = async (name, options) => {
    const reply = await fetch(base + name, options);
    if (reply.ok) files[name] = await reply.arrayBuffer();
  };
  try {
    await read("manifest.json", { cache: "no-cache" });
    const { first } = JSON.parse(new TextDecoder().decode(files["manifest.json"]));
    await Promise.all(first.map((name) => read(name)));
  } catch (error) {
    console.info("search begins slowly:", error.message);
  }
  return files;
}
