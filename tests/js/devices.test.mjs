import assert from "node:assert/strict";
import { test } from "node:test";
import {
  Devices,
  constraintsFor,
  problemOf,
} from "../../talk_rooms/static/talk_rooms/devices.js";

class FakeTrack {
  constructor(kind, label) {
    Object.assign(this, { kind, label, enabled: true, readyState: "live" });
  }
  getSettings() {
    return { deviceId: this.label };
  }
  clone() {
    return new FakeTrack(this.kind, `${this.label} copy`);
  }
  stop() {
    this.readyState = "ended";
  }
}

// `faults` maps a kind to the name of the error that asking for it raises.
function fakeMedia(faults = {}) {
  const asked = [];
  const listeners = {};
  return {
    asked,
    faults,
    pull: () => listeners.devicechange(),
    addEventListener: (name, listener) => (listeners[name] = listener),
    async getUserMedia(constraints) {
      asked.push(constraints);
      const kinds = Object.keys(constraints);
      const fault = kinds.map((kind) => faults[kind]).find(Boolean);
      if (fault) throw Object.assign(new Error(fault), { name: fault });
      const tracks = kinds.map(
        (kind) => new FakeTrack(kind, constraints[kind].deviceId?.exact ?? "default"),
      );
      return { getTracks: () => tracks };
    },
    enumerateDevices: async () => [
      { kind: "audioinput", deviceId: "mic-1" },
      { kind: "videoinput", deviceId: "cam-1" },
      { kind: "videoinput", deviceId: "cam-2" },
      { kind: "videoinput", deviceId: "" },
    ],
  };
}

function fakeStorage() {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text) };
}

function fakeDevices(faults, storage = fakeStorage(), granted = []) {
  const events = [];
  const media = fakeMedia(faults);
  const note = (name) => (...values) => events.push([name, ...values]);
  const devices = new Devices({
    media,
    permissions: { query: async ({ name }) => ({ state: granted.includes(name) ? "granted" : "prompt" }) },
    storage,
    onTrack: note("track"),
    onPreview: note("preview"),
    onProblem: note("problem"),
  });
  return { devices, media, events };
}

const had = ({ own }) => Object.keys(own);

test("camera and microphone are asked for in one question", async () => {
  const { devices, media } = fakeDevices();
  await devices.open();
  assert.deepEqual(had(devices), ["audio", "video"]);
  assert.equal(media.asked.length, 1);
});

test("nothing goes out before the talk time, while the preview is to be seen", async () => {
  const { devices } = fakeDevices();
  await devices.open();
  assert.equal(devices.outgoing.video.enabled, false);
  assert.equal(devices.own.video.enabled, true);
  devices.setLive(true);
  assert.equal(devices.outgoing.audio.enabled, true);
  devices.setLive(false);
  assert.equal(devices.outgoing.audio.enabled, false);
});

test("muted stays muted when the talk begins", async () => {
  const { devices } = fakeDevices();
  await devices.open();
  devices.setOff("audio", true);
  devices.setLive(true);
  assert.equal(devices.outgoing.audio.enabled, false);
  assert.equal(devices.outgoing.video.enabled, true);
  assert.deepEqual(devices.heardAndSeen, { audio: false, video: true });
  devices.setOff("audio", false);
  assert.equal(devices.outgoing.audio.enabled, true);
});

test("without a camera the voice alone is taken", async () => {
  const { devices, events } = fakeDevices({ video: "NotFoundError" });
  await devices.open();
  assert.deepEqual(had(devices), ["audio"]);
  assert.deepEqual(events.filter(([name]) => name === "problem"), [["problem", "video", "missing"]]);
});

test("a refused camera is told, not asked for again, and leaves the voice", async () => {
  const { devices, media, events } = fakeDevices({ video: "NotAllowedError" });
  await devices.open();
  assert.deepEqual(had(devices), ["audio"]);
  assert.equal(media.asked.length, 2);
  assert.deepEqual(events.at(-1), ["problem", "video", "denied"]);
});

test("a refused microphone leaves the camera that is allowed", async () => {
  const { devices, events } = fakeDevices({ audio: "NotAllowedError" }, fakeStorage(), ["camera"]);
  await devices.open();
  assert.deepEqual(had(devices), ["video"]);
  assert.deepEqual(events.filter(([name]) => name === "problem"), [["problem", "audio", "denied"]]);
});

test("a refused microphone is not asked for again when the voice alone was wanted", async () => {
  const { devices, media, events } = fakeDevices({ audio: "NotAllowedError" });
  await devices.open(false);
  assert.equal(media.asked.length, 1);
  assert.deepEqual(events, [["problem", "audio", "denied"]]);
});

test("a browser that cannot ask for a camera is like one without a camera", async () => {
  const events = [];
  const onProblem = (...one) => events.push(one);
  const devices = new Devices({ media: null, storage: fakeStorage(), onProblem });
  await devices.open();
  assert.deepEqual(had(devices), []);
  assert.deepEqual(events, [["audio", "missing"], ["video", "missing"]]);
  assert.deepEqual(await devices.list("audioinput"), []);
});

test("faults have four names", () => {
  assert.equal(problemOf({ name: "NotAllowedError" }), "denied");
  assert.equal(problemOf({ name: "OverconstrainedError" }), "missing");
  assert.equal(problemOf({ name: "NotReadableError" }), "busy");
  assert.equal(problemOf(new TypeError("?")), "unknown");
});

