import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { PACKETS, measurePath, summary } from "../../talk_rooms/static/talk_rooms/path-test.js";
import { FakeConnection } from "./fake_rtc.mjs";
import { stopTimers, tick } from "./timers.mjs";

let now = 0;

// Lets time pass for clocks and timers, and everything happen that waits for it.
async function pass(milliseconds) {
  for (const end = now + milliseconds; now < end; ) {
    now += 10;
    tick(10);
    for (let n = 0; n < 20; n++) await null;
  }
}

// A pair of connections whose packets take `delays(number)` milliseconds; null is lost.
function path(delays) {
  class Line extends FakeConnection {
    createDataChannel(label, options) {
      this.far = {};
      this.near = { label, options, readyState: "connecting", send: (data) => this.carry(data) };
      return this.near;
    }

    carry(data) {
      const delay = delays(Number(data));
      if (delay !== null) setTimeout(() => this.far.onmessage({ data }), delay);
    }

    async setRemoteDescription(description) {
      await super.setRemoteDescription(description);
      if (description.type !== "answer" || !delays) return;
      const [, callee] = FakeConnection.all.slice(-2);
      callee.ondatachannel({ channel: this.far });
      this.near.readyState = "open";
      this.near.onopen();
    }
  }
  const timers = ["setTimeout", "setInterval", "clearInterval"];
  const env = Object.fromEntries(timers.map((name) => [name, (...all) => globalThis[name](...all)]));
  return { ...env, RTCPeerConnection: Line, performance: { now: () => now } };
}

async function measured(delays, ice = {}) {
  const result = measurePath(ice, path(delays));
  await pass(12_000);
  return result;
}

beforeEach(() => {
  stopTimers();
  now = 0;
});

test("a clean path tells its round trip and no loss", async () => {
  assert.deepEqual(await measured(() => 50), { connected: true, rtt_ms: 50, loss_percent: 0 });
});

test("the round trip is the middle one, so one late packet does not count", async () => {
  const { rtt_ms } = await measured((number) => (number % 10 ? 30 : 500));
  assert.equal(rtt_ms, 30);
});

test("packets that do not arrive are lost, overtaking ones are not", async () => {
  const delays = (number) => (number % 4 ? 20 + 100 * (number % 2) : null);
  assert.deepEqual(await measured(delays), { connected: true, rtt_ms: 120, loss_percent: 25 });
});

test("what arrives long after the last one was sent is lost", async () => {
  const { loss_percent } = await measured((number) => (number < PACKETS / 2 ? 20 : 5000));
  assert.equal(loss_percent, 50);
});

test("a path on which nothing arrives is closed although its channel opened", async () => {
  assert.deepEqual(await measured(() => null), {
    connected: false,
    rtt_ms: null,
    loss_percent: null,
  });
});

test("a channel that never opens is given up", async () => {
  assert.equal((await measured(null)).connected, false);
});

test("the channel repeats and orders nothing, as sound and picture do", async () => {
  await measured(() => 10);
  const { options } = FakeConnection.all.at(-2).near;
  assert.deepEqual(options, { ordered: false, maxRetransmits: 0 });
});

test("both ends go by the path that is asked for, and are closed at the end", async () => {
  const ice = { iceServers: [], iceTransportPolicy: "relay" };
  await measured(() => 10, ice);
  const pair = FakeConnection.all.slice(-2);
  assert.deepEqual(pair.map(({ configuration }) => configuration), [ice, ice]);
  assert.deepEqual(pair.map(({ signalingState }) => signalingState), ["closed", "closed"]);
});

test("a channel that closes half way loses the rest", async () => {
  const result = measurePath({}, path(() => 10));
  await pass(1200);
  FakeConnection.all.at(-2).near.readyState = "closed";
  await pass(3000);
  const { connected, loss_percent } = await result;
  assert.ok(connected);
  assert.ok(loss_percent > 40 && loss_percent < 60);
});

test("a browser without calls has no path", async () => {
  assert.equal((await measurePath({}, {})).connected, false);
});

test("nothing that came is no path", () => {
  assert.equal(summary([]).connected, false);
});
