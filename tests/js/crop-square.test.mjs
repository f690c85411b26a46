import assert from "node:assert/strict";
import { test } from "node:test";

import { inside, moved, zoomed } from "../../cast_portal/static/cast_portal/crop-square.js";

const size = { width: 1000, height: 600, least: 200 };

test("a square is moved inside and made neither too small nor too large", () => {
  assert.deepEqual(inside({ left: -50, top: 580, side: 300 }, size), { left: 0, top: 300, side: 300 });
  assert.deepEqual(inside({ left: 0, top: 0, side: 5 }, size), { left: 0, top: 0, side: 200 });
  assert.deepEqual(inside({ left: 0, top: 0, side: 900 }, size), { left: 0, top: 0, side: 600 });
});

test("moving stops at the edge", () => {
  const square = { left: 300, top: 100, side: 400 };
  assert.deepEqual(moved(square, 20, -30, size), { left: 320, top: 70, side: 400 });
  assert.deepEqual(moved(square, 900, 900, size), { left: 600, top: 200, side: 400 });
});

test("zooming keeps the middle", () => {
  const square = { left: 300, top: 100, side: 400 };
  assert.deepEqual(zoomed(square, 2, size), { left: 400, top: 200, side: 200 });
  assert.deepEqual(zoomed({ left: 400, top: 200, side: 200 }, 0.5, size), square);
});

test("zooming out at an edge stays inside", () => {
  assert.deepEqual(zoomed({ left: 0, top: 0, side: 200 }, 0.5, size), { left: 0, top: 0, side: 400 });
});

test("zooming at its end moves nothing", () => {
  const square = { left: 10, top: 20, side: 200 };
  assert.deepEqual(zoomed(square, 3, size), square);
});