test("another camera takes the place of the first one, which is let go", async () => {
  const { devices, events } = fakeDevices();
  await devices.open();
  const before = devices.own.video;
  devices.setOff("video", true);
  devices.setLive(true);
  await devices.choose("video", "cam-2");
  assert.equal(before.readyState, "ended");
  assert.equal(devices.own.video.label, "cam-2");
  assert.equal(devices.outgoing.video.enabled, false);
  assert.equal(events.filter(([name]) => name === "track").at(-1)[2], devices.outgoing.video);
});

test("the old camera is let go before the next one is asked for", async () => {
  const { devices, media } = fakeDevices();
  await devices.open();
  const before = devices.own.video;
  const ask = media.getUserMedia;
  media.getUserMedia = (constraints) => {
    assert.equal(before.readyState, "ended");
    return ask(constraints);
  };
  await devices.choose("video", "cam-2");
});

test("what the browser tells of devices meanwhile takes back no choice", async () => {
  const { devices, media } = fakeDevices();
  await devices.open();
  const choosing = devices.choose("audio", "headset");
  await Promise.all([choosing, media.pull()]);
  assert.equal(devices.own.audio.label, "headset");
  assert.equal(devices.chosen.audio, "headset");
  assert.equal(media.asked.length, 2);
});

test("a camera that will not open leaves the usual one", async () => {
  const { devices, media } = fakeDevices();
  await devices.open();
  const ask = media.getUserMedia;
  media.getUserMedia = (constraints) => {
    media.faults.video = constraints.video.deviceId ? "NotReadableError" : undefined;
    return ask(constraints);
  };
  await devices.choose("video", "cam-2");
  assert.equal(devices.own.video.readyState, "live");
});

test("a chosen camera that is gone gives way to the usual one", async () => {
  const { devices, media, events } = fakeDevices();
  devices.chosen.video = "cam-9";
  const ask = media.getUserMedia;
  media.getUserMedia = (constraints) => {
    media.faults.video = constraints.video?.deviceId ? "OverconstrainedError" : undefined;
    return ask(constraints);
  };
  await devices.open();
  assert.deepEqual(had(devices), ["audio", "video"]);
  assert.deepEqual(events.filter(([name]) => name === "problem"), []);
});

test("flipping goes round all cameras", async () => {
  const { devices } = fakeDevices();
  await devices.open();
  const seen = [];
  for (let n = 0; n < 3; n++) {
    await devices.flip();
    seen.push(devices.own.video.label);
  }
  assert.deepEqual(seen, ["cam-1", "cam-2", "cam-1"]);
});

test("what was chosen is asked for the next time in this browser", async () => {
  const storage = fakeStorage();
  const first = fakeDevices({}, storage).devices;
  await first.choose("video", "cam-2");
  await first.choose("speaker", "loud-1");
  const { devices, media } = fakeDevices({}, storage);
  await devices.open();
  assert.equal(media.asked[0].video.deviceId.exact, "cam-2");
  assert.equal(devices.chosen.speaker, "loud-1");
});

test("on a thin line the picture stays at home and the voice goes on", async () => {
  const { devices } = fakeDevices();
  await devices.open();
  devices.setLive(true);
  devices.setThin(true);
  assert.deepEqual(devices.heardAndSeen, { audio: true, video: false });
  assert.equal(devices.outgoing.video.enabled, false);
  assert.equal(devices.own.video.enabled, true);
  devices.setThin(false);
  assert.equal(devices.outgoing.video.enabled, true);
});

test("a device that is pulled out is replaced by the next", async () => {
  const { devices, media } = fakeDevices();
  await devices.open();
  await devices.choose("audio", "headset");
  devices.own.audio.readyState = "ended";
  await devices.own.audio.onended();
  assert.equal(devices.own.audio.label, "default");
  devices.own.video.readyState = "ended";
  await media.pull();
  await null;
  assert.equal(media.asked.at(-1).video.deviceId, undefined);
});

test("the last microphone pulled out leaves nobody to send", async () => {
  const { devices, media, events } = fakeDevices();
  await devices.open(false);
  media.faults.audio = "NotFoundError";
  await devices.own.audio.onended();
  assert.deepEqual(had(devices), []);
  assert.deepEqual(events.at(-1), ["problem", "audio", "missing"]);
});

test("a microphone that was pulled out is taken again when it is back", async () => {
  const { devices, media } = fakeDevices();
  await devices.open(false);
  media.faults.audio = "NotFoundError";
  await devices.own.audio.onended();
  delete media.faults.audio;
  await media.pull();
  await new Promise(setImmediate);
  assert.deepEqual(had(devices), ["audio"]);
});

test("letting go stops everything, even what was still being asked for", async () => {
  const { devices, events } = fakeDevices();
  await devices.open(false);
  const { audio } = devices.own;
  const asking = devices.choose("video", "cam-1");
  devices.stop();
  await asking;
  assert.equal(audio.readyState, "ended");
  assert.deepEqual(had(devices), []);
  assert.equal(events.filter(([name, kind]) => name === "track" && kind === "video").length, 0);
});

test("saving data asks for a small picture", () => {
  assert.equal(constraintsFor("video", null, true).video.width.ideal, 320);
  assert.equal(constraintsFor("video", "cam-1").video.deviceId.exact, "cam-1");
  assert.equal(constraintsFor("audio").audio.echoCancellation, true);
});

test("only devices with a name to choose them by are listed", async () => {
  const { devices } = fakeDevices();
  const listed = (await devices.list("videoinput")).map(({ deviceId }) => deviceId);
  assert.deepEqual(listed, ["cam-1", "cam-2"]);
});
