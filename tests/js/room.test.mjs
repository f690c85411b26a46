// What decides in the room without knowing a page: what is said, what is told, what is saved.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Facts } from "../../talk_rooms/static/talk_rooms/facts.js";
import { nearestCorner } from "../../talk_rooms/static/talk_rooms/movable.js";
import { judge, since, totals } from "../../talk_rooms/static/talk_rooms/quality.js";
import { coverOf, noticeOf, presenceOf, qualityOf } from "../../talk_rooms/static/talk_rooms/scene.js";
import { Thrift } from "../../talk_rooms/static/talk_rooms/thrift.js";

const IN = { isIn: true, hasPicture: true, isFlowing: true };
const HERE = {
  instance: "guestpage001",
  hasBeenHere: true,
  state: { entered: true, audio: true, video: true },
};

test("a picture that comes in is covered by nothing", () => {
  assert.equal(coverOf("talk", IN, HERE), null);
  assert.equal(presenceOf("talk", IN, HERE), "present");
});

test("a lost socket of the other side hides no picture that still comes in", () => {
  const away = { ...HERE, instance: null };
  assert.equal(coverOf("talk", IN, away), null);
  assert.equal(presenceOf("talk", { ...IN, isFlowing: false }, away), "gone");
  assert.equal(coverOf("talk", { ...IN, isFlowing: false }, away), "talk_gone");
});

test("whoever left on purpose is told apart from whoever was lost", () => {
  const left = { ...HERE, instance: null, hasLeft: true };
  assert.equal(coverOf("talk", { isIn: true }, left), "talk_left");
  assert.equal(presenceOf("talk", { isIn: true }, left), "left");
});

test("before the talk time nothing of the other side is shown", () => {
  assert.equal(coverOf("lobby", { isIn: false }, {}), "join");
  assert.equal(coverOf("lobby", IN, HERE), "lobby");
  assert.equal(coverOf("preparation", IN, HERE), "preparation");
  assert.equal(presenceOf("lobby", IN, HERE), "waiting");
  assert.equal(presenceOf("lobby", IN, { ...HERE, state: null }), "arriving");
});

test("whoever has not come in is asked to, in the talk time too", () => {
  assert.equal(coverOf("talk", { isIn: false }, HERE), "join_now");
  assert.equal(coverOf("over", { isIn: false }, HERE), "over");
  assert.equal(presenceOf("talk", { ...IN, isIn: false }, HERE), "waiting");
});

test("what is wrong here is said before what is wrong there", () => {
  const muted = { ...HERE, state: { entered: true, audio: false, video: true } };
  assert.equal(noticeOf("talk", { ...IN, isSilent: true, isThin: true }, muted), "silent");
  assert.equal(noticeOf("talk", { ...IN, isThin: true }, muted), "thin");
  assert.equal(noticeOf("talk", IN, muted), "muted");
  assert.equal(noticeOf("lobby", IN, muted), null);
  assert.equal(noticeOf("talk", { isIn: false }, muted), null);
});

test("whoever has no microphone is not said to be muted", () => {
  const silent = { entered: true, audio: false, silent: true };
  const seen = { ...HERE, state: { ...silent, video: true } };
  assert.equal(noticeOf("talk", IN, seen), "unheard");
  assert.equal(coverOf("talk", IN, seen), null);
  const unseen = { ...HERE, state: { ...silent, video: false } };
  assert.equal(coverOf("talk", IN, unseen), "talk_unheard");
  const muted = { ...HERE, state: { entered: true, audio: false, video: false } };
  assert.equal(coverOf("talk", IN, muted), "talk_muted");
  const heard = { ...HERE, state: { entered: true, audio: true, video: false } };
  assert.equal(coverOf("talk", IN, heard), "talk_no_camera");
});

