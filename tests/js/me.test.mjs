// This person in the room, over a page of which only what is asked for exists.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Me } from "../../talk_rooms/static/talk_rooms/me.js";

const WORDS = {
  problems: { audio: {}, video: { busy: "カメラをほかのアプリが使っています。" } },
  notices: {},
};
const WITH_CAMERA = { saving: false, off: { audio: false, video: false } };
const WITHOUT_CAMERA = { saving: false, off: { audio: false, video: true } };
let kept, meters, ask;

function element() {
  const one = { dataset: {}, hidden: true, addEventListener() {}, querySelectorAll: () => [] };
  return Object.assign(one, { querySelector: () => element(), scrollIntoView() {} });
}

function fakeView() {
  const parts = {};
  const said = {};
  const toggled = {};
  const root = { ...element(), focus() {}, toggleAttribute() {}, dataset: { phase: "lobby" } };
  const part = (name) => (parts[name] ??= element());
  return {
    root,
    said,
    toggled,
    part,
    remote: {},
    say: (name, text) => (said[name] = text),
    show: (name, isShown) => (part(name).hidden = !isShown),
    announce() {},
    lookUp() {},
    preview() {},
    toggle: (kind, isOff) => (toggled[kind] = isOff),
  };
}

const track = (kind) => ({
  kind,
  getSettings: () => ({}),
  clone: () => track(kind),
  stop() {},
});

function somebody() {
  const view = fakeView();
  const me = new Me(view, WORDS, { key: "room.1", onTrack() {}, onChange() {} });
  return { me, view };
}

class Context {
  constructor() {
    meters.add(this);
  }
  createMediaStreamSource() {
    return { connect() {} };
  }
  resume() {}
  close() {
    meters.delete(this);
  }
}

beforeEach(() => {
  kept = new Map();
  meters = new Set();
  ask = async (wanted) => Object.keys(wanted).map(track);
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => kept.set(key, text),
    removeItem: (key) => kept.delete(key),
  };
  const media = {
    addEventListener() {},
    enumerateDevices: async () => [],
    getUserMedia: async (wanted) => {
      const tracks = await ask(wanted);
      return { getTracks: () => tracks };
    },
  };
  const fakes = {
    localStorage: storage,
    sessionStorage: storage,
    navigator: { mediaDevices: media },
    document: {},
    AudioContext: Context,
    AnalyserNode: class {
      fftSize = 512;
      getFloatTimeDomainData() {}
    },
    MediaStream: class {},
  };
  for (const [name, value] of Object.entries(fakes)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
});

// All that is promised, and the answers to it.
const settle = () => new Promise((resolve) => setImmediate(resolve));

test("whoever comes back after a reload is as muted and unseen as before", async () => {
  const { me, view } = somebody();
  await me.enter(WITH_CAMERA);
  assert.equal(view.part("devices").hidden, false);
  me.switch("audio", true);
  me.switch("video", true);
  me.stop();

  const asked = [];
  ask = async (wanted) => {
    asked.push(...Object.keys(wanted));
    return Object.keys(wanted).map(track);
  };
  const after = somebody();
  after.me.comeBack();
  await settle();
  assert.deepEqual(after.view.toggled, { audio: true, video: true });
  assert.deepEqual(after.me.devices.heardAndSeen, { audio: false, video: false });
  assert.deepEqual(asked, ["audio"]);
  after.me.stop();
  await settle();
});

test("a camera switched on after coming in without one is on again after a reload", async () => {
  const { me } = somebody();
  await me.enter(WITHOUT_CAMERA);
  me.switch("video", false);
  await settle();
  me.stop();
  const after = somebody();
  after.me.comeBack();
  await settle();
  assert.deepEqual(after.me.devices.heardAndSeen, { audio: true, video: true });
  after.me.stop();
  await settle();
});

test("whoever leaves while the browser still asks is not brought back, nor shown settings", async () => {
  const { me, view } = somebody();
  let allow;
  ask = () => new Promise((resolve) => (allow = () => resolve([track("audio")])));
  const entering = me.enter(WITHOUT_CAMERA);
  me.forget();
  me.stop();
  allow();
  await entering;
  await settle();
  assert.equal(kept.has("room.1"), false);
  assert.equal(view.part("devices").hidden, true);
});

test("the microphone is metered only while the settings are to be seen", async () => {
  const { me } = somebody();
  await me.enter(WITH_CAMERA);
  await settle();
  const used = new Set(meters);
  await me.showSettings(false);
  await settle();
  assert.equal([...used].filter((one) => meters.has(one)).length, used.size - 1);
  me.switch("video", true);
  me.previewChanged([]);
  await settle();
  assert.equal(meters.size, used.size - 1);
});

async function isSilentWithout(refused) {
  ask = async (wanted) => {
    if (refused in wanted) throw Object.assign(new Error(), { name: "NotFoundError" });
    return Object.keys(wanted).map(track);
  };
  const { me } = somebody();
  const entering = me.enter(WITH_CAMERA);
  assert.ok(!me.isSilent);
  await entering;
  me.switch("audio", true);
  const { isSilent } = me;
  me.stop();
  await settle();
  return isSilent;
}

test("without a microphone one is silent, and muted one is not", async () => {
  assert.equal(await isSilentWithout("audio"), true);
  assert.equal(await isSilentWithout("video"), false);
});

test("a camera that works after all takes back that it did not", async () => {
  const { me, view } = somebody();
  ask = async (wanted) => {
    if (wanted.video) throw Object.assign(new Error(), { name: "NotReadableError" });
    return [track("audio")];
  };
  await me.enter(WITH_CAMERA);
  assert.equal(view.said.problem, WORDS.problems.video.busy);
  ask = async () => [track("video")];
  me.switch("video", false);
  await settle();
  assert.equal(view.said.problem, null);
  me.stop();
  await settle();
});
