// Speaking with the server. An answer counts only if it is ours: portals answer 200 as well.

import { toBase64, written } from "./bytes.js";
import { learn } from "./clock.js";
import { recall, remember } from "./database.js";
import { newKeys, signature } from "./signing.js";

const API = "/kiosk/api/1";
const PATIENCE = 30_000; // ms

export class Away extends Error {}

export class Refused extends Error {
  constructor(answer) {
    super(answer.error);
    this.code = answer.error;
    this.lastNumber = answer.last_number;
  }
}

export async function enrol(code) {
  const { privateKey, publicKey } = await newKeys();
  const body = written(JSON.stringify({ code, public_key: publicKey }));
  const answer = await ask("POST", `${API}/enrol`, body, {}, null);
  const identity = { device: answer.device, privateKey };
  // Its running numbers are its own; what an earlier enrolment left in the queue keeps its.
  await remember({ identity, last_request: 0, last_number: 0 });
}

export const configuration = () => call("GET", "/configuration");

export const tell = (state) => call("POST", "/heartbeat", state);

export function send(batch) {
  const records = batch.map(({ order, ...record }) => record);
  return call("POST", "/ratings", { records });
}

async function call(method, path, content) {
  try {
    return await signed(method, path, content);
  } catch (error) {
    if (error.code !== "replayed") throw error;
    await remember({ last_request: error.lastNumber }); // an older copy of this tablet's memory
    return signed(method, path, content);
  }
}

async function signed(method, path, content) {
  const { device, privateKey } = await recall("identity");
  const number = ((await recall("last_request")) ?? 0) + 1;
  await remember({ last_request: number });
  const body = content ? written(JSON.stringify(content)) : new Uint8Array();
  const address = API + path;
  const headers = {
    "Kiosk-Device": device,
    "Kiosk-Number": String(number),
    "Kiosk-Signature": await signature({
      privateKey,
      method,
      path: address,
      device,
      number,
      body,
    }),
  };
  return ask(method, address, body, headers, number);
}

async function ask(method, address, body, headers, number) {
  let answer;
  try {
    const response = await fetch(address, {
      method,
      headers: { "Content-Type": "application/json", ...headers },
      body: method === "GET" ? undefined : body,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    answer = await response.json();
  } catch {
    throw new Away();
  }
  if (answer?.service !== "hailong-kiosk" || answer.protocol !== 1) throw new Away();
  if (answer.error) throw new Refused(answer);
  if (answer.answer_to !== number) throw new Away();
  learn(answer.now);
  return answer;
}
