// Keeps one whole release on the tablet; what is not ours is never kept.
const RELEASE = {{ stamp|tojson }};
const ADDRESSES = {{ addresses|tojson }};
const PAGE = ADDRESSES[0];

async function ours(address) {
  const answer = await fetch(new Request(address, { cache: "reload", credentials: "omit" }));
  if (!answer.ok || answer.headers.get("Kiosk-Release") !== RELEASE) throw new Error(address);
  return answer;
}

async function keepAll() {
  const answers = await Promise.all(ADDRESSES.map(ours));
  const cache = await caches.open(RELEASE);
  await Promise.all(ADDRESSES.map((address, n) => cache.put(address, answers[n])));
}

async function forgetOthers() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== RELEASE).map((name) => caches.delete(name)));
  await clients.claim();
}

// A file that the browser has thrown away is fetched and kept again.
async function kept(address) {
  const cache = await caches.open(RELEASE);
  const found = await cache.match(address);
  if (found) return found;
  const answer = await ours(address);
  await cache.put(address, answer.clone());
  return answer;
}

addEventListener("install", (event) => event.waitUntil(keepAll()));
addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
addEventListener("message", (event) => event.data === "take over" && skipWaiting());
addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (ADDRESSES.includes(pathname)) {
    event.respondWith(kept(pathname).catch(() => fetch(event.request)));
  }
});
