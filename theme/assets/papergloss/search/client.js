// The page's side of the worker. Queries are numbered; an answer is passed on unless a newer one has
// been, so that somebody who types without a pause sees results all the same.

let client = null;

/** The one client of a page. The first call starts the worker, which starts to load the index. */
export function clientFor(root) {
  client ??= new SearchClient(new URL("search/", root).href);
  return client;
}

class SearchClient {
  constructor(base) {
    this.worker = new Worker(new URL("./worker.js", import.meta.url));
    this.asked = 0;
    this.answered = 0;
    this.listeners = new Map(); // number of a query → its listener
    this.worker.addEventListener("message", ({ data }) => this.receive(data));
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.fail(event.message || "the worker did not start");
    });
    this.worker.postMessage({ base });
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
