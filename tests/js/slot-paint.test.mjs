import assert from "node:assert/strict";
import test from "node:test";

import { between, step } from "../../cast_portal/static/cast_portal/slot-paint.js";

const LIST = ["a", "b", "c", "d"];
// Two rows of three.
const PLACES = [0, 1].flatMap((row) => [0, 1, 2].map((column) => ({ x: column * 10, y: row * 10 })));

test("a stroke covers everything between its ends, in either direction", () => {
  assert.deepEqual(between(LIST, "b", "d"), ["b", "c", "d"]);
  assert.deepEqual(between(LIST, "d", "b"), ["b", "c", "d"]);
  assert.deepEqual(between(LIST, "c", "c"), ["c"]);
});

test("a square that is gone covers nothing", () => {
  assert.deepEqual(between(LIST, "x", "b"), []);
});

test("arrows move along time and by rows, and stop at the edges", () => {
  assert.equal(step(PLACES, 1, "ArrowRight"), 2);
  assert.equal(step(PLACES, 5, "ArrowRight"), 5);
  assert.equal(step(PLACES, 1, "ArrowDown"), 4);
  assert.equal(step(PLACES, 4, "ArrowUp"), 1);
  assert.equal(step(PLACES, 4, "ArrowDown"), 4);
  assert.equal(step(PLACES, 4, "Home"), 0);
  assert.equal(step(PLACES, 1, "End"), 5);
});
