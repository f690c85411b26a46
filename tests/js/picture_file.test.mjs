import assert from "node:assert/strict";
import { test } from "node:test";

import { isShown, problemOf, turnedOnce } from "../../cast_portal/static/cast_portal/picture_file.js";

const limits = { maxBytes: 15, accept: "image/jpeg,image/heic,.heic,application/pdf,.pdf" };
const file = (name, type, size = 10) => ({ name, type, size });

test("a picture within the limit can be sent", () => {
  assert.equal(problemOf(file("a.jpg", "image/jpeg"), limits), "");
});

test("a file of exactly the limit can be sent, a byte more cannot", () => {
  assert.equal(problemOf(file("a.jpg", "image/jpeg", 15), limits), "");
  assert.equal(problemOf(file("a.jpg", "image/jpeg", 16), limits), "too-large");
});

test("HEIC is known by its ending where a browser knows no type", () => {
  assert.equal(problemOf(file("IMG_1.HEIC", ""), limits), "");
});

test("what nobody asked for is told before it is sent", () => {
  assert.equal(problemOf(file("a.svg", "image/svg+xml"), limits), "wrong-type");
  assert.equal(problemOf(file("a.exe", ""), limits), "wrong-type");
});

test("the camera's input takes every picture", () => {
  const camera = { maxBytes: 15, accept: "image/*" };
  assert.equal(problemOf(file("image.jpg", "image/jpeg"), camera), "");
  assert.equal(problemOf(file("film.mp4", "video/mp4"), camera), "wrong-type");
});

test("only what browsers can draw is shown at once", () => {
  assert.ok(isShown(file("a.webp", "image/webp")));
  assert.ok(isShown(file("a.JPG", "")));
  assert.ok(!isShown(file("a.heic", "image/heic")));
  assert.ok(!isShown(file("a.pdf", "application/pdf")));
});

test("four turns lead back", () => {
  assert.deepEqual([0, 90, 180, 270].map(turnedOnce), [90, 180, 270, 0]);
});
