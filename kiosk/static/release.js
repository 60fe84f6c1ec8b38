// The tablet keeps one whole release; a newer one is taken only when told to.

let registration;

export async function keep() {
  if (!navigator.serviceWorker) return;
  registration = await navigator.serviceWorker.register("/kiosk/worker.js", {
    scope: "/kiosk/",
    updateViaCache: "none",
  });
}

export const look = () => registration?.update().catch(() => {}); // away: next time

// For a moment of rest: the page is loaded anew under the newer release.
export function takeNewer() {
  const newer = registration?.waiting;
  if (!newer || !navigator.serviceWorker.controller) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
    once: true,
  });
  newer.postMessage("take over");
}
