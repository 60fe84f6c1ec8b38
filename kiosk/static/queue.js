// Ratings that wait. One is taken only when it is on the disk, and leaves only by a receipt.

import { read, recall, write } from "./database.js";
import { seal } from "./sealing.js";

// Fulfilled when the rating is safe; whoever called may say thanks then and not before.
export async function put(content, { device, sealingKey }) {
  const number = ((await recall("last_number")) ?? 0) + 1;
  const key = crypto.randomUUID();
  const sealed = await seal({ content, device, number, key, sealingKey });
  const record = { device, number, key, sealed_for: sealingKey.id, sealed };
  await write(["queue", "device"], (queue, kept) => {
    queue.add(record);
    kept.put(number, "last_number");
  });
}

export const oldest = (count) => read("queue", (store) => store.getAll(null, count));
export const waiting = () => read("queue", (store) => store.count());
export const setAside = () => read("aside", (store) => store.count());

// Deletes what the receipt names as recorded, and puts aside what it refuses.
export async function settle(batch, { recorded, refused }) {
  const safe = new Set(recorded);
  const why = new Map(refused.map(({ key, code }) => [key, code]));
  const named = batch.filter(({ key }) => safe.has(key) || why.has(key));
  await write(["queue", "aside"], (queue, aside) => {
    for (const record of named) {
      if (!safe.has(record.key)) aside.put({ ...record, code: why.get(record.key) });
      queue.delete(record.order);
    }
  });
  return named.length;
}

// Whether anything can be kept at all: written and taken back, as a rating would be.
export async function probe() {
  await write(["device"], (kept) => kept.put(Date.now(), "probe"));
}
