// Whether a PIN lets somebody out; the tablet can tell without a network. Guessing takes ever longer.

import { fromBase64, toBase64, written } from "./bytes.js";
import { recall, remember } from "./database.js";

const FREE = 3; // wrong ones in a row, before one has to wait
const FIRST_WAIT = 30_000; // ms, doubled by each wrong one after
const LONGEST_WAIT = 3_600_000;

// How long nobody is heard, in ms. A clock that was set back makes it no longer than it was.
export async function waitLeft() {
  const { wrong, at } = await guesses();
  const whole = wrong < FREE ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (wrong - FREE));
  return Math.max(0, Math.min(whole, at + whole - Date.now()));
}

export async function isPin(typed, kept) {
  const { wrong } = await guesses();
  await remember({ guesses: { wrong: wrong + 1, at: Date.now() } }); // before: a reload wins nothing
  const is = (await digest(typed, kept)) === kept.digest;
  if (is) await remember({ guesses: undefined });
  return is;
}

const guesses = async () => (await recall("guesses")) ?? { wrong: 0, at: 0 };

async function digest(typed, { salt, rounds }) {
  const key = await crypto.subtle.importKey("raw", written(typed), "PBKDF2", false, ["deriveBits"]);
  const method = { name: "PBKDF2", hash: "SHA-256", salt: fromBase64(salt), iterations: rounds };
  return toBase64(new Uint8Array(await crypto.subtle.deriveBits(method, key, 256)));
}
