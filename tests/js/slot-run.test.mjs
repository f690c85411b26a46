import assert from "node:assert/strict";
import test from "node:test";

import { runAround, summary } from "../../guest_portal/static/guest_portal/slot-run.js";

const TEXTS = {
  text: "{from}〜{to} {count}枠 {length} {points}pt",
  tooShort: "{from}〜{to} 短い",
  hours: "{n}時間",
  minutes: "{n}分",
  seconds: "{n}秒",
};

// Slots of three minutes at these minutes; those in `ticked` are.
function slotsAt(minutes, ticked) {
  return minutes.map((minute, index) => ({
    checked: ticked.includes(index),
    from: minute * 60,
    to: (minute + 3) * 60,
    fromText: `0:${minute}`,
    toText: `0:${minute + 3}`,
  }));
}

const run = (slots, touched) => [...runAround(slots, touched)];

test("a slot beside the run makes it longer", () => {
  assert.deepEqual(run(slotsAt([0, 3, 6], [0, 1]), 1), [0, 1]);
  assert.deepEqual(run(slotsAt([0, 3, 6], [0, 1, 2]), 0), [0, 1, 2]);
});

test("a slot elsewhere begins a new run", () => {
  assert.deepEqual(run(slotsAt([0, 3, 6, 9], [0, 1, 3]), 3), [3]);
});

test("slots next to each other in the list do not adjoin over a pause", () => {
  assert.deepEqual(run(slotsAt([0, 3, 60], [1, 2]), 2), [2]);
});

test("unticking in the middle keeps the longer part", () => {
  assert.deepEqual(run(slotsAt([0, 3, 6, 9], [0, 2, 3]), 1), [2, 3]);
});

test("unticking the last one leaves nothing", () => {
  assert.deepEqual(run(slotsAt([0, 3], []), 0), []);
});

test("the summary counts slots, talk time and points", () => {
  const terms = { price: 1000, margins: 60 };
  assert.equal(summary(slotsAt([0, 3, 6], [0, 1]), terms, TEXTS), "0:0〜0:6 2枠 5分 2,000pt");
  assert.equal(summary(slotsAt([0], []), terms, TEXTS), null);
});

test("the summary says seconds where there are any", () => {
  assert.match(summary(slotsAt([0], [0]), { price: 1, margins: 90 }, TEXTS), / 1分30秒 /);
  assert.match(summary(slotsAt([0], [0]), { price: 1, margins: 135 }, TEXTS), / 45秒 /);
});

test("the summary of an hour and more says hours, as the page does", () => {
  const hour = slotsAt([0, 57], [0, 1]);
  assert.match(summary(hour, { price: 1, margins: 0 }, TEXTS), / 1時間 /);
  assert.match(summary(slotsAt([0, 90], [0, 1]), { price: 1, margins: 60 }, TEXTS), / 1時間32分 /);
});

test("margins that leave no talk time ask for another slot", () => {
  assert.equal(summary(slotsAt([0], [0]), { price: 1, margins: 180 }, TEXTS), "0:0〜0:3 短い");
});
