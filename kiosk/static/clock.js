// Which day it is, and whether the counter is open: the server's word and what the monotonic clock added to it since.

import { recall, remember } from "./database.js";

const OFFICE = 7 * 3600_000; // Asia/Ho_Chi_Minh, without summer time
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
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
  const { at, late } = instant();
  return { day: there(at).slice(0, 10), late };
}

// Whether the counter is closed by these hours; only for sure: a wrong clock closes no kiosk.
export function isOutside(hours) {
  const { at, late } = instant();
  if (late || !hours || Object.keys(hours).length === 0) return false;
  const time = there(at).slice(11, 16);
  const stretches = hours[WEEKDAYS[new Date(at + OFFICE).getUTCDay()]] ?? [];
  return !stretches.some(([from, to]) => from <= time && time < to);
}

function instant() {
  if (anchor) {
    const passed = performance.now() - anchor.monotonic;
    const late = Math.abs(Date.now() - anchor.wall - passed) > LEEWAY;
    return { at: anchor.server + passed, late };
  }
  const passed = earlier ? Math.max(0, Date.now() - earlier.wall) : 0;
  return { at: (earlier?.server ?? Date.now()) + passed, late: true };
}

// How far the wall clock is ahead of the server's, in seconds; null before the first answer.
export function skew() {
  if (!anchor) return null;
  const now = anchor.server + performance.now() - anchor.monotonic;
  return Math.round((Date.now() - now) / 1000);
}

export const lastContact = () => anchor?.server ?? earlier?.server;

const there = (at) => new Date(at + OFFICE).toISOString();
