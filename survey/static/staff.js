// Comfort only: every page works without this file.

const closeMenus = (except) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
};

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]");
  if (menu) menu.querySelector("summary").focus();
  closeMenus();
  for (const shown of document.querySelectorAll(".explained:hover, .explained:focus-within")) {
    shown.dataset.dismissed = "";
    const restore = () => delete shown.dataset.dismissed;
    shown.addEventListener("mouseleave", restore, { once: true });
    shown.addEventListener("focusout", restore, { once: true });
  }
});

// The menu is longer than many screens: the open page stays in sight in it.
const here = document.querySelector(".side [aria-current=page]");
const side = here?.closest(".side");
if (side) side.scrollTop = here.offsetTop - side.clientHeight / 2;

// A confirmation becomes a dialog; without script it unfolds in the page.
for (const confirm of document.querySelectorAll("details[data-confirm]")) {
  const body = confirm.querySelector("form");
  const dialog = document.createElement("dialog");
  const heading = body.querySelector("h2");
  heading.id = `confirm-${Math.random().toString(36).slice(2)}`;
  dialog.setAttribute("aria-labelledby", heading.id);
  const dismiss = body.querySelector("[data-dismiss]");
  dismiss.hidden = false;
  dismiss.addEventListener("click", () => dialog.close());
  dialog.append(body);
  document.body.append(dialog);
  confirm.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.showModal();
  });
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  const word = button.querySelector("span");
  const before = word.textContent;
  word.setAttribute("role", "status");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    word.textContent = button.dataset.copied;
    setTimeout(() => (word.textContent = before), 3000);
  });
}

for (const input of document.querySelectorAll("input[type=password][data-reveal]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-secondary";
  button.textContent = input.dataset.reveal;
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.textContent = shown ? input.dataset.reveal : input.dataset.conceal;
  });
  input.form.addEventListener("submit", () => (input.type = "password"));
  input.after(button);
}

// Enter in a field that searches within a form presses its button, also for the same words again.
for (const field of document.querySelectorAll("input[data-searches]")) {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    field.form.querySelector(`button[name=${field.dataset.searches}]`).click();
  });
}

// Work that goes on: its part of the page is fetched anew, and the whole page when it is done.
const follow = async () => {
  const part = document.querySelector("[data-follow]");
  if (!part) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = page.querySelector("[data-follow]");
    if (answer.ok && !next) return location.reload();
    if (next) part.replaceChildren(...next.childNodes);
  } catch {
    // No connection for the moment: asked again below.
  }
  setTimeout(follow, 2000);
};
if (document.querySelector("[data-follow]")) setTimeout(follow, 1000);
