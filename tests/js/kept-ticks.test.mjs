import assert from "node:assert/strict";
import { test } from "node:test";
import { KeptTicks } from "../../cast_portal/static/cast_portal/kept-ticks.js";

const MORNING = "2026-11-27T09:00:00+09:00";
const NIGHT = "2026-11-28T01:00:00+09:00";

class Storage {
  items = {};
  getItem(key) {
    return this.items[key] ?? null;
  }
  setItem(key, text) {
    this.items[key] = text;
  }
  removeItem(key) {
    delete this.items[key];
  }
}

function pages(places, now = 0) {
  const storage = new Storage();
  return places.map(([key, place]) => new KeptTicks({ key, place, storage, now: () => now }));
}

test("what is ticked on one page waits for the others", () => {
  const [one, other] = pages([["mio", "27 1"], ["mio", "28 0"]]);
  one.note([MORNING]);
  assert.deepEqual([one.here, one.elsewhere], [[MORNING], []]);
  assert.deepEqual([other.here, other.elsewhere], [[], [MORNING]]);
  one.note([]);
  assert.deepEqual(other.elsewhere, []);
});

test("what has passed meanwhile is nobody's concern", () => {
  const [one, other] = pages([["mio", "27 1"], ["mio", "28 0"]], Date.parse("2026-11-27T12:00+09:00"));
  one.note([MORNING, NIGHT]);
  assert.deepEqual(other.elsewhere, [NIGHT]);
});

test("other pages are forgotten alone, or all together once they are saved", () => {
  const [one, other] = pages([["mio", "27 1"], ["mio", "28 0"]]);
  one.note([MORNING]);
  other.note([NIGHT]);
  other.forgetOthers();
  assert.deepEqual([other.here, one.here], [[NIGHT], []]);
  other.clear();
  assert.deepEqual(other.here, []);
});

test("nobody finds the ticks of another cast", () => {
  const [mine, theirs] = pages([["mio", "27 1"], ["sora", "27 1"]]);
  mine.note([MORNING]);
  assert.deepEqual(theirs.here, []);
});
