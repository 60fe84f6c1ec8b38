// A QR code is held before the camera until it is the right one, or somebody goes back.

import * as camera from "./camera.js";
import { button, element } from "./draw.js";
import { lead, screen } from "./screens.js";
import { say } from "./stage.js";

// `take` tells whether what was read is taken; `show` puts the screen on the stage. `name` is of the
// three sentences: what to hold before the camera, that it was another code, that no camera works.
export async function scan({ name, show, take, back }) {
  const video = element("video", { autoplay: true, muted: true, playsInline: true });
  const heard = element("p", { className: "heard", role: "status" });
  show(before({ name, video, heard, back }));
  const taken = (text) => {
    const is = take(text);
    if (!is) heard.textContent = say(`${name}_other`);
    return is;
  };
  try {
    await camera.watch(video, taken);
  } catch {
    heard.textContent = say(`${name}_failed`);
  }
}

const before = ({ name, video, heard, back }) =>
  screen(
    "camera",
    say(`${name}_heading`),
    lead(say("camera_lead")),
    video,
    heard,
    element("footer", {}, button(say("back"), back, { className: "quiet" })),
  );
