// What only the staff come to: the PIN, the facts of this kiosk, setting it up.

import * as camera from "./camera.js";
import { lastContact } from "./clock.js";
import { isPin } from "./pin.js";
import { setAside, waiting } from "./queue.js";
import * as screens from "./screens.js";
import { enrol } from "./server.js";
import * as stage from "./stage.js";
import { page, say } from "./stage.js";

// `on` leads back: rest, send (what waits, now), begin (anew, after an enrolment).
export function enter({ pin, on, why }) {
  const field = { type: "password", inputMode: "numeric" };
  const tried = async (typed) => {
    if (await isPin(typed, pin)) await facts({ on });
    else enter({ pin, on, why: "leave_wrong" });
  };
  const screen = screens.asked({
    say,
    name: "leave",
    field,
    action: "open",
    why,
    on: tried,
    back: on.rest,
  });
  stage.show(screen, { end: on.rest });
}

async function facts({ on }) {
  const contact = lastContact();
  const known = [
    ["staff_waiting", await waiting()],
    ["staff_aside", await setAside()],
    ["staff_contact", contact ? new Date(contact).toLocaleString(stage.spoken()) : say("staff_never")],
    ["staff_camera", say((await camera.isAllowed()) ? "camera_reads" : "camera_off")],
    ["staff_release", page.release],
  ];
  const leads = {
    back: on.rest,
    send: () => on.send().then(() => facts({ on })),
    camera: () => camera.allow().catch(() => {}).then(() => facts({ on })),
    window: () => document.exitFullscreen?.().catch(() => {}),
    again: () => setUp({ begin: on.begin }),
  };
  stage.show(screens.staff({ say, facts: known, on: leads }), { end: on.rest });
}

export function setUp({ begin, why, typed = codeOfAddress() }) {
  const field = { value: typed, inputMode: "text", maxLength: 12 };
  const on = async (code) => {
    try {
      await enrol(code);
    } catch (error) {
      return setUp({ begin, why: error.code in page.words.vi ? error.code : "away", typed: code });
    }
    history.replaceState(null, "", location.pathname);
    begin();
  };
  const lead = say("enrol_lead");
  stage.show(screens.asked({ say, name: "code", field, action: "enrol_button", why, lead, on }));
}

const codeOfAddress = () => new URLSearchParams(location.hash.slice(1)).get("code") ?? "";
