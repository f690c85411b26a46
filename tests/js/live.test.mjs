import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { follow, socketAt, waitAfter } from "../../site/static/js/live.js";
import { stopTimers, tick } from "./timers.mjs";

let sockets, looks, now;
const page = new EventTarget();

globalThis.location = { href: "https://talk.example/cast/?date=2026-11-26" };
globalThis.document = page;
globalThis.addEventListener = (name, listener) => page.addEventListener(name, listener);
globalThis.WebSocket = class extends EventTarget {
  constructor(url) {
    super();
    this.url = url;
    sockets.push(this);
  }
  say(message) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }
  drop(code = 1006) {
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
};

function pageOfAge(milliseconds) {
  now = 10_000;
  const requestStart = now - milliseconds;
  Object.defineProperty(globalThis, "performance", {
    configurable: true,
    value: { now: () => now, getEntriesByType: () => [{ requestStart }] },
  });
  follow("/ws/casts/x/desk/", () => (looks += 1));
  return sockets.at(-1);
}

function looked() {
  tick(200);
  return looks;
}

beforeEach(() => {
  stopTimers();
  page.hidden = false;
  sockets = [];
  looks = 0;
});

test("the address is whole, for browsers that take no path alone", () => {
  assert.equal(socketAt("/ws/a/"), "wss://talk.example/ws/a/");
  assert.equal(pageOfAge(0).url, "wss://talk.example/ws/casts/x/desk/");
});

test("a page that is newer than the last change is not fetched again", () => {
  pageOfAge(800).say({ type: "ready", quiet: 60_000 });
  assert.equal(looked(), 0);
});

test("what changed between the page and its socket is looked for", () => {
  pageOfAge(800).say({ type: "ready", quiet: 500 });
  assert.equal(looked(), 1);
});

test("several changes at once are one look", () => {
  const socket = pageOfAge(0);
  socket.say({ type: "ready", quiet: 60_000 });
  for (let n = 0; n < 3; n++) socket.say({ type: "changed" });
  assert.equal(looked(), 1);
});

test("after a loss it comes back and looks, each time later", () => {
  const socket = pageOfAge(0);
  socket.say({ type: "ready", quiet: 60_000 });
  socket.drop();
  tick(500);
  assert.equal(sockets.length, 2);
  sockets[1].drop();
  tick(999);
  assert.equal(sockets.length, 2);
  tick(1);
  sockets[2].say({ type: "ready", quiet: 60_000 });
  assert.equal(looked(), 1);
  assert.deepEqual([waitAfter(0), waitAfter(1), waitAfter(20)], [500, 1000, 30_000]);
});

test("nobody waits on once the line is back or somebody looks again", () => {
  for (const news of ["online", "visibilitychange"]) {
    const count = sockets.length;
    pageOfAge(0).drop();
    page.dispatchEvent(new Event(news));
    assert.equal(sockets.length, count + 2);
    tick(60_000);
    assert.equal(sockets.length, count + 2);
  }
});

test("a window that nobody looks at waits on", () => {
  pageOfAge(0).drop();
  page.hidden = true;
  page.dispatchEvent(new Event("visibilitychange"));
  assert.equal(sockets.length, 1);
});

test("whoever may not follow does not come back", () => {
  pageOfAge(0).drop(4404);
  tick(60_000);
  assert.equal(sockets.length, 1);
});
