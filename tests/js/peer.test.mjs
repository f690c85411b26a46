import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Peer } from "../../talk_rooms/static/talk_rooms/peer.js";
import { FakeConnection } from "./fake_rtc.mjs";
import { stopTimers, tick } from "./timers.mjs";

const DIRECT = { iceServers: [], iceTransportPolicy: "all" };
const RELAY = { iceServers: [{ urls: ["turn:127.0.0.1:3478"] }], iceTransportPolicy: "all" };

globalThis.RTCPeerConnection = FakeConnection;

function peer(offers, tracks = {}, ice = DIRECT) {
  const outbox = [];
  const troubles = [];
  const counts = { restarts: 0 };
  const one = new Peer({
    offers,
    ice,
    tracks,
    carrier: {
      describe: (to, description) => outbox.push({ type: "description", to, description }),
      addCandidate: (to, candidate) =>
        outbox.push({ type: "candidates", to, candidates: [candidate] }),
    },
    to: offers ? "guestpage001" : "castpage0001",
    onTrack() {},
    onRestart: () => (counts.restarts += 1),
    onTrouble: () => troubles.push(one.pc.iceConnectionState),
  });
  return Object.assign(one, { outbox, troubles, counts });
}

async function settle() {
  for (let n = 0; n < 50; n++) await null;
}

// Carries everything that waits, and what that brings about, until nobody has anything to say.
async function carry(one, other) {
  await settle();
  while (one.outbox.length || other.outbox.length) {
    for (const message of one.outbox.splice(0)) await other.receive(message);
    for (const message of other.outbox.splice(0)) await one.receive(message);
    await settle();
  }
}

function pair(castTracks, guestTracks) {
  return [peer(true, castTracks), peer(false, guestTracks)];
}

const stable = (...peers) => peers.map(({ pc }) => pc.signalingState);

beforeEach(() => {
  stopTimers();
});

test("the cast's side opens, the guest's side only answers", async () => {
  const [cast, guest] = pair();
  await settle();
  assert.deepEqual(cast.outbox.map(({ description }) => description.type), ["offer"]);
  assert.deepEqual(guest.outbox, []);
  await carry(cast, guest);
  assert.deepEqual(stable(cast, guest), ["stable", "stable"]);
  assert.equal(cast.pc.remoteDescription.type, "answer");
});

test("both directions are open even before anybody has a camera", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  assert.deepEqual(guest.pc.lines.map(({ direction }) => direction), ["sendrecv", "sendrecv"]);
  assert.deepEqual(cast.pc.kinds, ["audio", "video"]);
});

test("sound and picture of one person go out as one stream, so that lips and voice agree", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  for (const one of [cast, guest]) {
    const [sound, picture] = one.pc.lines.map(({ streams }) => streams);
    assert.equal(sound.length, 1);
    assert.equal(sound[0], picture[0]);
  }
});

test("a camera that comes later needs no new negotiation", async () => {
  const [cast, guest] = pair({}, { audio: { kind: "audio", id: "voice" } });
  await carry(cast, guest);
  assert.equal(guest.senders.audio.track.id, "voice");
  await guest.setTrack("video", { kind: "video", id: "camera" });
  await cast.setTrack("video", { kind: "video", id: "other" });
  await settle();
  assert.equal(guest.senders.video.track.id, "camera");
  assert.deepEqual([cast.outbox, guest.outbox], [[], []]);
});

test("a camera given before the offer came goes out with the answer", async () => {
  const [cast, guest] = pair();
  await guest.setTrack("video", { kind: "video", id: "camera" });
  await carry(cast, guest);
  assert.equal(guest.senders.video.track.id, "camera");
});

test("candidates that overtake their description wait for it", async () => {
  const [cast, guest] = pair();
  await settle();
  cast.pc.gather("c1");
  const [offer, candidate] = cast.outbox.splice(0);
  await guest.receive(candidate);
  assert.deepEqual(guest.pc.candidates, []);
  await guest.receive(offer);
  assert.deepEqual(guest.pc.candidates, ["c1"]);
});

