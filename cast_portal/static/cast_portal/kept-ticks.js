// What is ticked on the pages of the schedule, until it is saved: as long as this tab is open.

export class KeptTicks {
  // `place` is the page that is shown, `key` whose schedule it is.
  constructor({ key, place, storage = sessionStorage, now = () => Date.now() }) {
    Object.assign(this, { key: `sashitalk:ticks:${key}`, place, storage, now });
  }

  get places() {
    return JSON.parse(this.storage.getItem(this.key)) ?? {};
  }

  get here() {
    return this.places[this.place] ?? [];
  }

  // On all other pages, as far as they have not passed.
  get elsewhere() {
    const others = Object.entries(this.places).filter(([place]) => place !== this.place);
    return others.flatMap(([, starts]) => starts).filter((start) => Date.parse(start) > this.now());
  }

  note(starts) {
    this.storage.setItem(this.key, JSON.stringify({ ...this.places, [this.place]: starts }));
  }

  forgetOthers() {
    this.storage.setItem(this.key, JSON.stringify({ [this.place]: this.here }));
  }

  clear() {
    this.storage.removeItem(this.key);
  }
}
