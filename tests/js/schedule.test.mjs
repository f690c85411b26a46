import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Clock } from "../../talk_rooms/static/talk_rooms/clock.js";
import { Schedule } from "../../talk_rooms/static/talk_rooms/schedule.js";
import { stopTimers, tick } from "./timers.mjs";

const INSTANTS = { lobby: 0, preparation: 1000, talk: 1050, wrap_up: 90_000, over: 91_000 };
let now, heard;

function schedule(startsAt = 0) {
  now = startsAt;
  const clock = new Clock(() => now);
  clock.hint(startsAt);
  const one = new Schedule(clock, INSTANTS, {
    onPhase: (phase, isFirst) => heard.push([phase, now, isFirst]),
    onTick: () => {},
    onCue: (cue) => heard.push([cue, now]),
  });
  one.start();
  return one;
}

function passTime(milliseconds) {
  for (let n = 0; n < milliseconds; n++) {
    now += 1;
    tick(1);
  }
}

beforeEach(() => {
  heard = [];
  stopTimers();
});

test("every phase begins at its very instant, between the ticks too", () => {
  schedule();
  passTime(1500);
  assert.deepEqual(heard, [
    ["lobby", 0, true],
    ["preparation", 1000, false],
    ["talk", 1050, false],
  ]);
});

test("the last minute is counted at 60, 30 and 10 seconds, each once", () => {
  schedule(1050);
  passTime(91_000 - 1050);
  const cues = heard.filter(([what]) => typeof what === "number");
  assert.deepEqual(cues.map(([cue]) => cue), [60, 30, 10]);
  for (const [cue, at] of cues) assert.ok(at - (90_000 - cue * 1000) <= 200);
});

test("whoever comes in the last twenty seconds hears what is still to come", () => {
  schedule(90_000 - 20_000);
  passTime(20_000);
  assert.deepEqual(heard.slice(1).map(([what]) => what), [10, "wrap_up"]);
});

test("an instant that the server tells has come, whatever our clock says", () => {
  const one = schedule();
  one.look(1050);
  assert.equal(one.phase, "talk");
  passTime(1500);
  assert.deepEqual(heard.map(([what]) => what), ["lobby", "talk"]);
});

test("stopped, it changes nothing any more", () => {
  const one = schedule();
  one.stop();
  passTime(1500);
  one.look(2000);
  assert.equal(one.phase, "lobby");
});
