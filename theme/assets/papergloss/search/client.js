// The page's side of the worker: one query at a time, the newest wins.

export class SearchClient {
  constructor(base) {
    this.worker = new Worker(new URL("./worker.js", import.meta.url));
    this.waiting = null; // the query that is to run next
    this.running = null;
    this.count = 0;
    this.onTexts = () => {};
    this.worker.addEventListener("message", ({ data }) => this.receive(data));
    this.worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.receive({ failed: event.message || "the worker did not start" });
    });
    this.worker.postMessage({ base });
  }

  /** Resolves to the answer, or to null if a newer query has taken its place. */
  search(text, limit) {
    return new Promise((resolve, reject) => {
      this.waiting?.resolve(null);
      this.waiting = { text, limit, resolve, reject };
      this.next();
    });
  }

  next() {
    if (this.failed && this.waiting) {
      this.waiting.reject(new Error(this.failed));
      this.waiting = null;
    }
    if (this.running || !this.waiting) return;
    const { text, limit } = this.waiting;
    this.running = { ...this.waiting, id: ++this.count };
    this.waiting = null;
    this.worker.postMessage({ id: this.running.id, text, limit });
  }

  receive(data) {
    if (data.texts) this.onTexts();
    if (data.failed && data.id === undefined) this.failed = data.failed;
    if (this.running && (data.id === this.running.id || this.failed)) {
      const { resolve, reject } = this.running;
      this.running = null;
      if (data.failed) reject(new Error(data.failed));
      else resolve(data);
    }
    this.next();
  }
}
