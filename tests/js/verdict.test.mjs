import assert from "node:assert/strict";
import { test } from "node:test";
import { gradeOf, judge } from "../../talk_rooms/static/talk_rooms/verdict.js";

const good = { connected: true, rtt_ms: 20, loss_percent: 0 };
const closed = { connected: false, rtt_ms: null, loss_percent: null };
const direct = { path: "direct", ...good };
const fine = { problems: {}, isHeard: true, paths: [direct], mustRelay: false };
const judged = (findings) => judge({ ...fine, ...findings });

test("everything in order is ok without a reason", () => {
  assert.deepEqual(judged({}), { verdict: "ok", reasons: [] });
  assert.equal(judged({ hearsTone: true }).verdict, "ok");
});

test("a path is weak when it is slow or loses much", () => {
  assert.equal(gradeOf(good), "good");
  assert.equal(gradeOf({ ...good, rtt_ms: 401 }), "weak");
  assert.equal(gradeOf({ ...good, loss_percent: 4 }), "weak");
  assert.equal(gradeOf(closed), "closed");
});

test("what stays within the page is never slow: that would not be the network", () => {
  assert.equal(gradeOf({ ...direct, rtt_ms: 900, loss_percent: 20 }), "good");
  assert.equal(gradeOf({ ...direct, ...closed }), "closed");
});

for (const [reason, findings] of [
  ["no_camera", { problems: { video: "missing" } }],
  ["microphone_quiet", { isHeard: false }],
  ["not_heard", { hearsTone: false }],
  ["weak_path", { paths: [direct, { path: "relay_udp", ...good, loss_percent: 20 }] }],
  ["no_relay", { paths: [direct, { path: "relay_udp", ...closed }] }],
]) {
  test(`${reason} is worth a caution`, () => {
    assert.deepEqual(judged(findings), { verdict: "caution", reasons: [reason] });
  });
}

for (const [reason, findings] of [
  ["denied", { problems: { audio: "denied", video: "denied" }, paths: [] }],
  ["no_microphone", { problems: { audio: "busy" } }],
  ["no_path", { paths: [{ ...direct, ...closed }] }],
  ["no_path", { paths: [{ ...direct, ...closed }, { path: "relay_udp", ...closed }] }],
]) {
  test(`${reason} makes a call impossible`, () => {
    assert.deepEqual(judged(findings), { verdict: "bad", reasons: [reason] });
  });
}

test("one open relay is enough", () => {
  const paths = [direct, { path: "relay_udp", ...closed }, { path: "relay_tcp", ...good }];
  assert.equal(judged({ paths, mustRelay: true }).verdict, "ok");
  assert.equal(judged({ paths, mustRelay: false }).verdict, "ok");
});

test("where calls must be relayed, a direct path does not help", () => {
  const paths = [direct, { path: "relay_udp", ...closed }];
  assert.deepEqual(judged({ paths, mustRelay: true }).reasons, ["no_path"]);
});
