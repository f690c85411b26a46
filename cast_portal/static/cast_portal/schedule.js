// Counts what is ticked, keeps it from page to page until it is saved, ticks whole hours, asks
// before a slot is released, and follows changes that were made elsewhere: in another window, or by
// a guest who reserved.

import { follow, freshPage, renew } from "../js/live.js";
import { KeptTicks } from "./kept-ticks.js";
import { Painter } from "./paint.js";

const form = document.querySelector("[data-slot-form]");
const boxes = () => [...form.querySelectorAll("input[name=starts]")];
const count = form.querySelector("[data-sum-count]");
const yen = form.querySelector("[data-sum-yen]");
const more = form.querySelector("[data-sum-more]");
const perSlot = yen?.textContent;
const kept = new KeptTicks({ key: form.dataset.socket, place: form.dataset.place });
const SAVED = "#saved";

const tickedIn = (list) => list.filter((box) => box.checked).length;

function takeUpKept() {
  if (location.hash === SAVED) {
    kept.clear();
    history.replaceState(null, "", location.pathname + location.search);
  }
  const here = new Set(kept.here);
  for (const box of boxes()) box.checked ||= here.has(box.value);
}

function showSum() {
  if (!count) return;
  const here = boxes().filter((box) => box.checked);
  kept.note(here.map(({ value }) => value));
  const elsewhere = kept.elsewhere.length;
  const ticked = here.length + elsewhere;
  more.hidden = !elsewhere;
  more.firstElementChild.textContent = more.dataset.text.replace("%n", elsewhere);
  const reward = (ticked * Number(form.dataset.reward)).toLocaleString("ja-JP");
  count.textContent = ticked ? count.dataset.text.replace("%n", ticked) : count.dataset.none;
  yen.textContent = ticked ? yen.dataset.text.replace("%y", reward) : perSlot;
  form.querySelectorAll("[data-hour]").forEach(showHour);
}

function showHour(hour) {
  const button = hour.querySelector("[data-all]");
  const list = [...hour.querySelectorAll("input[name=starts]")];
  const label = button.firstChild;
  button.hidden = list.length < 2;
  button.dataset.some ??= label.textContent;
  label.textContent = tickedIn(list) === list.length ? button.dataset.none : button.dataset.some;
}

function tickHour(button) {
  const list = [...button.closest("[data-hour]").querySelectorAll("input[name=starts]")];
  const tick = tickedIn(list) < list.length;
  list.forEach((box) => (box.checked = tick));
  showSum();
}

function askToRelease(link) {
  const dialog = document.querySelector("[data-release-dialog]");
  dialog.querySelector("[data-release-time]").textContent = link.dataset.release;
  dialog.querySelector("form").action = link.href;
  dialog.showModal();
}

document.addEventListener("click", (event) => {
  const all = event.target.closest("[data-all]");
  if (all) tickHour(all);
  const release = event.target.closest("a[data-release]");
  if (!release || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  askToRelease(release);
});
form.addEventListener("change", showSum);
form.addEventListener("formdata", ({ formData }) => {
  for (const start of kept.elsewhere) formData.append("starts", start);
});
more?.querySelector("button").addEventListener("click", () => {
  kept.forgetOthers();
  showSum();
});
addEventListener("pageshow", showSum);

async function lookAgain() {
  const fresh = await freshPage();
  if (!fresh) return;
  let lost = 0;
  for (const part of document.querySelectorAll("[data-live]")) {
    const same = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
    if (same) lost += renew(part, same);
  }
  showSum();
  const said = document.querySelector("[data-live-said]");
  said.textContent = lost ? said.dataset.lost : said.dataset.renewed;
}

takeUpKept();
showSum();
new Painter(form, showSum);
form.querySelector("[data-paint-help]")?.removeAttribute("hidden");
follow(form.dataset.socket, lookAgain);
