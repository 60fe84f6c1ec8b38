// What stands on the screen: one screen at a time, in one language, until somebody or silence ends it.

import * as aids from "./aids.js";
import { element } from "./draw.js";
import * as health from "./health.js";
import { silence } from "./silence.js";

export const page = JSON.parse(document.getElementById("page").textContent);
const main = document.getElementById("main");
const SILENCE = 20_000; // ms
const WARNING = 10_000;
const LIFTED = 100; // the click comes after the finger has left

let language = page.languages[0].code;
let timer;
let stopSilence = () => {};
let isDown = false; // a finger or a mouse button

addEventListener("pointerdown", () => (isDown = true));
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => setTimeout(() => (isDown = false), LIFTED));
}

export const say = (key, code = language) => page.words[code][key];
export const named = (names) => names[language] ?? names.vi;
export const spoken = () => language;
export const speak = (code) => (language = code);
export const isTouched = () => isDown;
export const isAt = (selector) => Boolean(main.querySelector(selector));

// `end` is where silence leads to, where somebody has begun something. `isOpen`: citizens can rate
// and have their aids; `aided` hears that one was used.
export function show(screen, { end, isOpen = false, aided = () => {} } = {}) {
  health.able(isOpen);
  clearTimeout(timer);
  hush();
  document.documentElement.lang = language;
  document.title = say("title");
  const warning = element("p", { className: "silence", role: "status" });
  const banner = page.simulated && element("p", { className: "simulated" }, say("simulated"));
  const bar = isOpen && aids.bar({ say, language, screen, changed: aided });
  const isSame = main.querySelector("h1")?.textContent === screen.querySelector("h1").textContent;
  main.replaceChildren(...[banner, screen, bar, warning].filter(Boolean));
  if (!isSame) aids.hear({ screen, language }); // an answer on a screen does not begin it anew
  if (!end) return;
  screen.querySelector("h1").focus();
  const warn = (isNear) => (warning.textContent = isNear ? say("silence") : "");
  stopSilence = silence({ after: SILENCE, warning: WARNING, end, warn });
}

// What this screen leads to by itself, unless another one comes before.
export function after(delay, work) {
  clearTimeout(timer);
  timer = setTimeout(work, delay);
}

// While something is being written down, silence ends nothing and nobody taps twice.
export function hold() {
  hush();
  for (const one of main.querySelectorAll("button")) one.disabled = true;
}

function hush() {
  stopSilence();
  stopSilence = () => {};
}
