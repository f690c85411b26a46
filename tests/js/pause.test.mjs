// At the end of a talk the page goes on by itself, and whoever writes is let finish.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { atAPause } from "../../talk_rooms/static/talk_rooms/pause.js";
import { stopTimers, tick } from "./timers.mjs";

let gone;
const go = () => (gone = true);
const never = () => false;

function standIn(field) {
  globalThis.document = { activeElement: field };
}

beforeEach(() => {
  stopTimers();
  gone = false;
});

test("whoever writes nothing is led on when there was time to read", () => {
  for (const field of [{}, { value: "" }]) {
    gone = false;
    standIn(field);
    atAPause(go, never);
    tick(2999);
    assert.equal(gone, false);
    tick(1);
    assert.ok(gone);
  }
});

test("whoever writes is led on at a pause", () => {
  const memo = { value: "" };
  standIn(memo);
  atAPause(go, never);
  for (let seconds = 0; seconds < 30; seconds++) {
    memo.value += "あ";
    tick(1000);
  }
  assert.equal(gone, false);
  tick(20_000);
  assert.ok(gone);
});

test("a form that is taken away holds nobody", () => {
  standIn({ value: "ありがとう" });
  atAPause(go, never);
  standIn({});
  tick(10_000);
  assert.ok(gone);
});

test("nobody is led on while something else holds them", () => {
  let isOpen = true;
  standIn({});
  atAPause(go, () => isOpen);
  tick(60_000);
  assert.equal(gone, false);
  isOpen = false;
  tick(3000);
  assert.ok(gone);
});
