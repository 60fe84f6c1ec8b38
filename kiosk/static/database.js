// What the tablet keeps. A later version of this file may add stores; it never empties the queue.

const NAME = "hailong-kiosk";
const VERSION = 1;
const STRICT = { durability: "strict" }; // on the disk before "complete": survives a power cut

let opened;

export function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const database = request.result;
      database.createObjectStore("device");
      database.createObjectStore("queue", { keyPath: "order", autoIncrement: true });
      database.createObjectStore("aside", { keyPath: "key" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  });
  opened.catch(() => (opened = undefined)); // the next try opens anew
  return opened;
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
