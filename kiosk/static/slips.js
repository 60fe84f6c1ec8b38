// The screens of somebody who has a slip: one's own phone, or the camera of this tablet.

import { button, element } from "./draw.js";
import { lead, screen } from "./screens.js";

const CODE = /(?:^|\/r\/)([0-7][0-9A-HJKMNP-TV-Z]{25})$/i; // as it is printed: 128 bits in base 32

export const codeIn = (text) => CODE.exec(text.trim())?.[1].toUpperCase();

export function offer({ say, on }) {
  const ways = ["slip_phone_open", "slip_phone_point", "slip_phone_answer"];
  return screen(
    "slip",
    say("slip_heading"),
    element("ol", {}, ...ways.map((way) => element("li", {}, say(way)))),
    lead(say("slip_private")),
    element(
      "footer",
      {},
      button(say("back"), on.back, { className: "quiet" }),
      button(say("slip_without"), on.without, { className: "secondary" }),
      on.camera && button(say("slip_camera"), on.camera, { className: "primary" }),
    ),
  );
}
