// Chooses the square of a picture by dragging, pinching, the wheel or the keyboard.
// Without it the three sliders alone do it, and the picture is shown whole.

import { inside, moved, zoomed } from "./crop-square.js";

const STEP = 0.02; // of the square's side, for one press of an arrow key
const ZOOM = 1.05;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const ZOOM_KEYS = { "+": ZOOM, "=": ZOOM, ";": ZOOM, "-": 1 / ZOOM };

function middleOf(points) {
  const mean = (name) => points.reduce((sum, one) => sum + one[name], 0) / points.length;
  return { x: mean("x"), y: mean("y") };
}

function spreadOf([one, other]) {
  return other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
}

class Crop {
  constructor(form) {
    this.stage = form.querySelector("[data-stage]");
    this.picture = this.stage.querySelector("img");
    this.inputs = Object.fromEntries(
      ["left", "top", "side"].map((name) => [name, form.elements[name]]),
    );
    this.size = {
      // The attributes: `picture.width` would be what the page has made of them.
      width: Number(this.picture.getAttribute("width")),
      height: Number(this.picture.getAttribute("height")),
      least: Number(this.inputs.side.min),
    };
    this.pointers = new Map();
    this.dress(form);
    this.listen();
    this.show(this.typed());
  }

  dress(form) {
    const help = form.querySelector("[data-help]");
    help.hidden = false;
    this.stage.dataset.scripted = "";
    this.stage.tabIndex = 0;
    this.stage.setAttribute("role", "application");
    this.stage.setAttribute("aria-label", this.picture.alt);
    this.stage.setAttribute("aria-describedby", help.id);
    this.picture.draggable = false;
  }

  listen() {
    const on = (name, react) => this.stage.addEventListener(name, react);
    on("keydown", (event) => this.onKey(event));
    on("pointerdown", (event) => this.hold(event));
    on("pointermove", (event) => this.drag(event));
    for (const end of ["pointerup", "pointercancel"]) {
      on(end, (event) => this.pointers.delete(event.pointerId));
    }
    on("wheel", (event) => {
      event.preventDefault();
      this.show(zoomed(this.square, event.deltaY < 0 ? ZOOM : 1 / ZOOM, this.size));
    });
    for (const [name, input] of Object.entries(this.inputs)) {
      input.addEventListener("input", () => this.slide(name));
    }
    new ResizeObserver(() => this.show(this.square)).observe(this.stage);
  }

  typed() {
    const value = ([name, input]) => [name, Number(input.value)];
    return inside(Object.fromEntries(Object.entries(this.inputs).map(value)), this.size);
  }

  slide(name) {
    if (name !== "side") return this.show(this.typed());
    // The middle of the square stays where it is.
    this.show(zoomed(this.square, this.square.side / Number(this.inputs.side.value), this.size));
  }

  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = this.square.side * STEP;
    if (event.key in ARROWS) {
      const [right, down] = ARROWS[event.key];
      this.show(moved(this.square, right * step, down * step, this.size));
    } else if (event.key in ZOOM_KEYS) {
      this.show(zoomed(this.square, ZOOM_KEYS[event.key], this.size));
    } else return;
    event.preventDefault();
  }

  hold(event) {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    this.stage.setPointerCapture(event.pointerId);
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
  }

  drag(event) {
    if (!this.pointers.has(event.pointerId)) return;
    const before = [...this.pointers.values()];
    this.pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = [...this.pointers.values()];
    const [from, to] = [middleOf(before), middleOf(now)];
    const scale = this.square.side / this.stage.clientWidth;
    const square = moved(this.square, (from.x - to.x) * scale, (from.y - to.y) * scale, this.size);
    const factor = before.length > 1 ? spreadOf(now) / spreadOf(before) : 1;
    this.show(zoomed(square, factor, this.size));
  }

  show(square) {
    this.square = square;
    for (const [name, input] of Object.entries(this.inputs)) input.value = Math.round(square[name]);
    const scale = this.stage.clientWidth / square.side;
    const { style } = this.picture;
    style.width = `${this.size.width * scale}px`;
    style.translate = `${-square.left * scale}px ${-square.top * scale}px`;
  }
}

const form = document.querySelector("[data-crop]");
if (form) new Crop(form);
