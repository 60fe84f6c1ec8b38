// Back to rest when nobody touches the screen: what was not sent is forgotten.

const TOUCHES = ["pointerdown", "keydown", "input", "heard"];

export function silence({ after, warning, end, warn }) {
  let ending;
  let warned;
  function begin() {
    clearTimeout(ending);
    clearTimeout(warned);
    warn(false);
    warned = setTimeout(() => warn(true), warning);
    ending = setTimeout(end, after);
  }
  for (const touch of TOUCHES) addEventListener(touch, begin);
  begin();
  return function stop() {
    clearTimeout(ending);
    clearTimeout(warned);
    for (const touch of TOUCHES) removeEventListener(touch, begin);
  };
}
