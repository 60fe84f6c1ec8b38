// Reads a screen aloud with a voice that the device itself has: nothing goes out to a service.

const READ = "h1, h2, p:not(.silence), li, small, .choice, .start, .list button, footer button";

const voices = () => globalThis.speechSynthesis?.getVoices() ?? [];

export const voiceFor = (language) =>
  voices().find(({ lang, localService }) => localService && lang.toLowerCase().startsWith(language));

// Part by part; each that was heard is told as a sign of life, so that silence does not end a screen
// that is still being read.
export function read(screen, language) {
  hush();
  const voice = voiceFor(language);
  if (!voice) return;
  for (const text of sentences(screen)) {
    const part = new SpeechSynthesisUtterance(text);
    [part.voice, part.lang] = [voice, voice.lang];
    part.onend = () => dispatchEvent(new Event("heard"));
    speechSynthesis.speak(part);
  }
}

export const hush = () => globalThis.speechSynthesis?.cancel();

function sentences(screen) {
  const parts = [...screen.querySelectorAll(READ)];
  const outermost = parts.filter((one) => !one.parentElement.closest(READ));
  return outermost.map((one) => one.innerText.trim()).filter(Boolean);
}
