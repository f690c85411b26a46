import assert from "node:assert/strict";
import { test } from "node:test";
import { Call } from "../../talk_rooms/static/talk_rooms/call.js";

test("what was meant for an older window of this person is passed over", () => {
  const taken = [];
  const call = new Call({ offers: false, signaling: { instance: "now" }, handlers: {} });
  Object.assign(call, { instance: "other", peer: { receive: ({ type }) => taken.push(type) } });
  call.receive({ type: "offer", from: "other", to: "before" });
  call.receive({ type: "answer", from: "elsewhere", to: "now" });
  call.receive({ type: "candidates", from: "other", to: "now" });
  assert.deepEqual(taken, ["candidates"]);
});
