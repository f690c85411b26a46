// One talk is one unbroken run of slots: ticking one that does not adjoin begins a new run.
// Without this file the boxes are plain, and the server says what does not fit.
import { runAround, summary } from "./slot-run.js";

for (const form of document.querySelectorAll("[data-slot-picker]")) {
  const boxes = [...form.querySelectorAll("input[name=slots]")];
  const output = form.querySelector("[data-picked]");
  if (!output) continue;
  const empty = output.textContent;

  const slots = () =>
    boxes.map(({ checked, dataset }) => ({
      checked,
      from: Number(dataset.from),
      to: Number(dataset.to),
      fromText: dataset.fromText,
      toText: dataset.toText,
    }));

  const show = () => {
    const terms = { price: Number(form.dataset.price), margins: Number(form.dataset.margins) };
    output.textContent = summary(slots(), terms, output.dataset) ?? empty;
    form.classList.toggle("has-picked", boxes.some((box) => box.checked));
  };

  form.addEventListener("change", ({ target }) => {
    const keep = runAround(slots(), boxes.indexOf(target));
    boxes.forEach((box, index) => (box.checked = keep.has(index)));
    show();
  });
  show();
}