test("how the line is, is said to whoever has come in, and no longer than it is true", () => {
  assert.equal(qualityOf({ ...IN, quality: "fair" }, HERE), "fair");
  for (const quality of ["good", "lost"]) {
    assert.equal(qualityOf({ ...IN, isIn: false, quality }, HERE), null);
  }
  assert.equal(qualityOf({ ...IN, quality: "lost" }, HERE), "reconnecting");
  const silent = { ...HERE, state: { entered: true, audio: false, video: false } };
  assert.equal(qualityOf({ ...IN, quality: "lost" }, silent), null);
  assert.equal(qualityOf({ ...IN, quality: "lost" }, { ...HERE, instance: null }), null);
});

test("a socket that is away is told, unless the call is gone as well", () => {
  assert.equal(qualityOf({ ...IN, isAway: true, quality: "good" }, HERE), "offline");
  assert.equal(qualityOf({ isIn: false, isAway: true }, {}), "offline");
  assert.equal(qualityOf({ ...IN, isAway: true, quality: "lost" }, HERE), "reconnecting");
});

test("facts are told when they change, every fifteen seconds and at the end", () => {
  const sent = [];
  const facts = new Facts((message) => sent.push(message));
  const line = { path: "direct", quality: "good", restarts: 0 };
  for (let connected = 1; connected <= 31; connected++) facts.note({ ...line, connected });
  facts.note({ ...line, quality: "fair", connected: 32 });
  facts.note({ ...line, quality: "fair", connected: 39 });
  facts.tell();
  facts.tell();
  assert.deepEqual(sent.map(({ connected }) => connected), [1, 16, 31, 32, 39]);
  assert.deepEqual(Object.keys(sent[0]), ["type", "path", "quality", "restarts", "connected"]);
});

function thriftOver(words) {
  const turns = [];
  const thrift = new Thrift((isThin) => turns.push(isThin));
  for (const word of words) thrift.note(word);
  return turns;
}

const times = (count, word) => Array(count).fill(word);

test("a line that stays poor carries the voice alone, until it is good again", () => {
  assert.deepEqual(thriftOver(["poor", "poor", "fair", "poor", "poor", "poor"]), []);
  assert.deepEqual(thriftOver(times(4, "poor")), [true]);
  assert.deepEqual(thriftOver([...times(4, "poor"), ...times(8, "good")]), [true, false]);
});

test("a picture that did not last is tried again later", () => {
  const once = [...times(4, "poor"), ...times(8, "good")];
  assert.deepEqual(thriftOver([...once, ...once]), [true, false, true]);
  assert.deepEqual(thriftOver([...once, ...once, ...times(8, "good")]), [true, false, true, false]);
});

test("the line is as good as its worse direction", () => {
  const quiet = { received: 100, lost: 0, away: 0, rtt: 0.05 };
  const fine = since(quiet, { ...quiet, received: 200 });
  assert.equal(judge(fine), "good");
  assert.equal(judge(since(quiet, { ...quiet, received: 200, away: 0.2 })), "poor");
  assert.equal(judge(since(quiet, { ...quiet, received: 195, lost: 5 })), "fair");
  assert.equal(judge({ ...fine, rtt: 0.7 }), "poor");
});

test("a path is a relay's if either of its ends is", () => {
  const ends = (local, remote) =>
    new Map([
      ["pair", {
        type: "candidate-pair",
        nominated: true,
        state: "succeeded",
        localCandidateId: "here",
        remoteCandidateId: "there",
      }],
      ["here", { candidateType: local }],
      ["there", { candidateType: remote }],
    ]);
  assert.equal(totals(ends("host", "srflx")).path, "direct");
  assert.equal(totals(ends("prflx", "relay")).path, "relay");
  assert.equal(totals(new Map()).path, "none");
});

test("the own picture goes to the corner that it is nearest to", () => {
  const box = (left, top, size) => ({ left, top, right: left + size, bottom: top + size });
  assert.deepEqual(nearestCorner(box(1, 7, 2), box(0, 0, 10)), { x: "left", y: "bottom" });
  assert.deepEqual(nearestCorner(box(7, 1, 2), box(0, 0, 10)), { x: "right", y: "top" });
});
