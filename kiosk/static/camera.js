// Reads a QR code before the tablet's camera. A picture is looked at and forgotten.

const WANTED = { video: { facingMode: "user", width: { ideal: 1280 } }, audio: false };
const BETWEEN = 200; // ms from one look to the next
const LARGEST = 800; // pixels across; what is finer costs time and shows nothing more of a slip

// Only where staff allowed it: no citizen meets the browser's question.
export async function isAllowed() {
  const asked = await navigator.permissions?.query({ name: "camera" }).catch(() => undefined);
  return asked?.state === "granted" && (await isThere());
}

export async function allow() {
  stop(await navigator.mediaDevices.getUserMedia(WANTED));
}

// Until `take` accepts what was read, or the screen with the video is left.
export async function watch(video, take) {
  const stream = await navigator.mediaDevices.getUserMedia(WANTED);
  try {
    video.srcObject = stream;
    const look = await reader();
    while (video.isConnected) {
      const text = await look(video).catch(() => undefined); // nothing to be read in this picture
      if (text && video.isConnected && take(text)) return;
      await new Promise((resolve) => setTimeout(resolve, BETWEEN));
    }
  } finally {
    stop(stream);
  }
}

const stop = (stream) => stream.getTracks().forEach((track) => track.stop());

export async function isThere() {
  const devices = await navigator.mediaDevices?.enumerateDevices().catch(() => []);
  return Boolean(devices?.some(({ kind }) => kind === "videoinput"));
}

async function reader() {
  if (await hasOwn()) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  }
  const { decodeQR } = await import("./qr/decode.js");
  const canvas = document.createElement("canvas");
  return async (video) => decodeQR(picture(video, canvas));
}

async function hasOwn() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  return Boolean(formats?.includes("qr_code"));
}

function picture(video, canvas) {
  const scale = Math.min(1, LARGEST / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
