// The two windows of each room, as the real page speaks: the cast offers, the guest answers.

import { once } from "node:events";

import WebSocket from "ws";
import { Clock } from "../../talk_rooms/static/talk_rooms/clock.js";
import { Schedule } from "../../talk_rooms/static/talk_rooms/schedule.js";

const AT_ONCE = 25;
const PINGS = 4;
const BUNDLE_MS = 30;
const FACTS_EVERY_MS = 15_000;
// As long as Chromium's offer with sound and picture.
const SDP = "a=rtpmap:96 VP8/90000\r\n".repeat(250);
const CANDIDATE = {
  candidate: "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx raddr 0.0.0.0 rport 0",
  sdpMid: "0",
  sdpMLineIndex: 0,
  usernameFragment: "EsAw",
};

export class Side {
  constructor(room, side) {
    this.room = room;
    this.side = side;
    this.me = `${side}window${room.number}`.padEnd(12, "0");
    this.heard = { description: 0, candidates: 0, state: 0 };
    this.phases = [];
    this.switched = {};
    this.clock = new Clock();
    const envelope = { from: this.me, to: "" };
    this.envelope = (type, more) => JSON.stringify({ type, ...envelope, to: this.other.me, ...more });
  }

  meet(other) {
    this.other = other;
    const type = this.side === "cast" ? "offer" : "answer";
    this.words = [
      this.envelope("description", { description: { type, sdp: SDP } }),
      ...[0, 1].map(() => this.envelope("candidates", { candidates: Array(6).fill(CANDIDATE) })),
    ];
  }

  async open(url, headers) {
    this.socket = new WebSocket(url, { headers, perMessageDeflate: false });
    this.socket.on("message", (data) => this.hear(data));
    this.socket.on("close", (code) => (this.code = code));
    await once(this.socket, "open");
  }

  hear(data) {
    const type = data.toString("latin1", 9, data.indexOf(34, 9));
    if (type === "phase") this.phases.push({ ...JSON.parse(data), heard: Date.now() });
    else if (type === "welcome") this.enter(JSON.parse(data));
    else if (type === "pong") this.measure(JSON.parse(data));
    else if (type === "peer") this.knows(JSON.parse(data).instance);
    else if (type in this.heard) this.listen(type);
  }

  enter({ now, instants, peer }) {
    this.clock.hint(now);
    this.instants = instants;
    for (let ping = 0; ping < PINGS; ping += 1) {
      this.say(JSON.stringify({ type: "ping", t: performance.now() }));
    }
    this.welcome = true;
    this.knows(peer.instance);
  }

  measure({ t, now }) {
    this.clock.sample(t, now);
  }

  // Tells of its call as the page does, but for the changes.
  tellFacts() {
    const began = performance.now();
    const tell = () => {
      const connected = (performance.now() - began) / 1000;
      this.say(JSON.stringify({ type: "facts", path: "direct", quality: "good", restarts: 0, connected }));
    };
    const start = () => {
      tell();
      setInterval(tell, FACTS_EVERY_MS);
    };
    setTimeout(start, Math.random() * FACTS_EVERY_MS);
  }

  // Switches by itself as the page does, and notes how far from the instant by the real time.
  keepTime() {
    const onPhase = (phase) => (this.switched[phase] = Date.now() - this.instants[phase]);
    new Schedule(this.clock, this.instants, { onPhase, onTick() {}, onCue() {} }).start();
  }

  knows(instance) {
    this.isMet = instance === this.other.me;
  }

  listen(type) {
    this.heard[type] += 1;
    this.onword?.(this, type);
  }

  say(text) {
    this.socket.send(text);
  }

  // The description at once; candidates as peer.js bundles them.
  sayAll() {
    this.words.forEach((words, place) => {
      if (place) setTimeout(() => this.say(words), place * BUNDLE_MS);
      else this.say(words);
    });
  }
}

export function makeRooms(people) {
  return people.map((cookies, number) => {
    const room = { number, cookies };
    room.cast = new Side(room, "cast");
    room.guest = new Side(room, "guest");
    room.cast.meet(room.guest);
    room.guest.meet(room.cast);
    return room;
  });
}

export function sidesOf(rooms) {
  return rooms.flatMap((room) => [room.cast, room.guest]);
}

// Opens the sockets a few at a time, as many browsers would over a minute.
export async function openAll(sides, open) {
  const waiting = [...sides];
  const one = async () => {
    while (waiting.length) await open(waiting.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

export async function until(isTrue, what, patience = 20_000) {
  const end = Date.now() + patience;
  while (!isTrue()) {
    if (Date.now() > end) throw new Error(`waited too long for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
