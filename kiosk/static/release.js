// The tablet keeps one whole release; a newer one is taken only when told to.

let registration;
let isTaken = false;

export async function keep() {
  if (!navigator.serviceWorker) return;
  registration = await navigator.serviceWorker.register("/kiosk/worker.js", {
    scope: "/kiosk/",
    updateViaCache: "none",
  });
}

export const look = () => registration?.update().catch(() => {}); // away: next time

// For a moment of rest: the page is loaded anew under the newer release. The older worker may take
// minutes to end what it does; by then somebody may be rating, and the next rest is waited for.
export function takeNewer(whenTaken) {
  const newer = registration?.waiting;
  if (isTaken) return location.reload();
  if (!newer || !navigator.serviceWorker.controller) return;
  navigator.serviceWorker.oncontrollerchange = () => {
    isTaken = true;
    whenTaken();
  };
  newer.postMessage("take over");
}
