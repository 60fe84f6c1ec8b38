// The screens beside the questions. Each is an element; what a person does is told by `on`.

import { button, element } from "./draw.js";

export const screen = (name, heading, ...children) =>
  element(
    "section",
    { className: `screen ${name}` },
    element("h1", { tabIndex: -1 }, heading),
    ...children,
  );

export const lead = (text) => element("p", { className: "lead" }, text);

// Turns the languages by itself; `told` is what the office wrote; a tap on a language's own button begins in it.
export function rest({ say, place, told, languages, on }) {
  const starts = languages.map(({ code, name }) =>
    button(
      element("span", {}, say("start", code), element("small", {}, name)),
      () => on.start(code),
      { className: "start", lang: code },
    ),
  );
  return screen(
    "rest",
    say("rest_heading"),
    element("p", { className: "place" }, place.point, element("br"), place.agency),
    told && lead(told),
    lead(say("rest_lead")),
    element("div", { className: "starts" }, ...starts),
    button(say("slip"), on.slip, { className: "secondary" }),
    button(say("staff"), on.leave, { className: "quiet staff" }),
  );
}

export function procedures({ say, offers, on }) {
  const choices = offers.map(({ id, name }) => button(name, () => on.chosen(id)));
  return screen(
    "procedures",
    say("procedure"),
    element(
      "div",
      { className: "list" },
      ...choices,
      button(say("not_sure"), () => on.chosen(null)),
    ),
    element("footer", {}, button(say("cancel"), on.cancel, { className: "quiet" })),
  );
}

export function thanks({ say, hasSlip }) {
  const also = hasSlip && lead(say("thanks_slip"));
  const told = element("div", { role: "status" }, lead(say("thanks_lead")), also);
  return screen("thanks", say("thanks_heading"), told);
}

export const notice = ({ say, name, on }) =>
  screen(
    name,
    say(`${name}_heading`),
    lead(say(`${name}_lead`)),
    on && button(say("staff"), on.leave, { className: "quiet staff" }),
  );

// One field and a button: the code at the beginning, the PIN at the end.
export function asked({ say, name, field, action, why, lead: text, on, back, beside }) {
  const input = element("input", {
    id: "asked",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: false,
    required: true,
    ...field,
  });
  const error = why && element("p", { className: "error", id: "why", role: "alert" }, why);
  if (why) input.setAttribute("aria-describedby", "why");
  const form = element(
    "form",
    {
      onsubmit: (event) => {
        event.preventDefault();
        on(input.value);
      },
    },
    element("label", { htmlFor: "asked" }, say(`${name}_label`)),
    error,
    input,
    element("button", { type: "submit", className: "primary" }, say(action)),
    beside,
    back && button(say("back"), back, { className: "quiet" }),
  );
  return screen(name, say(`${name === "code" ? "enrol" : name}_heading`), text && lead(text), form);
}

export function staff({ say, facts, on }) {
  const rows = facts.flatMap(([name, value]) => [
    element("dt", {}, say(name)),
    element("dd", {}, String(value)),
  ]);
  return screen(
    "staff-page",
    say("staff_heading"),
    element("dl", {}, ...rows),
    element(
      "div",
      { className: "list" },
      button(say("staff_return"), on.back, { className: "primary" }),
      button(say("staff_send"), on.send),
      button(say("camera_allow"), on.camera),
      button(say("staff_window"), on.window),
      button(say("staff_again"), on.again),
    ),
  );
}
