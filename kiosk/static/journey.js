// One citizen's way through the screens; nothing of it is kept before "send".

import * as camera from "./camera.js";
import * as clock from "./clock.js";
import { recall } from "./database.js";
import { question } from "./questions.js";
import { put } from "./queue.js";
import { scan } from "./scanning.js";
import * as screens from "./screens.js";
import * as slips from "./slips.js";
import * as stage from "./stage.js";
import { named, say } from "./stage.js";
import { steps, toSend } from "./steps.js";

const THANKS = 8_000; // ms

let configuration; // the one under which this citizen began
let rating; // what he has answered so far
let ends; // { rest, pause }

export const isUnderWay = () => Boolean(rating);
export const forget = () => (rating = undefined);

export function begin(under, code, on) {
  stage.speak(code);
  [configuration, ends] = [under, on];
  document.documentElement.requestFullscreen?.().catch(() => {}); // where the device allows it
  answer({ procedure: configuration.procedure });
}

// Somebody has a slip: one's own phone is the better way, this tablet's camera the other one.
export async function beginWithSlip(under, code, on) {
  stage.speak(code);
  [configuration, ends] = [under, on];
  const isRead = configuration.slips && (await camera.isAllowed());
  const without = () => begin(configuration, code, on);
  const leads = { back: ends.rest, without, camera: isRead && readSlip };
  show(slips.offer({ say, on: leads }));
}

function readSlip() {
  const take = (text) => {
    const slip = slips.codeIn(text);
    if (slip) answer({ procedure: null, slip }); // it knows its own procedure, or nobody does
    return Boolean(slip);
  };
  scan({ name: "camera", show, take, back: ends.rest });
}

function answer(known) {
  rating = { answers: {}, number: 0, ...known };
  if (configuration.procedures.length === 0) return ask();
  const offers = configuration.procedures.map(({ id, name }) => ({ id, name: named(name) }));
  show(screens.procedures({ say, offers, on: { chosen, cancel: ends.rest } }));
}

const show = (screen) => stage.show(screen, { end: ends.rest, isOpen: true });

function chosen(procedure) {
  rating.procedure = procedure;
  ask();
}

function ask() {
  const { questionnaire } = configuration;
  const { answers, number } = rating;
  const language = stage.spoken();
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
    if (rating.number === 0) return ends.rest();
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
  stage.hold();
  try {
    await put(content(given), {
      device: (await recall("identity")).device,
      sealingKey: configuration.sealing_key,
    });
  } catch {
    forget();
    return ends.pause(); // not safe on the disk: no thanks
  }
  stage.show(screens.thanks({ say, hasSlip: Boolean(given.slip) }), { isOpen: true });
  stage.after(THANKS, ends.rest);
}

const content = ({ answers, procedure, slip }) => ({
  placement: configuration.placement,
  ...clock.today(),
  version: configuration.version,
  language: stage.spoken(),
  procedure,
  ...(slip && { slip }),
  answers: toSend(configuration.questionnaire, answers),
});
