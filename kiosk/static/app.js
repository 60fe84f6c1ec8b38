// The kiosk: which screen is shown, and what leads from one to the next.

import * as clock from "./clock.js";
import { open, recall } from "./database.js";
import { button, element } from "./draw.js";
import * as health from "./health.js";
import { isPin } from "./pin.js";
import { question } from "./questions.js";
import { probe, put, setAside, waiting } from "./queue.js";
import * as release from "./release.js";
import * as screens from "./screens.js";
import { enrol } from "./server.js";
import { silence } from "./silence.js";
import { steps, toSend } from "./steps.js";
import * as sync from "./sync.js";

const page = JSON.parse(document.getElementById("page").textContent);
const main = document.getElementById("main");
const TURN = 6_000; // ms a language stays while the kiosk rests
const THANKS = 8_000;
const SILENCE = 20_000;
const WARNING = 10_000;
const MEND = 30_000;
const OUT = ["revoked", "device_unknown", "signature_wrong"];
const STANDS = [...OUT, "nothing_asked"]; // other refusals concern the sending alone

let configuration;
let coming; // a configuration that waits for the next rest
let refused;
let language = page.languages[0].code;
let rating; // what one citizen has answered so far
let timer;
let stopSilence = () => {};

const say = (key, code = language) => page.words[code][key];

function show(screen, { isRest = false } = {}) {
  health.able(Boolean(rating) || screen.matches(".rest"));
  clearTimeout(timer);
  stopSilence();
  stopSilence = () => {};
  document.documentElement.lang = language;
  document.title = say("title");
  const warning = element("p", { className: "silence", role: "status" });
  const banner = page.simulated && element("p", { className: "simulated" }, say("simulated"));
  main.replaceChildren(...[banner, screen, warning].filter(Boolean));
  if (!isRest) {
    screen.querySelector("h1").focus();
    const warn = (isNear) => (warning.textContent = isNear ? say("silence") : "");
    stopSilence = silence({ after: SILENCE, warning: WARNING, end: rest, warn });
  }
}

function rest() {
  rating = undefined;
  if (coming) [configuration, coming] = [coming, undefined];
  release.takeNewer(restAgain);
  if (refused || !configuration) return stand();
  if (!configuration.serves) return show(notice("out"), { isRest: true });
  turn();
}

function restAgain() {
  if (!rating && main.querySelector(".rest, .out, .closed, .wait")) rest();
}

function stand() {
  language = page.languages[0].code;
  const why = OUT.includes(refused) ? "out" : "closed";
  show(notice(refused ? why : "wait"), { isRest: true });
}

const notice = (name) => screens.notice({ say, name, on: { leave } });

function turn() {
  const place = { point: named(configuration.point), agency: named(configuration.agency) };
  const screen = screens.rest({ say, place, languages: page.languages, on: { start, leave } });
  show(screen, { isRest: true });
  timer = setTimeout(() => {
    const at = page.languages.findIndex(({ code }) => code === language);
    language = page.languages[(at + 1) % page.languages.length].code;
    turn();
  }, TURN);
}

const named = (names) => names[language] ?? names.vi;

function start(code) {
  language = code;
  document.documentElement.requestFullscreen?.().catch(() => {}); // where the device allows it
  rating = { answers: {}, number: 0, procedure: configuration.procedure };
  if (configuration.procedures.length === 0) return ask();
  const offers = configuration.procedures.map(({ id, name }) => ({ id, name: named(name) }));
  show(screens.procedures({ say, offers, on: { chosen, cancel: rest } }));
}

function chosen(procedure) {
  rating.procedure = procedure;
  ask();
}

function ask() {
  const { questionnaire } = configuration;
  const { answers, number } = rating;
  show(question({ say, language, questionnaire, answers, number, on: heard }));
}

const heard = {
  answered(key, answer, isWhole) {
    rating.answers[key] = answer;
    const more = steps(configuration.questionnaire, rating.answers).length > rating.number + 1;
    if (isWhole && more) {
      rating.number += 1;
      return ask();
    }
    const { id } = document.activeElement;
    ask();
    document.getElementById(id)?.focus();
  },
  written(key, text) {
    rating.answers[key] = text;
  },
  back() {
    if (rating.number === 0) return rest();
    rating.number -= 1;
    ask();
  },
  next() {
    rating.number += 1;
    ask();
  },
  send,
};

async function send() {
  const given = rating;
  stopSilence();
  for (const one of main.querySelectorAll("button")) one.disabled = true;
  try {
    await put(content(given), {
      device: (await recall("identity")).device,
      sealingKey: configuration.sealing_key,
    });
  } catch {
    return pause(); // not safe on the disk: no thanks
  }
  show(screens.thanks({ say }), { isRest: true });
  timer = setTimeout(rest, THANKS);
}

const content = ({ answers, procedure }) => ({
  placement: configuration.placement,
  ...clock.today(),
  version: configuration.version,
  language,
  procedure,
  answers: toSend(configuration.questionnaire, answers),
});

// The disk is full or broken: the screen says so, and a look every half minute ends it.
function pause() {
  rating = undefined;
  show(screens.notice({ say, name: "paused" }), { isRest: true });
  timer = setTimeout(() => probe().then(rest, pause), MEND);
}

function leave(_event, why) {
  if (!configuration) return setUp();
  const field = { type: "password", inputMode: "numeric" };
  const on = async (typed) => {
    if (await isPin(typed, configuration.pin)) await staff();
    else leave(undefined, "leave_wrong");
  };
  show(screens.asked({ say, name: "leave", field, action: "open", why, on, back: rest }));
}

async function staff() {
  const contact = clock.lastContact();
  const facts = [
    ["staff_waiting", await waiting()],
    ["staff_aside", await setAside()],
    ["staff_contact", contact ? new Date(contact).toLocaleString(language) : say("staff_never")],
    ["staff_release", page.release],
  ];
  const on = {
    back: rest,
    send: () => sync.once(told).then(staff),
    window: () => document.exitFullscreen?.().catch(() => {}),
    again: () => setUp(),
  };
  show(screens.staff({ say, facts, on }));
}

function setUp(why, typed = new URLSearchParams(location.hash.slice(1)).get("code") ?? "") {
  const field = { value: typed, inputMode: "text", maxLength: 12 };
  const on = async (code) => {
    try {
      await enrol(code);
    } catch (error) {
      return setUp(error.code in page.words[language] ? error.code : "away", code);
    }
    history.replaceState(null, "", location.pathname);
    begin();
  };
  const lead = say("enrol_lead");
  const screen = screens.asked({ say, name: "code", field, action: "enrol_button", why, lead, on });
  show(screen, { isRest: true });
}

function told(news) {
  refused = STANDS.includes(news.refused) ? news.refused : undefined;
  if (news.configuration) coming = news.configuration;
  release.look();
  restAgain();
}

function begin() {
  configuration = undefined;
  rest();
  sync.start(told, page.release);
}

async function run() {
  try {
    await open();
    await clock.start();
    health.start();
    navigator.storage?.persist?.();
    configuration = await recall("configuration");
    await release.keep().catch(() => {}); // without it the kiosk works while there is a network
    if (!(await recall("identity"))) return setUp();
  } catch {
    return pause();
  }
  rest();
  sync.start(told, page.release);
}

// Two windows would number their ratings alike.
navigator.locks.request("hailong-kiosk", { ifAvailable: true }, (lock) => {
  if (!lock) return show(screens.notice({ say, name: "second" }), { isRest: true });
  run();
  return new Promise(() => {}); // held as long as this page lives
});
