// Shows the parts marked data-live anew when a talk begins or ends and when something has changed
// elsewhere. A part with a form that somebody is in waits until they leave it, and all of them for
// a question that stands open; one whose data-same is the same as before looks after itself.

import { follow, freshPage, renew } from "../js/live.js";

const LONGEST_DELAY = 24 * 3600 * 1000; // far below what setTimeout can hold
const desk = document.querySelector("[data-desk]");
let timers = [];

const isBusy = (part) => part.contains(document.activeElement) && document.activeElement.closest("form");
const lookSoon = () => setTimeout(look);

function show(part, fresh) {
  const isSame = part.dataset.same && part.dataset.same === fresh.dataset.same;
  if (isBusy(part) && !isSame) part.addEventListener("focusout", lookSoon, { once: true });
  else if (!isSame) {
    renew(part, fresh);
    Object.assign(part.dataset, fresh.dataset);
  }
}

async function look() {
  const question = document.querySelector("dialog[open]");
  if (question) {
    question.addEventListener("close", lookSoon, { once: true });
    return;
  }
  const fresh = await freshPage();
  if (!fresh) return;
  for (const part of document.querySelectorAll("[data-live]")) {
    show(part, fresh.querySelector(`[data-live="${part.dataset.live}"]`));
  }
  plan(fresh.querySelector("[data-desk]").dataset);
}

function plan({ now, instants }) {
  timers.forEach(clearTimeout);
  timers = instants
    .split(" ")
    .map((instant) => Number(instant) - Number(now) + 1000)
    .filter((delay) => delay > 0 && delay <= LONGEST_DELAY)
    .map((delay) => setTimeout(look, delay));
}

plan(desk.dataset);
follow(desk.dataset.socket, look);
