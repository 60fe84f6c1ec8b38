// The kiosk: what it shows at rest, what it learns meanwhile, and how it begins.

import * as aids from "./aids.js";
import * as clock from "./clock.js";
import { open, recall, remember } from "./database.js";
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
const SOON = 500;
const AIDED = 30_000; // and for somebody who needs an aid to read it
const RESTING = ".rest, .out, .closed, .wait, .shut";
const OUT = ["revoked", "device_unknown", "signature_wrong"];
const STANDS = [...OUT, "nothing_asked"]; // other refusals concern the sending alone

let configuration;
let coming; // a configuration that waits for the next rest
let refused;

function rest() {
  journey.forget();
  aids.reset();
  takeComing();
  if (release.isNewer(page.release)) return location.reload();
  const name = whyNotOpen();
  if (name) stand(name);
  else turn();
}

// What is new shows at once where the kiosk rests: not under a finger, but soon after it is lifted,
// and where an aid is used with the rest that follows.
function restAgain() {
  if (!stage.isAt(RESTING) || aids.areUsed()) return;
  if (stage.isTouched()) stage.after(SOON, restAgain);
  else rest();
}

function takeComing() {
  if (!coming) return;
  [configuration, coming] = [coming, undefined];
  if (!languages().some(({ code }) => code === stage.spoken())) speakNext();
  reloadOnce(configuration.reload).catch(() => {}); // the next configuration says so again
}

// Asked from afar, with a token: once, however often it is told.
async function reloadOnce(token) {
  if (!token || token === (await recall("reload"))) return;
  await remember({ reload: token });
  if (!journey.isUnderWay()) location.reload();
}

function whyNotOpen() {
  if (OUT.includes(refused)) return "out";
  if (refused) return "closed";
  if (!configuration) return "wait";
  if (!configuration.serves) return "out";
  return clock.isOutside(configuration.opening_hours) ? "shut" : undefined;
}

function stand(name) {
  stage.show(screens.notice({ say, name, on: { leave } }));
  stage.after(TURN, turnOn);
}

function turn() {
  const place = { point: named(configuration.point), agency: named(configuration.agency) };
  const told = configuration.rest_text && named(configuration.rest_text);
  const on = { start, slip, leave };
  const screen = screens.rest({ say, place, told, languages: languages(), on });
  stage.show(screen, { isOpen: true, aided: waitLonger });
  stage.after(TURN, turnOn);
}

function turnOn() {
  if (stage.isTouched()) return stage.after(SOON, turnOn); // a button is not taken from under a finger
  speakNext();
  rest();
}

const waitLonger = () => (aids.areUsed() ? stage.after(AIDED, rest) : stage.after(TURN, turnOn));

// Those that the office chose, as far as this release speaks them.
function languages() {
  const chosen = configuration?.languages;
  const spoken = page.languages.filter(({ code }) => !chosen || chosen.includes(code));
  return spoken.length > 0 ? spoken : page.languages;
}

function speakNext() {
  const turning = languages();
  const at = turning.findIndex(({ code }) => code === stage.spoken());
  stage.speak(turning[(at + 1) % turning.length].code);
}

const ends = { rest, pause };
const start = (code) => journey.begin(configuration, code, ends);
const slip = () => journey.beginWithSlip(configuration, stage.spoken(), ends);

// The disk is full or broken: the screen says so, and a look now and then ends it.
function pause(then = rest) {
  stage.show(screens.notice({ say, name: "paused" }));
  const still = () => {
    speakNext();
    pause(then);
  };
  stage.after(TURN, () => probe().then(then, still));
}

function leave() {
  if (!configuration) return staffroom.setUp({ begin });
  const on = { rest, pause: () => pause(), begin, send: () => sync.once(told) };
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
