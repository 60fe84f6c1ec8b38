// The tablet keeps one whole release; a newer one is shown from a moment of rest on.

let newest;

// Asks the worker to keep what the server has now and to mend what is broken of it.
export async function look(running) {
  const worker = await active();
  if (!worker) return;
  const { port1, port2 } = new MessageChannel();
  newest = await new Promise((heard) => {
    port1.onmessage = ({ data }) => heard(data ?? newest); // none: away, or no room for it
    worker.postMessage(running, [port2]);
  });
}

// The worker itself changes seldom and alone; without one the kiosk works while there is a network.
async function active() {
  const options = { scope: "/kiosk/", updateViaCache: "none" };
  const registration = await navigator.serviceWorker?.register("/kiosk/worker.js", options);
  await registration?.update();
  return registration?.active;
}

export const isNewer = (running) => Boolean(newest) && newest !== running;