test("a candidate is sent with the four fields of the protocol and no more", async () => {
  const [cast] = pair();
  cast.pc.gather("c1");
  const { to, candidates } = cast.outbox.find(({ type }) => type === "candidates");
  assert.equal(to, "guestpage001");
  assert.deepEqual(Object.keys(candidates[0]), [
    "candidate",
    "sdpMid",
    "sdpMLineIndex",
    "usernameFragment",
  ]);
});

test("the end-of-candidates mark is kept to ourselves", async () => {
  const [cast] = pair();
  cast.pc.onicecandidate({ candidate: null });
  cast.pc.onicecandidate({ candidate: { candidate: "" } });
  assert.deepEqual(cast.outbox, []);
});

test("two offers that meet end in one agreement: the polite side gives in", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  cast.pc.restartIce();
  guest.pc.restartIce();
  await settle();
  const [castOffer, guestOffer] = [cast.outbox.splice(0), guest.outbox.splice(0)];
  assert.deepEqual([castOffer.length, guestOffer.length], [1, 1]);
  await cast.receive(guestOffer[0]);
  await guest.receive(castOffer[0]);
  await carry(cast, guest);
  assert.deepEqual(stable(cast, guest), ["stable", "stable"]);
  assert.deepEqual(cast.pc.remoteDescription, guest.pc.localDescription);
  assert.deepEqual([cast.troubles, guest.troubles], [[], []]);
});

test("candidates of an offer that was passed over do no harm", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  cast.pc.restartIce();
  guest.pc.restartIce();
  await settle();
  await cast.receive(guest.outbox.shift());
  await cast.receive({ type: "candidates", candidates: [{ candidate: "broken" }] });
  assert.deepEqual(cast.troubles, []);
});

test("a broken candidate is told and does not stop what follows", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  const candidates = ["broken", "c2"].map((candidate) => ({ candidate }));
  await cast.receive({ type: "candidates", candidates });
  assert.equal(cast.troubles.length, 1);
  assert.deepEqual(cast.pc.candidates, ["c2"]);
});

test("an answer that nobody waits for is passed over", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  await cast.receive({ type: "description", description: { type: "answer", sdp: "late" } });
  assert.deepEqual(cast.troubles, []);
});

test("a lost path is sought anew by the cast at once, by the guest after a while", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  for (const one of [cast, guest]) one.pc.become("disconnected");
  tick(0);
  assert.deepEqual([cast.pc.restarts, guest.pc.restarts], [1, 0]);
  tick(2000);
  assert.deepEqual([cast.pc.restarts, guest.pc.restarts], [1, 1]);
  tick(2000);
  assert.equal(cast.pc.restarts, 2);
  assert.equal(cast.troubles[0], "disconnected");
});

test("where no path was ever found one is sought after ten seconds", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  tick(9999);
  assert.deepEqual([cast.troubles, cast.pc.restarts], [[], 0]);
  tick(1);
  await carry(cast, guest);
  assert.deepEqual([cast.troubles, cast.counts.restarts], [["new"], 1]);
  assert.deepEqual(stable(cast, guest), ["stable", "stable"]);
});

test("a first offer that was lost goes once more, and is no restart", async () => {
  const [cast, guest] = pair();
  await settle();
  const [lost] = cast.outbox.splice(0);
  tick(10_000);
  assert.deepEqual(cast.outbox, [lost]);
  await carry(cast, guest);
  assert.deepEqual(stable(cast, guest), ["stable", "stable"]);
  assert.equal(cast.counts.restarts, 0);
});

test("offers of both sides that were lost are settled, and counted once each", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  for (const one of [cast, guest]) one.pc.become("failed");
  for (let seconds = 0; seconds < 60; seconds += 2) {
    await settle();
    for (const one of [cast, guest]) one.outbox.splice(0);
    tick(2000);
  }
  assert.deepEqual([cast.counts.restarts, guest.counts.restarts], [1, 1]);
  await carry(cast, guest);
  assert.deepEqual(stable(cast, guest), ["stable", "stable"]);
});

