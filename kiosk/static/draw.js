// Elements of the page; text goes in as text.

const SVG = "http://www.w3.org/2000/svg";

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

export const button = (label, onclick, properties = {}) =>
  element("button", { type: "button", onclick, ...properties }, label);

function drawing(viewBox, className, paths) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", viewBox);
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  for (const path of paths) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    svg.append(line);
  }
  return svg;
}

const CIRCLE = "M20 1a19 19 0 1 0 0 38a19 19 0 1 0 0-38z";
const EYES = "M13 14v4M27 14v4";
const MOUTHS = {
  1: "M11 30q9-11 18 0",
  2: "M12 28q8-6 16 0",
  3: "M12 27h16",
  4: "M12 25q8 6 16 0",
  5: "M10 23q10 13 20 0",
};

export const face = (number) =>
  drawing("0 0 40 40", `face f${number}`, [CIRCLE, EYES, MOUTHS[number]]);

// What a reason is about, by the factor it belongs to, and what an aid does; any other has a circle.
const SIGNS = {
  access: ["M4 21V5l8-3 8 3v16M4 21h16M10 21v-6h4v6"],
  procedure: ["M6 3h9l4 4v14H6zM9 11h7M9 15h7"],
  staff: ["M12 12a4 4 0 1 0 0-8a4 4 0 0 0 0 8zM4 21c1-5 4-7 8-7s7 2 8 7"],
  outcome: ["M5 4h14v16H5zM8 12l3 3 5-6"],
  feedback: ["M4 5h16v11h-9l-4 4v-4H4zM8 9h8M8 12h5"],
  aloud: ["M4 9v6h4l6 5V4L8 9zM17 9q3 3 0 6M19 6q6 6 0 12"],
  large: ["M3 20L9 5l6 15M5 15h8M16 20l3-8 3 8M17 17h4"],
  contrast: ["M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM12 3v18M15 5v14M18 8v8"],
  low: ["M12 3v13M6 11l6 6 6-6M4 21h16"],
  other: ["M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18z"],
};

export const sign = (factor) => drawing("0 0 24 24", "sign", SIGNS[factor] ?? SIGNS.other);
