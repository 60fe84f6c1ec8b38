// Help to see, to hear and to reach. What one citizen needed ends with the next rest.

import { button, element, sign } from "./draw.js";
import * as voice from "./voice.js";

const LOOKS = ["large", "contrast", "low"]; // classes of the whole page
const root = document.documentElement;

let isAloud = false;

export const areUsed = () => isAloud || LOOKS.some((look) => root.classList.contains(look));

export function reset() {
  root.classList.remove(...LOOKS);
  isAloud = false;
  voice.hush();
}

// The buttons below a screen; `changed` hears that one was used.
export function bar({ say, language, screen, changed }) {
  const used = (change) => (event) => {
    const is = change();
    event.currentTarget.setAttribute("aria-pressed", String(is));
    changed();
  };
  const looks = LOOKS.map((look) =>
    aid(look, {
      label: say(look),
      isOn: root.classList.contains(look),
      onclick: used(() => root.classList.toggle(look)),
    }),
  );
  const toggle = () => {
    isAloud = !isAloud;
    hear({ screen, language });
    return isAloud;
  };
  const aloud = { label: say("aloud"), isOn: isAloud, onclick: used(toggle) };
  const speaks = voice.voiceFor(language) && aid("aloud", aloud);
  return element("div", { className: "aids", role: "group", ariaLabel: say("aids") }, speaks, ...looks);
}

// Each screen is read as long as somebody wants to hear them.
export function hear({ screen, language }) {
  if (isAloud) voice.read(screen, language);
  else voice.hush();
}

function aid(name, { label, isOn, onclick }) {
  const content = element("span", {}, sign(name), label);
  return button(content, onclick, { className: `aid for-${name}`, ariaPressed: String(isOn) });
}
