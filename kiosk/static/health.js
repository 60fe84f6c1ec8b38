// What the tablet tells of itself: nothing of it is about a citizen.

import { skew, today } from "./clock.js";
import { recall, remember } from "./database.js";
import { setAside, waiting } from "./queue.js";

const MINUTE = 60_000;
const DAYS = 35;

let isAble = false;

// Called by each screen: whether somebody could rate now.
export const able = (is) => (isAble = is);

export function start() {
  setInterval(() => {
    if (isAble && document.visibilityState === "visible") count().catch(() => {});
  }, MINUTE);
}

async function count() {
  const { day } = today();
  const minutes = { ...(await recall("minutes")) };
  minutes[day] = Math.min(1440, (minutes[day] ?? 0) + 1);
  const kept = Object.entries(minutes).sort().slice(-DAYS);
  await remember({ minutes: Object.fromEntries(kept) });
}

export async function state(release) {
  const battery = await navigator.getBattery?.().catch(() => undefined);
  return {
    queued: await waiting(),
    set_aside: await setAside(),
    release,
    battery: battery ? Math.round(battery.level * 100) : null,
    skew_seconds: skew(),
    minutes: (await recall("minutes")) ?? {},
  };
}
