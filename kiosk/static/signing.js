// The key pair of the tablet: the private half never leaves the browser, not even to this page.

import { joined, toBase64, written } from "./bytes.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const METHOD = { name: "ECDSA", hash: "SHA-256" };
export const NAME = "hailong-kiosk-1";

export async function newKeys() {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  const point = await crypto.subtle.exportKey("raw", pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: toBase64(new Uint8Array(point)) };
}

export async function signature({ privateKey, method, path, device, number, body }) {
  const head = written([NAME, method, path, device, number, ""].join("\n"));
  const signed = await crypto.subtle.sign(METHOD, privateKey, joined(head, body));
  return toBase64(new Uint8Array(signed));
}