test("a connection that stands while nothing comes in is sought anew in the same turns", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  for (const one of [cast, guest]) {
    one.pc.become("connected");
    one.flows(false);
  }
  tick(0);
  assert.deepEqual([cast.pc.restarts, guest.pc.restarts], [1, 0]);
  // More bad news of the same loss begin nothing of their own.
  cast.pc.become("disconnected");
  cast.flows(false);
  cast.pc.become("failed");
  tick(2000);
  assert.deepEqual([cast.pc.restarts, guest.pc.restarts], [1, 1]);
  tick(2000);
  assert.deepEqual([cast.pc.restarts, guest.pc.restarts], [2, 1]);
});

test("media that come in again end the search, and the next loss begins on all paths", async () => {
  const cast = peer(true, {}, RELAY);
  cast.pc.become("connected");
  for (const restarts of [1, 2]) {
    cast.flows(false);
    tick(0);
    assert.equal(cast.pc.restarts, restarts);
    assert.equal(cast.pc.configuration.iceTransportPolicy, "all");
    cast.flows(true);
    tick(10_000);
    assert.equal(cast.pc.restarts, restarts);
  }
});

test("every second try goes by the relay alone, where there is one", () => {
  for (const [ice, policies] of [
    [RELAY, ["all", "relay", "all"]],
    [DIRECT, ["all", "all", "all"]],
  ]) {
    const cast = peer(true, {}, ice);
    cast.pc.become("failed");
    for (const policy of policies) {
      tick(cast.tries ? 4000 : 0);
      assert.equal(cast.pc.configuration.iceTransportPolicy, policy);
    }
    cast.close();
  }
});

test("after a path was found the next loss is first tried on all paths again", () => {
  const cast = peer(true, {}, RELAY);
  for (const state of ["failed", "connected", "failed"]) {
    cast.pc.become(state);
    tick(0);
  }
  assert.equal(cast.pc.restarts, 2);
  assert.equal(cast.pc.configuration.iceTransportPolicy, "all");
});

test("messages in any order end in one agreement once the lost ones are sent again", async () => {
  const [cast, guest] = pair();
  await settle();
  cast.pc.gather("c1");
  cast.pc.gather("c2");
  for (const message of cast.outbox.splice(0).reverse()) await guest.receive(message);
  guest.pc.gather("g1");
  for (const message of guest.outbox.splice(0).reverse()) await cast.receive(message);
  await settle();
  assert.deepEqual(stable(cast, guest), ["stable", "stable"]);
  assert.deepEqual([guest.pc.candidates, cast.pc.candidates], [["c2", "c1"], ["g1"]]);
});

test("a path that came back is left alone", async () => {
  const [cast] = pair();
  cast.pc.become("disconnected");
  cast.pc.become("connected");
  tick(10_000);
  assert.equal(cast.pc.restarts, 0);
  assert.ok(cast.isConnected);
});

test("after the socket was away the offer that may be lost is sent again", async () => {
  const [cast, guest] = pair();
  await settle();
  cast.outbox.length = 0;
  cast.resume();
  await carry(cast, guest);
  assert.deepEqual(stable(cast, guest), ["stable", "stable"]);
});

test("a call that runs is not touched by the socket's return", async () => {
  const [cast, guest] = pair();
  await carry(cast, guest);
  cast.pc.become("connected");
  cast.resume();
  tick(10_000);
  assert.equal(cast.pc.restarts, 0);
});

test("a closed connection stays silent", async () => {
  const [cast, guest] = pair();
  await settle();
  cast.close();
  await cast.receive({ type: "description", description: { type: "offer", sdp: "x" } });
  cast.pc.become("failed");
  tick(10_000);
  assert.equal(cast.pc.restarts, 0);
  assert.equal(cast.pc.signalingState, "closed");
  assert.equal(guest.outbox.length, 0);
});
