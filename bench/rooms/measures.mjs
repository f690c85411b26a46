import { readFileSync } from "node:fs";

import { sidesOf, until } from "./sockets.mjs";

const SUSTAINED_MS = 2_000;

export function quantile(values, share) {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export function megabytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) / 1024;
}

// Milliseconds from one instant until a room's two windows have all of each other's words.
export async function setUp(rooms) {
  const times = [];
  const begin = performance.now();
  for (const room of rooms) {
    const wanted = room.cast.words.length + room.guest.words.length;
    let heard = 0;
    const onword = (side, type) => {
      if (side === room.guest && type === "description") side.sayAll();
      if (++heard === wanted) times.push(performance.now() - begin);
    };
    room.cast.onword = room.guest.onword = onword;
  }
  for (const room of rooms) room.cast.sayAll();
  await until(() => times.length === rooms.length, "the set-up of all rooms");
  for (const side of sidesOf(rooms)) side.onword = null;
  return quantile(times, 0.5);
}

// Messages a second while every window answers what it hears with the next of its words.
export async function sustained(rooms) {
  let count = 0;
  let goesOn = true;
  const sides = sidesOf(rooms);
  for (const side of sides) {
    let next = 0;
    side.onword = () => {
      count += 1;
      if (goesOn) side.say(side.words[next++ % side.words.length]);
    };
    side.say(side.words[0]);
  }
  const begin = performance.now();
  await new Promise((resolve) => setTimeout(resolve, SUSTAINED_MS));
  const perSecond = (count / (performance.now() - begin)) * 1000;
  goesOn = false;
  await settled(() => count);
  for (const side of sides) side.onword = null;
  return perSecond;
}

async function settled(count) {
  let before;
  do {
    before = count();
    await new Promise((resolve) => setTimeout(resolve, 200));
  } while (count() !== before);
}

// Each window says one word at one instant; how many did not arrive.
export async function lostWords(rooms) {
  const sides = sidesOf(rooms);
  const before = sides.map((side) => side.heard.state);
  for (const side of sides) {
    const state = { entered: true, audio: true, video: true };
    side.say(JSON.stringify({ type: "state", from: side.me, ...state }));
  }
  const arrived = () => sides.filter((side, place) => side.heard.state > before[place]).length;
  const end = Date.now() + 10_000;
  while (arrived() < sides.length && Date.now() < end) await settled(arrived);
  return sides.length - arrived();
}

// Waits for the end while every window tells of its call; for each phase how late it was told, how far off the windows' own switch was,
// and how many words were not heard.
export async function phaseChanges(sides, phases) {
  for (const side of sides) {
    side.tellFacts();
    side.keepTime();
  }
  await until(() => sides.every((side) => side.code), "the end of all rooms", 120_000);
  const late = {};
  const own = {};
  let lost = 0;
  for (const phase of phases) {
    const told = sides.flatMap((side) => side.phases.filter((one) => one.phase === phase));
    late[phase] = quantile(told.map((one) => one.heard - one.at), 0.99);
    own[phase] = quantile(sides.map((side) => Math.abs(side.switched[phase] ?? Infinity)), 0.99);
    lost += sides.length - told.length;
  }
  lost += sides.filter((side) => side.code !== 4410).length;
  return { late, own, lost };
}
