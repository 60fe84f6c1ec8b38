// What the tablet tells of itself: nothing of it is about a citizen.

import { skew, today } from "./clock.js";
import { recall, remember } from "./database.js";
import { probe, setAside, waiting } from "./queue.js";

const MINUTE = 60_000;
const DAYS = 35;

let isAble = false;

// Called by each screen: whether somebody could rate now.
export const able = (is) => (isAble = is);

export function start() {
  setInterval(() => {
    if (document.visibilityState === "visible") count().catch(() => {});
  }, MINUTE);
}

async function count() {
  const { day } = today();
  await another("screen_minutes", day);
  if (isAble) await another("minutes", day);
}

async function another(name, day) {
  const minutes = { ...(await recall(name)) };
  minutes[day] = Math.min(1440, (minutes[day] ?? 0) + 1);
  const kept = Object.entries(minutes).sort().slice(-DAYS);
  await remember({ [name]: Object.fromEntries(kept) });
}

export async function state(release) {
  const battery = await navigator.getBattery?.().catch(() => undefined);
  return {
    queued: await waiting(),
    set_aside: await setAside(),
    release,
    battery: battery ? Math.round(battery.level * 100) : null,
    skew_seconds: skew(),
    storage_fails: await probe().then(
      () => false,
      () => true,
    ),
    minutes: (await recall("minutes")) ?? {},
    screen_minutes: (await recall("screen_minutes")) ?? {},
  };
}
