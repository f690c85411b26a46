// The link into a room, on a page that is there before the room opens.

import assert from "node:assert/strict";
import { test } from "node:test";
import { stopTimers, tick } from "./timers.mjs";

const HOUR = 3_600_000;
let now = 0;
const listeners = {};

globalThis.document = {
  querySelectorAll: () => [],
  addEventListener: (name, listener) => (listeners[name] = listener),
};
Date.now = () => now;
await import("../../talk_rooms/static/talk_rooms/room-button.js");

function linkThatOpensIn(delay) {
  stopTimers();
  const label = {};
  const link = {
    dataset: { opensAt: String(5 * HOUR + delay), now: String(5 * HOUR), href: "/room/" },
    classList: { add() {} },
    removeAttribute() {},
    querySelector: () => label,
  };
  listeners["sashitalk:renewed"]({ target: { querySelectorAll: () => [link] } });
  return link;
}

test("the room opens at its moment while the page is looked at", () => {
  const link = linkThatOpensIn(HOUR);
  tick(HOUR - 1);
  assert.equal(link.href, undefined);
  tick(1);
  assert.equal(link.href, "/room/");
});

test("a device that has slept shows at once whether the room is open", () => {
  const [one, later] = [HOUR, 30 * HOUR].map(linkThatOpensIn);
  now += HOUR;
  listeners.visibilitychange();
  assert.deepEqual([one.href, later.href], ["/room/", undefined]);
  now += 29 * HOUR;
  listeners.visibilitychange();
  assert.equal(later.href, "/room/");
});
