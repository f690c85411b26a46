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
        (kind) => new FakeTrack(kind, constraints[kind].deviceId?.ideal ?? "default"),
      );
      return { getTracks: () => tracks };
    },
    enumerateDevices: async () => [
      { kind: "audioinput", deviceId: "mic-1" },
      { kind: "videoinput", deviceId: "cam-1" },
      { kind: "videoinput", deviceId: "" },
    ],
  };
}

function fakeDevices(faults) {
  const events = [];
  const media = fakeMedia(faults);
  const note = (name) => (...values) => events.push([name, ...values]);
  const devices = new Devices({
    media,
    onTrack: note("track"),
    onPreview: note("preview"),
    onProblem: note("problem"),
  });
  return { devices, media, events };
}

test("camera and microphone are asked for in one question", async () => {
  const { devices, media } = fakeDevices();
  assert.deepEqual(await devices.open(), { audio: true, video: true });
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
  assert.deepEqual(await devices.open(), { audio: true, video: false });
  assert.deepEqual(events.filter(([name]) => name === "problem"), [["problem", "video", "missing"]]);
});

test("a refused permission is told and not asked for again", async () => {
  const { devices, media, events } = fakeDevices({ video: "NotAllowedError" });
  assert.deepEqual(await devices.open(), { audio: false, video: false });
  assert.equal(media.asked.length, 1);
  assert.deepEqual(events[0], ["problem", "audio", "denied"]);
});

test("a browser that cannot ask for a camera is like one without a camera", async () => {
  const events = [];
  const devices = new Devices({ media: null, onProblem: (...one) => events.push(one) });
  assert.deepEqual(await devices.open(), { audio: false, video: false });
  assert.deepEqual(events, [["audio", "missing"], ["video", "missing"]]);
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
  await devices.open({ video: false });
  media.faults.audio = "NotFoundError";
  await devices.own.audio.onended();
  assert.deepEqual(devices.has, { audio: false, video: false });
  assert.deepEqual(events.at(-1), ["problem", "audio", "missing"]);
});

test("letting go stops everything, even what was still being asked for", async () => {
  const { devices, events } = fakeDevices();
  await devices.open({ video: false });
  const { audio } = devices.own;
  const asking = devices.choose("video", "cam-1");
  devices.stop();
  await asking;
  assert.equal(audio.readyState, "ended");
  assert.deepEqual(devices.has, { audio: false, video: false });
  assert.equal(events.filter(([name, kind]) => name === "track" && kind === "video").length, 0);
});

test("saving data asks for a small picture", () => {
  assert.equal(constraintsFor("video", { saving: true }).video.width.ideal, 320);
  assert.equal(constraintsFor("video", { deviceId: "cam-1" }).video.deviceId.ideal, "cam-1");
  assert.equal(constraintsFor("audio").audio.echoCancellation, true);
});

test("only devices with a name to choose them by are listed", async () => {
  const { devices } = fakeDevices();
  assert.deepEqual(await devices.list("videoinput"), [{ kind: "videoinput", deviceId: "cam-1" }]);
});
