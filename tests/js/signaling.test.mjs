import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { beforeEach, test } from "node:test";
import {
  CLOSE,
  Signaling,
  backOff,
  newInstance,
} from "../../talk_rooms/static/talk_rooms/signaling.js";
import { stopTimers, tick } from "./timers.mjs";

const ME = "castpage0001";
const OTHER = "guestpage001";
const LONGEST_FIRST_WAIT = 1250;
let sockets, heard, now;

// Node 18 has it under a name of its own only.
globalThis.crypto ??= webcrypto;

class FakeSocket {
  constructor(url) {
    this.url = url;
    this.sent = [];
    sockets.push(this);
  }
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  close(code) {
    this.closedWith = code ?? 1005;
  }
  say(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
  drop(code = 1006) {
    this.onclose({ code });
  }
  get relayed() {
    return this.sent.filter(({ type }) => type !== "ping");
  }
}

function opened() {
  const note = (name) => (...values) => heard.push([name, ...values]);
  const handlers = Object.fromEntries(
    ["welcome", "peer", "description", "lost", "ended"].map((name) => [name, note(name)]),
  );
  const signaling = new Signaling({ url: "/ws/", instance: ME, handlers, local: () => now });
  signaling.open();
  return signaling;
}

function welcomed(peer = OTHER) {
  const signaling = opened();
  welcome(peer);
  return signaling;
}

function welcome(peer = OTHER) {
  sockets.at(-1).say({ type: "welcome", peer: { instance: peer } });
}

function passTime(milliseconds) {
  now += milliseconds;
  tick(milliseconds);
}

beforeEach(() => {
  sockets = [];
  heard = [];
  now = 0;
  globalThis.WebSocket = FakeSocket;
  stopTimers();
});

test("the address carries version and page", () => {
  opened();
  assert.equal(sockets[0].url, `/ws/?v=1&instance=${ME}`);
});

test("every page load has an id of its own that the server accepts", () => {
  assert.match(newInstance(), /^[a-z0-9]{8,32}$/);
  assert.notEqual(newInstance(), newInstance());
});

test("messages reach the handler of their type", () => {
  welcomed();
  sockets[0].say({ type: "peer", instance: null });
  sockets[0].say({ type: "unheard_of" });
  assert.deepEqual(heard.at(-1), ["peer", { type: "peer", instance: null }]);
});

test("candidates of one moment travel in one message", () => {
  const signaling = welcomed();
  for (let n = 0; n < 5; n++) signaling.addCandidate(OTHER, { candidate: `c${n}` });
  assert.equal(sockets[0].relayed.length, 0);
  passTime(30);
  const [bundle] = sockets[0].relayed;
  assert.equal(bundle.candidates.length, 5);
  assert.deepEqual([bundle.from, bundle.to], [ME, OTHER]);
});

test("a bundle is never larger than the server takes", () => {
  const signaling = welcomed();
  for (let n = 0; n < 41; n++) signaling.addCandidate(OTHER, { candidate: `c${n}` });
  passTime(30);
  assert.deepEqual(sockets[0].relayed.map(({ candidates }) => candidates.length), [40, 1]);
});

test("candidates never overtake into another window's bundle", () => {
  const signaling = welcomed();
  signaling.addCandidate("oldwindow001", { candidate: "a" });
  signaling.addCandidate(OTHER, { candidate: "b" });
  passTime(30);
  assert.deepEqual(sockets[0].relayed.map(({ to }) => to), ["oldwindow001", OTHER]);
});

test("a description sends what was gathered before it first", () => {
  const signaling = welcomed();
  signaling.addCandidate(OTHER, { candidate: "a" });
  signaling.describe(OTHER, { type: "offer", sdp: "v=0", toJSON: null });
  const sent = sockets[0].relayed;
  assert.deepEqual(sent.map(({ type }) => type), ["candidates", "description"]);
  assert.deepEqual(sent[1].description, { type: "offer", sdp: "v=0" });
});

test("what could not go goes after the next welcome, but only to the window it was for", () => {
  const signaling = welcomed();
  sockets[0].drop();
  signaling.describe(OTHER, { type: "offer", sdp: "1" });
  signaling.describe("oldwindow001", { type: "offer", sdp: "2" });
  passTime(LONGEST_FIRST_WAIT);
  welcome();
  const [offer, ...more] = sockets[1].relayed;
  assert.equal(offer.description.sdp, "1");
  assert.deepEqual(more, []);
});

test("what could not go waits for the window that it is meant for", () => {
  const signaling = welcomed();
  sockets[0].drop();
  signaling.describe(OTHER, { type: "offer", sdp: "1" });
  passTime(LONGEST_FIRST_WAIT);
  welcome(null);
  assert.deepEqual(sockets[1].relayed, []);
  sockets[1].say({ type: "peer", instance: OTHER });
  assert.equal(sockets[1].relayed[0].description.sdp, "1");
});

test("a dropped socket is opened again, later each time, at once after it worked", () => {
  welcomed();
  for (const [tries, wait] of [[2, LONGEST_FIRST_WAIT], [3, 2250], [4, 4250]]) {
    sockets.at(-1).drop();
    passTime(wait);
    assert.equal(sockets.length, tries);
  }
  welcome();
  sockets.at(-1).drop();
  passTime(LONGEST_FIRST_WAIT);
  assert.equal(sockets.length, 5);
  assert.deepEqual(heard.filter(([name]) => name === "lost").length, 4);
});

test("the wait grows to four seconds and is spread, so that not all come back at one instant", () => {
  const between = (attempt) => [backOff(attempt, () => 0), backOff(attempt, () => 1)];
  assert.deepEqual(between(0), [250, LONGEST_FIRST_WAIT]);
  assert.deepEqual(between(20), [250, 4250]);
});

for (const code of [4400, 4401, 4404, 4409, CLOSE.over, CLOSE.cancelled, 4422, 4451]) {
  test(`a socket closed with ${code} stays closed and says so`, () => {
    welcomed();
    sockets[0].drop(code);
    passTime(60_000);
    assert.equal(sockets.length, 1);
    assert.deepEqual(heard.at(-1), ["ended", code]);
  });
}

test("what is only mentioned does not wait for the socket to come back", () => {
  const signaling = welcomed();
  signaling.mention({ type: "facts" });
  sockets[0].drop();
  signaling.mention({ type: "bye" });
  signaling.state({ entered: true });
  passTime(LONGEST_FIRST_WAIT);
  welcome();
  assert.deepEqual(sockets.map(({ relayed }) => relayed.length), [1, 0]);
});

test("a socket is away from its loss to the next welcome, or to the end", () => {
  const signaling = opened();
  assert.ok(!signaling.isAway);
  sockets[0].drop();
  assert.ok(signaling.isAway);
  passTime(LONGEST_FIRST_WAIT);
  assert.ok(signaling.isAway);
  welcome();
  assert.ok(!signaling.isAway);
  sockets[1].drop();
  signaling.close();
  assert.ok(!signaling.isAway);
});

test("too early is tried again", () => {
  opened();
  sockets[0].drop(4425);
  passTime(LONGEST_FIRST_WAIT);
  assert.equal(sockets.length, 2);
});

test("leaving is not answered by coming back", () => {
  const signaling = welcomed();
  signaling.close();
  sockets[0].drop(1000);
  passTime(60_000);
  assert.equal(sockets[0].closedWith, 1000);
  assert.equal(sockets.length, 1);
});

test("the clock is asked a few times at first and then now and again", () => {
  welcomed();
  passTime(450);
  assert.equal(sockets[0].sent.length, 4);
  passTime(4550);
  assert.equal(sockets[0].sent.length, 5);
});

test("a socket that nobody welcomes is given up and opened again, once", () => {
  opened();
  passTime(8000);
  sockets[0].onclose({ code: 1006 });
  passTime(LONGEST_FIRST_WAIT);
  assert.equal(sockets.length, 2);
  assert.ok(sockets[0].closedWith);
  assert.equal(heard.filter(([name]) => name === "lost").length, 1);
  welcome();
  passTime(8000);
  assert.equal(sockets.length, 2);
});

test("whoever was given up once is waited for longer", () => {
  opened();
  passTime(8000);
  passTime(LONGEST_FIRST_WAIT);
  passTime(14_000);
  assert.equal(sockets.length, 2);
  passTime(2000 + 2250);
  assert.equal(sockets.length, 3);
});

test("a line that has gone silent is given up", () => {
  welcomed();
  passTime(5000);
  sockets[0].say({ type: "pong" });
  for (const wait of [5000, 5000, 5000, LONGEST_FIRST_WAIT]) passTime(wait);
  assert.equal(sockets.length, 2);
  assert.ok(sockets[0].closedWith);
  sockets[0].drop();
  assert.equal(heard.filter(([name]) => name === "lost").length, 1);
});

test("a page that the browser lets ask but once a minute keeps its socket", () => {
  welcomed();
  sockets[0].say({ type: "pong" });
  for (let minute = 0; minute < 3; minute++) {
    now += 55_000;
    passTime(5000);
    sockets[0].say({ type: "pong" });
  }
  assert.equal(sockets.length, 1);
});
