// Brings what waits to the server, and what is to be asked back; never in a citizen's way.

import { remember } from "./database.js";
import { state } from "./health.js";
import { oldest, settle } from "./queue.js";
import { Away, configuration, Refused, send, tell } from "./server.js";

const BATCH = 50;
const USUALLY = 300_000; // ms; with the jitter it tells an observer nothing about who came when
const SOON = 1_000;
const FIRST_WAIT = 5_000;
const LONGEST_WAIT = 300_000;

let timer;
let running;
let isNudged; // the network came back while an attempt was under way
let failures = 0;
let release;

// `told` hears after each attempt what it brought: { configuration } or { refused }.
export function start(told, of) {
  release = of;
  const next = async () => {
    isNudged = false;
    const succeeded = await once(told);
    failures = succeeded ? 0 : failures + 1;
    schedule(next, isNudged ? SOON : succeeded ? USUALLY : wait(failures));
  };
  addEventListener("online", () => {
    if (running) isNudged = true;
    else schedule(next, SOON);
  });
  schedule(next, 0);
}

// One attempt; whoever asks while one is under way waits for that one.
export function once(told) {
  running ??= attempt(told).finally(() => (running = undefined));
  return running;
}

async function attempt(told) {
  try {
    told({ configuration: await fresh() });
  } catch (error) {
    if (error instanceof Refused) told({ refused: error.code });
    // Where nothing is asked any more, what was taken before is still brought.
    if (!(error instanceof Refused && error.code === "nothing_asked")) return expected(error);
  }
  try {
    await drain();
    await tell(await state(release));
    return true;
  } catch (error) {
    return expected(error);
  }
}

async function fresh() {
  const { service, protocol, answer_to, now, ...found } = await configuration();
  await remember({ configuration: found });
  return found;
}

async function drain() {
  for (;;) {
    const batch = await oldest(BATCH);
    if (batch.length === 0) return;
    const settled = await settle(batch, await send(batch));
    if (settled === 0) throw new Away(); // a receipt that names nothing: not again at once
  }
}

function expected(error) {
  if (error instanceof Away || error instanceof Refused || error instanceof DOMException) {
    return false;
  }
  throw error;
}

const wait = (times) => Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (times - 1));

function schedule(work, delay) {
  clearTimeout(timer);
  timer = setTimeout(work, delay * (0.5 + Math.random() / 2));
}
