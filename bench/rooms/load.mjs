// The load: reads the rooms and where to go from standard input, prints one JSON of measures.

import { readFileSync } from "node:fs";

import { lostWords, megabytes, phaseChanges, setUp, sustained } from "./measures.mjs";
import { makeRooms, openAll, sidesOf, until } from "./sockets.mjs";

const SET_UP_ROOMS = 100;
const ROUNDS = 5;
const PHASES = ["preparation", "talk", "wrap_up", "over"];

const plan = JSON.parse(readFileSync(0, "utf8"));

function join(side) {
  const port = plan.ports[side.side];
  const origin = `http://127.0.0.1:${port}`;
  const headers = { Cookie: side.room.cookies[side.side], Origin: origin };
  const path = `/ws/talks/${side.room.cookies.talk}/?v=1&instance=${side.me}`;
  return side.open(`ws://127.0.0.1:${port}${path}`, headers);
}

async function enter(sides) {
  await openAll(sides, join);
  await until(() => sides.every((side) => side.welcome), "every welcome");
}

async function measureBeside(ours) {
  const [first, rest] = [sidesOf(ours.slice(0, SET_UP_ROOMS)), sidesOf(ours.slice(SET_UP_ROOMS))];
  await enter(first);
  const before = megabytes(plan.pid);
  await enter(rest);
  const memory = ((megabytes(plan.pid) - before) / rest.length) * 1000;
  const bare = makeRooms(plan.rooms);
  await openAll(sidesOf(bare), (side) => side.open(`ws://127.0.0.1:${plan.ports.bare}/${side.room.number}`));
  const result = { memory, setUp: [], bareSetUp: [], relay: [], bareRelay: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    result.bareSetUp.push(await setUp(bare.slice(0, SET_UP_ROOMS)));
    result.setUp.push(await setUp(ours.slice(0, SET_UP_ROOMS)));
    result.bareRelay.push(await sustained(bare));
    result.relay.push(await sustained(ours));
  }
  return result;
}

const ours = makeRooms(plan.rooms);
const result = plan.ports.bare ? await measureBeside(ours) : await enter(sidesOf(ours));
await until(() => sidesOf(ours).every((side) => side.isMet), "all to know each other");
const lost = await lostWords(ours);
if (sidesOf(ours).some((side) => side.phases.length)) throw new Error("the lobby was too short");
const changes = await phaseChanges(sidesOf(ours), PHASES);
console.log(JSON.stringify({ ...result, ...changes, lost: lost + changes.lost }));
process.exit();
