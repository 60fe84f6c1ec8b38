// What only the staff come to: the PIN, the facts of this kiosk, setting it up.

import * as camera from "./camera.js";
import { lastContact } from "./clock.js";
import { button } from "./draw.js";
import { isPin, waitLeft } from "./pin.js";
import { setAside, waiting } from "./queue.js";
import { scan } from "./scanning.js";
import * as screens from "./screens.js";
import { enrol } from "./server.js";
import * as stage from "./stage.js";
import { page, say } from "./stage.js";

// `on` leads back: rest, pause, send (what waits, now), begin (anew, after an enrolment).
export function enter({ pin, on, why }) {
  const field = { type: "password", inputMode: "numeric" };
  const again = (wrong) => enter({ pin, on, why: wrong });
  const tried = async (typed) => {
    stage.hold(); // at once: of two guesses at the same time only one would be counted
    const wait = await waitLeft();
    if (wait > 0) return again(filled("leave_waits", Math.ceil(wait / 1000)));
    if (await isPin(typed, pin)) return facts({ on });
    again(say("leave_wrong"));
  };
  const guess = (typed) => tried(typed).catch(on.pause); // without its memory it counts no guesses
  const screen = screens.asked({
    say,
    name: "leave",
    field,
    action: "open",
    why,
    on: guess,
    back: on.rest,
  });
  stage.show(screen, { end: on.rest });
}

async function facts({ on }) {
  const still = () => stage.isAt(".staff-page") && facts({ on }); // not over what came meanwhile
  const contact = lastContact();
  const known = [
    ["staff_waiting", await waiting()],
    ["staff_aside", await setAside()],
    ["staff_contact", contact ? told(contact) : say("staff_never")],
    ["staff_camera", say((await camera.isAllowed()) ? "camera_reads" : "camera_off")],
    ["staff_release", page.release],
  ];
  const leads = {
    back: on.rest,
    send: () => on.send().then(still),
    camera: () => camera.allow().then(still, still),
    window: () => document.exitFullscreen?.().catch(() => {}),
    again: () => setUp({ begin: on.begin }),
  };
  stage.show(screens.staff({ say, facts: known, on: leads }), { end: on.rest });
}

export async function setUp({ begin, why, typed = codeIn(location.href) }) {
  const field = { value: typed, inputMode: "text", maxLength: 12 };
  const on = (code) => enrolled({ begin, code });
  const scanning = () => scanCode({ begin });
  const beside = (await camera.isThere()) && button(say("code_scan"), scanning);
  const lead = say("enrol_lead");
  const words = { name: "code", action: "enrol_button", why, lead };
  stage.show(screens.asked({ say, ...words, field, on, beside }));
}

async function enrolled({ begin, code }) {
  stage.hold();
  try {
    await enrol(code);
  } catch (error) {
    const known = error.code in page.words.vi ? error.code : "away";
    return setUp({ begin, why: say(known), typed: code });
  }
  history.replaceState(null, "", location.pathname);
  begin();
}

function scanCode({ begin }) {
  const take = (text) => {
    const code = codeIn(text);
    if (code) enrolled({ begin, code });
    return Boolean(code);
  };
  scan({ name: "code", show: stage.show, take, back: () => setUp({ begin }) });
}

// From the address that the administrator's page shows, which the page may have been opened with.
const codeIn = (address) => /#code=([0-9A-Z]+)$/i.exec(address.trim())?.[1] ?? "";

const filled = (key, seconds) => say(key).replace("%(seconds)s", seconds);

// A moment as the language writes it: 26/11/2026, 26 Nov 2026.
function told(moment) {
  const [language, month] = stage.spoken() === "en" ? ["en-GB", "short"] : [stage.spoken(), "2-digit"];
  const parts = { day: "2-digit", month, year: "numeric", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(language, parts).format(new Date(moment));
}
