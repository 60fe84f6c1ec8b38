// Keeps whole releases of the kiosk on the tablet and gives the page the one in use.
//
// It knows no release itself, so that taking a newer one needs no exchange of workers: Chromium
// leaves the older of two workers in place for minutes while it is busy. What is kept changes in
// one transaction that is on the disk when it completes: a power cut leaves the earlier release
// or the later one. The caches that are made for pages may be gone after it.

const HERE = "/kiosk/";
const LIST = "/kiosk/release.json";
const FILES = /^\/kiosk\/files\/([^/]+)\//;
const DATABASE = "hailong-kiosk-releases";
const STORE = "kept"; // files by stamp and address, beside them:
const IN_USE = "in use"; // the list of the release in use
const OF_THE_WIRE = ["content-encoding", "content-length"];

let opened;
const forget = () => (opened = undefined);

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onclose = forget; // by the browser, as when its disk went away
      request.result.onversionchange = () => forget(request.result.close()); // a later worker
      resolve(request.result);
    };
  });
  opened.catch(forget);
  return opened;
}

// Fulfilled with what `ask` asked for, when the transaction is complete.
async function inStore(mode, ask) {
  const transaction = (await database()).transaction(STORE, mode, { durability: "strict" });
  return new Promise((resolve, reject) => {
    const request = ask(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
}

const fromServer = (address) =>
  fetch(address, { cache: "no-store", credentials: "omit", redirect: "error" });

async function digestOf(body) {
  const bytes = await crypto.subtle.digest("SHA-256", body);
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function look(running) {
  const list = await (await fromServer(LIST)).json(); // a captive portal's page is none
  const sound = await soundOf(list);
  const missing = Object.keys(list.files).filter((address) => !sound.has(address));
  const arrived = await Promise.all(missing.map((address) => arrival(address, list)));
  await inStore("readwrite", (store) => {
    for (const file of arrived) store.put(file, [list.stamp, file.address]);
    store.put(list, IN_USE);
    if (running === list.stamp) forgetAllBut(running, store);
  });
  return list.stamp;
}

// Of the files in the list those that are here as they should be, by address.
async function soundOf({ stamp, files }) {
  const all = IDBKeyRange.bound([stamp], [stamp, []]);
  const kept = await inStore("readonly", (store) => store.getAll(all));
  const isSound = async ({ address, body }) => (await digestOf(body)) === files[address];
  const sound = await Promise.all(kept.map(isSound));
  return new Map(kept.filter((_, n) => sound[n]).map((file) => [file.address, file]));
}

async function arrival(address, { files }) {
  const answer = await fromServer(address);
  const body = await answer.arrayBuffer();
  const digest = await digestOf(body);
  if (!answer.ok || digest !== files[address]) throw new Error(`not ours: ${address}`);
  const headers = [...answer.headers].filter(([name]) => !OF_THE_WIRE.includes(name));
  return { address, digest, headers, body };
}

function forgetAllBut(stamp, store) {
  store.delete(IDBKeyRange.bound([], [stamp], false, true));
  store.delete(IDBKeyRange.lowerBound([stamp, []]));
}

const answered = ({ body, headers }) => new Response(body, { headers });

// With one file broken the server's page is better, which may be of another release.
async function page(event) {
  const list = await inStore("readonly", (store) => store.get(IN_USE)).catch(() => undefined);
  const sound = list && (await soundOf(list));
  const isWhole = list && sound.size === Object.keys(list.files).length;
  if (!isWhole) {
    const answer = await fetch(event.request).catch(() => undefined);
    if (answer?.headers.has("Kiosk-Release")) return answer;
  }
  const found = sound?.get(HERE);
  return found ? answered(found) : fetch(event.request);
}

async function file(event, address, stamp) {
  const asked = (store) => store.get([stamp, address]);
  const found = await inStore("readonly", asked).catch(() => undefined);
  const isSound = found && (await digestOf(found.body)) === found.digest;
  return isSound ? answered(found) : fetch(event.request);
}

async function dropCaches() {
  for (const name of await caches.keys()) await caches.delete(name); // of an earlier worker
}

addEventListener("install", (event) => event.waitUntil(look().then(skipWaiting)));
addEventListener("activate", (event) => event.waitUntil(dropCaches().then(() => clients.claim())));
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
