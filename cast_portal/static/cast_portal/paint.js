// Ticks squares by drag, shift-click and keys. Without it they are plain checkboxes.

import { between, step } from "./slot-paint.js";

const KEYS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"];

export class Painter {
  constructor(form, onPaint) {
    Object.assign(this, { form, onPaint });
    form.addEventListener("pointerdown", (event) => this.begin(event));
    form.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => this.end());
    form.addEventListener("click", (event) => this.clicked(event), true);
    form.addEventListener("keydown", (event) => this.pressed(event));
  }

  get boxes() {
    return [...this.form.querySelectorAll("input[name=starts]")];
  }

  // The square that was ticked last, also when the page has drawn it anew.
  get last() {
    return this.boxes.find((box) => box.value === this.lastValue);
  }

  boxAt({ clientX, clientY }) {
    return document.elementFromPoint(clientX, clientY)?.closest(".slot--open")?.querySelector("input");
  }

  begin(event) {
    this.hasPainted = false;
    const box = event.button === 0 && !event.shiftKey && this.boxAt(event);
    this.stroke = box ? { from: box, ticks: !box.checked, before: new Map() } : null;
  }

  move(event) {
    const box = this.stroke && this.boxAt(event);
    if (!box || (box === this.stroke.from && !this.hasPainted)) return;
    this.hasPainted = true;
    this.paint(between(this.boxes, this.stroke.from, box));
  }

  // A stroke that is drawn back gives back what it had covered.
  paint(covered) {
    const { before, ticks } = this.stroke;
    for (const [box, was] of before) box.checked = was;
    for (const box of covered) {
      if (!before.has(box)) before.set(box, box.checked);
      box.checked = ticks;
    }
    this.onPaint();
  }

  // The click that ends a stroke, if it makes one, comes before anything else.
  end() {
    this.stroke = null;
    setTimeout(() => (this.hasPainted = false));
  }

  clicked(event) {
    const box = event.target.closest(".slot--open")?.querySelector("input");
    if (this.hasPainted) {
      // The click that ends a stroke would undo its first square.
      event.preventDefault();
      this.hasPainted = false;
    } else if (box && event.shiftKey && this.last) {
      event.preventDefault();
      const [covered, isTicked] = [between(this.boxes, this.last, box), this.last.checked];
      // After the browser has taken back what its own click had done.
      setTimeout(() => this.set(covered, isTicked));
    }
    if (box) this.lastValue = box.value;
  }

  set(boxes, isTicked) {
    for (const box of boxes) box.checked = isTicked;
    this.onPaint();
  }

  pressed(event) {
    const { boxes } = this;
    const at = boxes.indexOf(event.target);
    if (at < 0 || !KEYS.includes(event.key)) return;
    event.preventDefault();
    const places = boxes.map((box) => {
      const { left, width, top, height } = box.getBoundingClientRect();
      return { x: left + width / 2, y: top + height / 2 };
    });
    const to = boxes[step(places, at, event.key)];
    if (event.shiftKey) this.set(between(boxes, boxes[at], to), boxes[at].checked);
    to.focus();
    this.lastValue = to.value;
  }
}
