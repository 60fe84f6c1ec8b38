// Which day it is: the server's word and what the monotonic clock added to it since.

import { recall, remember } from "./database.js";

const OFFICE = 7 * 3600_000; // Asia/Ho_Chi_Minh, without summer time
const LEEWAY = 5 * 60_000; // the two clocks of the tablet may drift so far apart

let anchor; // from this run of the page
let earlier; // from a run before: the monotonic clock has begun anew since

export async function start() {
  earlier = await recall("anchor");
}

export function learn(now) {
  const server = Date.parse(now);
  anchor = { server, monotonic: performance.now(), wall: Date.now() };
  remember({ anchor: { server, wall: anchor.wall } }).catch(() => {}); // an aid, not a promise
}

// `late`: the day is not certain.
export function today() {
  if (anchor) {
    const passed = performance.now() - anchor.monotonic;
    const late = Math.abs(Date.now() - anchor.wall - passed) > LEEWAY;
    return { day: dayOf(anchor.server + passed), late };
  }
  const passed = earlier ? Math.max(0, Date.now() - earlier.wall) : 0;
  return { day: dayOf((earlier?.server ?? Date.now()) + passed), late: true };
}

// How far the wall clock is ahead of the server's, in seconds; null before the first answer.
export function skew() {
  if (!anchor) return null;
  const now = anchor.server + performance.now() - anchor.monotonic;
  return Math.round((Date.now() - now) / 1000);
}

export const lastContact = () => anchor?.server ?? earlier?.server;

const dayOf = (instant) => new Date(instant + OFFICE).toISOString().slice(0, 10);
