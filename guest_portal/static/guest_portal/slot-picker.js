// One talk is one unbroken run of slots: ticking one that does not adjoin begins a new run.
// Without this file the boxes are plain, and the server says what does not fit.
// Times that the cast or another guest changes meanwhile are changed here too.
import { follow, freshPage, renew } from "../js/live.js";
import { runAround, summary } from "./slot-run.js";

const times = document.querySelector("[data-times]");
const boxesOf = (form) => [...form.querySelectorAll("input[name=slots]")];

const slotsOf = (form) =>
  boxesOf(form).map(({ checked, dataset }) => ({
    checked,
    from: Number(dataset.from),
    to: Number(dataset.to),
    fromText: dataset.fromText,
    toText: dataset.toText,
  }));

function show() {
  const form = times.querySelector("[data-slot-picker]");
  const output = form?.querySelector("[data-picked]");
  if (!output) return;
  output.dataset.empty ??= output.textContent;
  const terms = { price: Number(form.dataset.price), margins: Number(form.dataset.margins) };
  output.textContent = summary(slotsOf(form), terms, output.dataset) ?? output.dataset.empty;
  form.classList.toggle("has-picked", boxesOf(form).some((box) => box.checked));
}

function keepOneRun({ target }) {
  const form = target.closest("[data-slot-picker]");
  if (!form) return;
  const keep = runAround(slotsOf(form), boxesOf(form).indexOf(target));
  boxesOf(form).forEach((box, index) => (box.checked = keep.has(index)));
  show();
}

async function lookAgain() {
  const fresh = (await freshPage())?.querySelector("[data-times]");
  if (!fresh) return;
  renew(times, fresh);
  show();
}

// What the address has ticked may be unticked, also when the page is fetched again.
function forgetPicked() {
  const address = new URL(location.href);
  address.searchParams.delete("slots");
  history.replaceState(null, "", address);
}

if (times) {
  forgetPicked();
  times.addEventListener("change", keepOneRun);
  follow(times.dataset.socket, lookAgain);
  show();
}
