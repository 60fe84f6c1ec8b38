// The kiosk: what it shows at rest, what it learns meanwhile, and how it begins.

import * as clock from "./clock.js";
import { open, recall } from "./database.js";
import * as health from "./health.js";
import * as journey from "./journey.js";
import { probe } from "./queue.js";
import * as release from "./release.js";
import * as screens from "./screens.js";
import * as stage from "./stage.js";
import { named, page, say } from "./stage.js";
import * as staffroom from "./staffroom.js";
import * as sync from "./sync.js";

const TURN = 6_000; // ms a language stays while the kiosk rests
const MEND = 30_000;
const OUT = ["revoked", "device_unknown", "signature_wrong"];
const STANDS = [...OUT, "nothing_asked"]; // other refusals concern the sending alone

let configuration;
let coming; // a configuration that waits for the next rest
let refused;

function rest() {
  journey.forget();
  if (coming) [configuration, coming] = [coming, undefined];
  if (release.isNewer(page.release)) return location.reload();
  if (refused || !configuration) return stand();
  if (!configuration.serves) return stage.show(notice("out"));
  turn();
}

function restAgain() {
  if (!journey.isUnderWay() && stage.isAt(".rest, .out, .closed, .wait")) rest();
}

function stand() {
  stage.speak(page.languages[0].code);
  const why = OUT.includes(refused) ? "out" : "closed";
  stage.show(notice(refused ? why : "wait"));
}

const notice = (name) => screens.notice({ say, name, on: { leave } });

function turn() {
  const place = { point: named(configuration.point), agency: named(configuration.agency) };
  const screen = screens.rest({ say, place, languages: page.languages, on: { start, leave } });
  stage.show(screen, { isOpen: true });
  stage.after(TURN, () => {
    const at = page.languages.findIndex(({ code }) => code === stage.spoken());
    stage.speak(page.languages[(at + 1) % page.languages.length].code);
    turn();
  });
}

const start = (code) => journey.begin(configuration, code, { rest, pause });

// The disk is full or broken: the screen says so, and a look every half minute ends it.
function pause(then = rest) {
  stage.show(screens.notice({ say, name: "paused" }));
  stage.after(MEND, () => probe().then(then, () => pause(then)));
}

function leave() {
  if (!configuration) return staffroom.setUp({ begin });
  const on = { rest, begin, send: () => sync.once(told) };
  staffroom.enter({ pin: configuration.pin, on });
}

function told(news) {
  refused = STANDS.includes(news.refused) ? news.refused : undefined;
  if (news.configuration) coming = news.configuration;
  restAgain();
  look();
}

const look = () => release.look(page.release).catch(() => {}).then(() => {
  if (release.isNewer(page.release)) restAgain();
});

function begin() {
  configuration = undefined;
  rest();
  sync.start(told, page.release);
}

async function run() {
  let isEnrolled;
  try {
    await open();
    await clock.start();
    navigator.storage?.persist?.();
    configuration = await recall("configuration");
    look();
    isEnrolled = Boolean(await recall("identity"));
  } catch {
    return pause(run);
  }
  health.start();
  if (!isEnrolled) return staffroom.setUp({ begin });
  rest();
  sync.start(told, page.release);
}

// Two windows would number their ratings alike.
navigator.locks.request("hailong-kiosk", { ifAvailable: true }, (lock) => {
  if (!lock) return stage.show(screens.notice({ say, name: "second" }));
  run();
  return new Promise(() => {}); // held as long as this page lives
});
