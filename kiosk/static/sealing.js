// Closes a record for the server: from then on the tablet cannot read it either.

import { fromBase64, joined, toBase64, written } from "./bytes.js";
import { NAME } from "./signing.js";

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const KEY = 32;
const NONCE = 12; // bytes

export async function seal({ content, device, number, key, sealingKey }) {
  const point = fromBase64(sealingKey.public);
  const server = await crypto.subtle.importKey("raw", point, CURVE, false, []);
  const own = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]);
  const ownPoint = new Uint8Array(await crypto.subtle.exportKey("raw", own.publicKey));
  const secret = await crypto.subtle.deriveBits(
    { name: "ECDH", public: server },
    own.privateKey,
    256,
  );
  const derived = await stretched(secret, joined(ownPoint, point));
  const aes = await crypto.subtle.importKey("raw", derived.slice(0, KEY), "AES-GCM", false, [
    "encrypt",
  ]);
  const beside = written([NAME, device, number, key, sealingKey.id].join("\n"));
  const closed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: derived.slice(KEY), additionalData: beside },
    aes,
    written(JSON.stringify(content)),
  );
  return toBase64(joined(ownPoint, new Uint8Array(closed)));
}

async function stretched(secret, salt) {
  const base = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const info = written(`${NAME} record`);
  const method = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(method, base, (KEY + NONCE) * 8));
}
