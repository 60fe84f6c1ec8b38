// What the tablet keeps. A later version of this file may add stores; it never empties the queue.

const NAME = "hailong-kiosk";
const STORES = {
  device: {},
  queue: { keyPath: "order", autoIncrement: true },
  aside: { keyPath: "key" },
};
const STRICT = { durability: "strict" }; // on the disk before "complete": survives a power cut

let opened;

export function open() {
  opened ??= whole();
  opened.catch(forget); // the next try opens anew
  return opened;
}

const forget = () => (opened = undefined);

// Whichever release made it, an earlier or a later one: what is missing is added, the rest stays.
async function whole() {
  const found = await asked();
  const isWhole = Object.keys(STORES).every((name) => found.objectStoreNames.contains(name));
  if (isWhole) return found;
  found.close();
  return asked(found.version + 1);
}

function asked(version) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, version);
    request.onupgradeneeded = () => addMissing(request.result);
    request.onsuccess = () => {
      request.result.onclose = forget; // by the browser, as when its disk went away
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function addMissing(database) {
  for (const [name, shape] of Object.entries(STORES)) {
    if (!database.objectStoreNames.contains(name)) database.createObjectStore(name, shape);
  }
}

// Runs `work` on the named stores; fulfilled only when the transaction is complete.
export async function write(names, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(names, "readwrite", STRICT);
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    work(...names.map((name) => transaction.objectStore(name)));
  });
}

export async function read(name, ask) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const request = ask(database.transaction(name).objectStore(name));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

export const recall = (key) => read("device", (store) => store.get(key));

export const remember = (values) =>
  write(["device"], (store) => {
    for (const [key, value] of Object.entries(values)) store.put(value, key);
  });
