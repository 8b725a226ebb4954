/* The service worker: what has been visited can be read again without a network, search included.
 *
 * Pages and scripts come from the network and, failing that, from what was kept. The files of a
 * search index never change (their folder is named by what is in them), so kept ones serve at once;
 * a new manifest means a new folder, and the old one's files go. */
const KEPT = "papergloss-1";
const MOST = 2500; // files
let written = 0;
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
  event.respondWith(inIndex.test(path) ? fromIndex(request) : fromNetwork(request, path));
});

const pathOf = (url) => (url.startsWith(root.href) ? url.slice(root.href.length) : null);

async function fromIndex(request) {
  return (await caches.match(request)) ?? fetched(request);
}

async function fromNetwork(request, path) {
  try {
    const reply = await fetched(request);
    if (path === "search/manifest.json" && reply.ok) await forgetOldIndex(await reply.clone().json());
    return reply;
  } catch (error) {
    // search/?q=… is the search page, whatever is asked.
    const kept = await caches.match(request, { ignoreSearch: request.mode === "navigate" });
    if (kept) return kept;
    throw error;
  }
}

async function fetched(request) {
  const reply = await fetch(request);
  if (reply.ok) await keep(request.url.replace(/[?#].*/, ""), reply.clone());
  return reply;
}

async function keep(address, reply) {
  if (!reply.ok || reply.type !== "basic") return;
  const cache = await caches.open(KEPT);
  await cache.put(address, reply);
  if (++written % 100) return; // looking through all of them takes time
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - MOST))) await cache.delete(old);
}

async function forgetOldIndex({ folder }) {
  const cache = await caches.open(KEPT);
  for (const request of await cache.keys()) {
    const found = inIndex.exec(pathOf(request.url) ?? "");
    if (found && found[1] !== folder) await cache.delete(request);
  }
}
