import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Call } from "../../talk_rooms/static/talk_rooms/call.js";
import { FakeConnection } from "./fake_rtc.mjs";
import { stopTimers, tick } from "./timers.mjs";

let received, measured, handlers;

globalThis.RTCPeerConnection = class extends FakeConnection {
  async getStats() {
    const pair = { type: "candidate-pair", nominated: true, state: "succeeded" };
    const inbound = { type: "inbound-rtp", packetsReceived: received, framesDecoded: received };
    return new Map([pair, inbound].map((one) => [one.type, one]));
  }
};
globalThis.document = new EventTarget();

async function talking() {
  const call = new Call({ offers: true, signaling: { describe() {}, addCandidate() {} }, handlers });
  call.meet("guestpage001", { iceServers: [] });
  await settle();
  await call.peer.receive({ type: "description", description: { type: "answer" } });
  call.peer.pc.become("connected");
  return call;
}

async function settle() {
  for (let turn = 0; turn < 20; turn++) await null;
}

// So many seconds, in each of which so many packets come in.
async function pass(seconds, packets) {
  for (let n = 0; n < seconds; n++) {
    received += packets;
    tick(1000);
    await settle();
  }
}

beforeEach(() => {
  stopTimers();
  received = 0;
  measured = [];
  handlers = {
    isExpected: true,
    isTalking: true,
    redraw() {},
    onTrack() {},
    onMeasure: (one) => measured.push(one),
  };
});

test("what was meant for an older window of this person is passed over", () => {
  const taken = [];
  const call = new Call({ offers: false, signaling: { instance: "now" }, handlers: {} });
  Object.assign(call, { instance: "other", peer: { receive: ({ type }) => taken.push(type) } });
  call.receive({ type: "offer", from: "other", to: "before" });
  call.receive({ type: "answer", from: "elsewhere", to: "now" });
  call.receive({ type: "candidates", from: "other", to: "now" });
  assert.deepEqual(taken, ["candidates"]);
});

test("seconds count in which the other side's media come in while the two are talking", async () => {
  const call = await talking();
  await pass(5, 20);
  assert.deepEqual(measured.at(-1), { path: "direct", quality: "good", restarts: 0, connected: 5 });
  handlers.isTalking = false;
  await pass(5, 20);
  assert.equal(measured.at(-1).connected, 5);
  call.end();
});

test("media that stop are sought anew after four seconds, and the path they had is kept", async () => {
  const call = await talking();
  await pass(3, 20);
  await pass(3, 0);
  assert.equal(call.peer.pc.restarts, 0);
  assert.deepEqual(measured.at(-1), { path: "direct", quality: "lost", restarts: 0, connected: 3 });
  await pass(2, 0);
  assert.equal(call.peer.pc.restarts, 1);
  await pass(1, 20);
  await pass(3, 0);
  assert.equal(call.peer.pc.restarts, 1);
  assert.equal(measured.at(-1).restarts, 1);
  call.end();
});

test("nothing is sought while the other side has nothing to send", async () => {
  const call = await talking();
  await pass(2, 20);
  handlers.isExpected = false;
  await pass(10, 0);
  assert.equal(call.peer.pc.restarts, 0);
  call.end();
});
