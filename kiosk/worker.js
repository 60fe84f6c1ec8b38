// Keeps whole releases of the kiosk on the tablet and gives the page the one in use.
//
// It knows no release itself, so that taking a newer one needs no exchange of workers: Chromium
// leaves the older of two workers in place for minutes while it is busy. A release is a cache by
// the name of its stamp; its list, with the digest of each file, is put in last.

const HERE = "/kiosk/";
const LIST = "/kiosk/release.json";
const FILES = /^\/kiosk\/files\/([^/]+)\//;
const POINTER = "kiosk-in-use"; // the cache with the list of the release in use

const fromServer = (address) =>
  fetch(address, { cache: "no-store", credentials: "omit", redirect: "error" });

async function isSound(answer, digest) {
  if (!answer?.ok) return false;
  const bytes = await crypto.subtle.digest("SHA-256", await answer.clone().arrayBuffer());
  const hex = [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0"));
  return hex.join("") === digest;
}

async function look(running) {
  const answer = await fromServer(LIST);
  const list = await answer.clone().json(); // a captive portal's page is none
  await keep(list);
  await (await caches.open(POINTER)).put(LIST, answer);
  if (running === list.stamp) await forgetAllBut([POINTER, running]);
  return list.stamp;
}

// What is there and sound is not fetched again, so that looking mends what is broken.
async function keep({ stamp, files }) {
  const cache = await caches.open(stamp);
  const one = async ([address, digest]) => {
    if (await isSound(await cache.match(address), digest)) return;
    const answer = await fromServer(address);
    if (!(await isSound(answer, digest))) throw new Error(`not ours: ${address}`);
    await cache.put(address, answer);
  };
  await Promise.all(Object.entries(files).map(one));
  await cache.put(LIST, new Response(JSON.stringify({ stamp, files })));
}

async function forgetAllBut(names) {
  const all = await caches.keys();
  await Promise.all(all.filter((name) => !names.includes(name)).map((name) => caches.delete(name)));
}

async function kept(name) {
  const found = await caches.match(LIST, { cacheName: name });
  return found?.json();
}

async function sound({ stamp, files }, address) {
  const found = await caches.match(address, { cacheName: stamp });
  return (await isSound(found, files[address])) && found;
}

// With one file broken the server's page is better, which may be of another release.
async function page(event) {
  const list = await kept(POINTER).catch(() => undefined);
  const all = list ? Object.keys(list.files).map((address) => sound(list, address)) : [];
  const isWhole = list && (await Promise.all(all)).every(Boolean);
  if (!isWhole) {
    const answer = await fetch(event.request).catch(() => undefined);
    if (answer?.headers.has("Kiosk-Release")) return answer;
  }
  const found = list && (await caches.match(HERE, { cacheName: list.stamp }));
  return found ?? fetch(event.request);
}

async function file(event, address, stamp) {
  const list = await kept(stamp).catch(() => undefined);
  const found = list && (await sound(list, address));
  return found || fetch(event.request);
}

addEventListener("install", (event) => event.waitUntil(look().then(skipWaiting)));
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("message", (event) => {
  const tell = (stamp) => event.ports[0].postMessage(stamp);
  event.waitUntil(look(event.data).then(tell, () => tell()));
});
addEventListener("fetch", (event) => {
  const { pathname, origin } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  const [, stamp] = FILES.exec(pathname) ?? [];
  if (pathname === HERE) event.respondWith(page(event));
  else if (stamp) event.respondWith(file(event, pathname, stamp));
});
