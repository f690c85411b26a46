import assert from "node:assert/strict";
import { test } from "node:test";

globalThis.document = { addEventListener() {} };
const { keepAwake, leaveAll } = await import("../../talk_rooms/static/talk_rooms/screen.js");

class Lock {
  released = false;
  constructor(one) {
    this.one = one;
    one.held += 1;
  }
  release() {
    if (!this.released) this.one.held -= 1;
    this.released = true;
  }
}

function screen() {
  const one = { held: 0 };
  const granted = new Promise((resolve) => (one.grant = resolve));
  const request = () => granted.then(() => new Lock(one));
  Object.defineProperty(globalThis, "navigator", {
    value: { wakeLock: { request } },
    configurable: true,
  });
  return one;
}

test("the screen stays awake until it is let go", async () => {
  const one = screen();
  one.grant();
  await keepAwake(true);
  assert.equal(one.held, 1);
  await keepAwake(false);
  assert.equal(one.held, 0);
});

test("what is asked for twice is held once", async () => {
  const one = screen();
  one.grant();
  await Promise.all([keepAwake(true), keepAwake(true)]);
  await keepAwake(true);
  assert.equal(one.held, 1);
  await keepAwake(false);
  assert.equal(one.held, 0);
});

test("a lock that comes after the talk was left is given back", async () => {
  const one = screen();
  const waiting = keepAwake(true);
  await keepAwake(false);
  one.grant();
  await waiting;
  assert.equal(one.held, 0);
});

test("at the end an iPhone leaves the video that fills its screen", async () => {
  const one = screen();
  const video = { isFull: true, webkitExitFullscreen: () => (video.isFull = false) };
  one.grant();
  await keepAwake(true);
  leaveAll(video);
  assert.equal(video.isFull, false);
  assert.equal(one.held, 0);
  leaveAll({});
});
