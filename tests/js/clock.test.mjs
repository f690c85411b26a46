import assert from "node:assert/strict";
import { test } from "node:test";
import { Clock, countdown, nextChange, phaseAt } from "../../talk_rooms/static/talk_rooms/clock.js";

const INSTANTS = { lobby: 1000, preparation: 2000, talk: 3000, wrap_up: 4000, over: 5000 };

function clockAt(start) {
  const local = { time: start };
  return { local, clock: new Clock(() => local.time) };
}

test("the quickest answer sets the offset, whichever way this device is wrong", () => {
  for (const wrong of [-3_600_000, 0, 3_600_000]) {
    const { clock } = clockAt(100);
    clock.sample(0, 1_000_090 + wrong, 100);
    clock.sample(100, 1_000_115 + wrong, 110);
    assert.equal(clock.offset, 1_000_010 + wrong);
  }
});

test("a hint serves until the first sample, however slow that is", () => {
  const { clock, local } = clockAt(0);
  clock.hint(5000);
  assert.equal(clock.now(), 5000);
  clock.sample(0, 5400, 800);
  clock.hint(1);
  local.time = 800;
  assert.equal(clock.now(), 5800);
});

test("old samples make room, so that a drift is followed", () => {
  const { clock } = clockAt(0);
  clock.sample(0, 1000, 2);
  for (let n = 0; n < 8; n++) clock.sample(0, 1012, 20);
  assert.equal(clock.offset, 1002);
});

test("a device that has slept is set right by the first answer", () => {
  const { clock, local } = clockAt(0);
  for (let n = 0; n < 8; n++) clock.sample(0, 1000, 2);
  // A minute that this device knows nothing of.
  local.time = 100;
  clock.sample(50, 61_075, 100);
  assert.equal(clock.now(), 61_100);
});

test("what the server says has come is not taken back", () => {
  const { clock, local } = clockAt(0);
  clock.hint(5000);
  assert.equal(clock.now(6000), 6000);
  local.time = 200;
  assert.equal(clock.now(), 6000);
  local.time = 1500;
  assert.equal(clock.now(), 6500);
});

test("the clock never runs backwards", () => {
  const { clock, local } = clockAt(0);
  clock.sample(0, 1000, 100);
  local.time = 100;
  const before = clock.now();
  clock.sample(100, 1000, 101);
  assert.equal(clock.now(), before);
  local.time = 400;
  assert.ok(clock.now() > before);
});

test("a phase begins at its very instant", () => {
  assert.equal(phaseAt(INSTANTS, 999), "closed");
  assert.equal(phaseAt(INSTANTS, 1000), "lobby");
  assert.equal(phaseAt(INSTANTS, 3999.9), "talk");
  assert.equal(phaseAt(INSTANTS, 9999), "over");
});

test("without margins the talk begins at once", () => {
  assert.equal(phaseAt({ lobby: 0, preparation: 10, talk: 10, wrap_up: 20, over: 20 }, 10), "talk");
});

test("the next change is the first one ahead", () => {
  assert.equal(nextChange(INSTANTS, 3000), 4000);
  assert.equal(nextChange(INSTANTS, 5000), null);
});

test("a countdown counts begun seconds and stops at nought", () => {
  assert.equal(countdown(120_000), "2:00");
  assert.equal(countdown(119_001), "2:00");
  assert.equal(countdown(61_000), "1:01");
  assert.equal(countdown(3_725_000), "1:02:05");
  assert.equal(countdown(-5), "0:00");
});
