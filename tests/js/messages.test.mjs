// The messages of a talk: what answers decides whether what is being typed is taken away.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Messages } from "../../talk_rooms/static/talk_rooms/messages.js";

let answer, removed, replaced, focused, fetched, see, news;

// The few elements of a page that the messages look for, by their data attributes.
function section({ form, list = {} }) {
  const parts = {
    "[data-messages-list]": { children: [], dataset: list },
    "[data-messages-failed]": { hidden: true },
    "[data-messages-form]": form,
    "[role=log]": {},
  };
  return {
    dataset: { url: "/messages/" },
    addEventListener() {},
    querySelector: (selector) => {
      const field = form && (replaced ?? form).elements.body;
      return (selector === "textarea" ? field : parts[selector]) ?? null;
    },
  };
}

const formWith = (value) => ({
  elements: { body: { value, focus: () => (focused = true) } },
  remove: () => (removed = true),
  replaceWith: (other) => (replaced = other),
});
const answering = (form) => ({ "[data-messages]": section({ form }) });
const CLOSED = { "[data-messages]": section({ form: null }) };
const SIGN_IN = {};
let blank, OPEN;

function messages() {
  const form = formWith("はじめまして。");
  const root = section({ form });
  return { one: new Messages(root, (areThere) => (news = areThere)), form, failed: root.querySelector("[data-messages-failed]") };
}

beforeEach(() => {
  removed = focused = false;
  replaced = null;
  blank = formWith("");
  OPEN = answering(blank);
  writesElsewhere(false);
  globalThis.FormData = class {
    delete() {}
  };
  fetched = [];
  globalThis.fetch = async (_url, { headers } = {}) => {
    fetched.push(headers?.["X-Purpose"] ?? "reader");
    return { text: async () => "" };
  };
  globalThis.IntersectionObserver = class {
    constructor(saw) {
      see = (isIntersecting) => saw([{ isIntersecting }]);
    }
    observe() {}
    disconnect() {}
  };
  globalThis.DOMParser = class {
    parseFromString() {
      return { querySelector: (selector) => answer[selector] ?? null };
    }
  };
});

function writesElsewhere(does) {
  globalThis.document = { activeElement: { matches: () => does }, addEventListener() {} };
}

const UNREAD = { "[data-messages]": section({ form: null, list: { unread: "" } }) };

// Sends "はじめまして。" and has `typed` in the form by the time the answer comes, with `back` in its own.
async function sendAndType(typed, back = "") {
  const { one, form } = messages();
  replaced = null;
  answer = answering(formWith(back));
  const sending = one.send(form);
  form.elements.body.value = typed;
  await sending;
  return replaced.elements.body.value;
}

test("a message that was sent leaves a blank form", async () => {
  const { one, form, failed } = messages();
  answer = OPEN;
  await one.send(form);
  assert.equal(replaced, blank);
  assert.equal(blank.elements.body.value, "");
  assert.ok(failed.hidden);
  assert.ok(focused);
});

test("what is typed while a message is on its way stands in the next form", async () => {
  assert.equal(await sendAndType("はじめまして。よろしく"), "よろしく");
  assert.equal(await sendAndType("よろしく"), "よろしく");
  assert.equal(await sendAndType(""), "");
});

test("a message that was refused comes back with what was typed since", async () => {
  const refused = "はじめまして。";
  assert.equal(await sendAndType(refused, refused), refused);
  assert.equal(await sendAndType(`${refused}よろしく`, refused), "はじめまして。よろしく");
});

test("whoever has begun to write elsewhere stays there when the answer comes", async () => {
  answer = OPEN;
  const { one, form } = messages();
  writesElsewhere(true);
  await one.send(form);
  assert.equal(focused, false);
});

test("somebody who has been signed out keeps what was typed and is told", async () => {
  const { one, form, failed } = messages();
  answer = SIGN_IN;
  await one.send(form);
  assert.equal(failed.hidden, false);
  await one.refresh();
  assert.deepEqual([removed, replaced], [false, null]);
});

test("a message that gets through at last takes back that it did not", async () => {
  const { one, form, failed } = messages();
  answer = SIGN_IN;
  await one.send(form);
  answer = OPEN;
  await one.send(form);
  assert.ok(failed.hidden);
});

test("the form goes when the talk takes no more messages, and not before", async () => {
  const { one } = messages();
  answer = OPEN;
  await one.refresh();
  assert.deepEqual([removed, replaced], [false, null]);
  answer = CLOSED;
  await one.refresh();
  assert.ok(removed);
});

test("what has come is read once its last line has been in sight, and told until then", async () => {
  const { one } = messages();
  answer = UNREAD;
  await one.refresh();
  see(false);
  assert.deepEqual([news, fetched], [true, ["refresh"]]);
  answer = CLOSED;
  see(true);
  assert.deepEqual([news, fetched], [false, ["refresh", "reader"]]);
  see(true);
  assert.equal(fetched.length, 2);
});

test("a window that is not looked at reads nothing", async () => {
  const { one } = messages();
  answer = UNREAD;
  await one.refresh();
  document.hidden = true;
  see(true);
  assert.deepEqual([news, fetched], [false, ["refresh"]]);
  document.hidden = false;
  one.look();
  assert.deepEqual(fetched, ["refresh", "reader"]);
});
