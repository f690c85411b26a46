// Shows the page anew when a talk begins or ends and when a reservation changes; never while
// somebody types or has something ticked in a form or a dialogue open.

import { follow } from "../js/live.js";

const LONGEST_DELAY = 24 * 3600 * 1000; // far below what setTimeout can hold
const page = document.querySelector("[data-reload]");

const isBusy = () =>
  document.activeElement?.matches("textarea, input, select") || document.querySelector("dialog[open]");

function reload() {
  if (!isBusy()) return location.reload();
  document.addEventListener("focusout", () => setTimeout(reload), { once: true });
  return undefined;
}

const now = Number(page.dataset.now);
for (const instant of page.dataset.instants.split(" ").filter(Boolean)) {
  const delay = Number(instant) - now + 1000;
  if (delay > 0 && delay <= LONGEST_DELAY) setTimeout(reload, delay);
}
follow(page.dataset.socket, reload);
