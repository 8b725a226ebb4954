/* The service worker: what has been visited can be read again without a network, search included.
 *
 * Pages and scripts come from the network and, failing that, from what was kept. The files of a
 * search index never change (their folder is named by what is in them), so kept ones serve at once;
 * a new manifest means new folders, and the old ones' files go. A reply is passed on while it is being
 * kept: search asks for many small files, and would wait for the disk with each. */
const KEPT = "papergloss-1";
const MOST = 2500; // files
let written = 0;
let there = null; // the addresses of the index's files that are kept
const root = new URL(self.registration.scope);
const inIndex = /^search\/([^/]+)\/./;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(takeOver()));

async function takeOver() {
  for (const name of await caches.keys()) {
    if (name.startsWith("papergloss-") && name !== KEPT) await caches.delete(name);
  }
  await self.clients.claim();
}

/** The first page was there before this worker: it says what it consists of. */
self.addEventListener("message", (event) => {
  const visited = (event.data?.visited ?? []).filter((address) => address.startsWith(root.href));
  event.waitUntil(Promise.allSettled(visited.map(async (address) => keep(address, await fetch(address)))));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== "GET" || path === null || path.startsWith("livereload")) return;
  event.respondWith(inIndex.test(path) ? fromIndex(event) : fromNetwork(event, path));
});

const pathOf = (url) => (url.startsWith(root.href) ? url.slice(root.href.length) : null);

async function fromIndex(event) {
  there ??= addressesKept();
  const isKept = (await there).has(event.request.url);
  return (isKept && (await caches.match(event.request))) || fetched(event);
}

/** The addresses of what is kept of indexes: asking the cache itself takes longer than a fetch. */
async function addressesKept() {
  const cache = await caches.open(KEPT);
  const all = (await cache.keys()).map(({ url }) => url);
  return new Set(all.filter((url) => inIndex.test(pathOf(url) ?? "")));
}

async function fromNetwork(event, path) {
  const { request } = event;
  try {
    const reply = await fetched(event);
    if (path === "search/manifest.json" && reply.ok) {
      event.waitUntil(reply.clone().json().then(forgetOldIndex));
    }
    return reply;
  } catch (error) {
    // search/?q=… is the search page, whatever is asked.
    const kept = await caches.match(request, { ignoreSearch: request.mode === "navigate" });
    if (kept) return kept;
    throw error;
  }
}

async function fetched(event) {
  const reply = await fetch(event.request);
  if (reply.ok) event.waitUntil(keep(event.request.url.replace(/[?#].*/, ""), reply.clone()));
  return reply;
}

async function keep(address, reply) {
  if (!reply.ok || reply.type !== "basic") return;
  const cache = await caches.open(KEPT);
  await cache.put(address, reply);
  if (inIndex.test(pathOf(address))) (await there)?.add(address);
  if (++written % 100) return; // looking through all of them takes time
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST))) await forget(cache, old);
}

async function forget(cache, request) {
  (await there)?.delete(request.url);
  await cache.delete(request);
}

async function forgetOldIndex({ folder, notes, settled }) {
  const cache = await caches.open(KEPT);
  const now = [folder, notes, settled?.folder];
  for (const request of await cache.keys()) {
    const found = inIndex.exec(pathOf(request.url) ?? "");
    if (found && !now.includes(found[1])) await forget(cache, request);
  }
}
