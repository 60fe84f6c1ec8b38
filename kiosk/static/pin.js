// Whether a PIN lets somebody out; the tablet can tell without a network.

import { fromBase64, toBase64, written } from "./bytes.js";

export async function isPin(typed, { salt, rounds, digest }) {
  const key = await crypto.subtle.importKey("raw", written(typed), "PBKDF2", false, ["deriveBits"]);
  const method = { name: "PBKDF2", hash: "SHA-256", salt: fromBase64(salt), iterations: rounds };
  return toBase64(new Uint8Array(await crypto.subtle.deriveBits(method, key, 256))) === digest;
}
