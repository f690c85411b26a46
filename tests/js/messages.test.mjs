// The messages of a talk: what answers decides whether what is being typed is taken away.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Messages } from "../../talk_rooms/static/talk_rooms/messages.js";

let answer, removed, replaced;

// The few elements of a page that the messages look for, by their data attributes.
function section({ form }) {
  const parts = {
    "[data-messages-list]": { children: [] },
    "[data-messages-failed]": { hidden: true },
    "[data-messages-form]": form,
    "[role=log]": {},
  };
  return {
    dataset: { url: "/messages/" },
    addEventListener() {},
    querySelector: (selector) => parts[selector] ?? null,
  };
}

const blank = {};
const OPEN = { "[data-messages]": section({ form: blank }) };
const CLOSED = { "[data-messages]": section({ form: null }) };
const SIGN_IN = {};

function messages() {
  const form = { remove: () => (removed = true), replaceWith: (other) => (replaced = other) };
  const root = section({ form });
  return { one: new Messages(root), form, failed: root.querySelector("[data-messages-failed]") };
}

beforeEach(() => {
  removed = false;
  replaced = null;
  globalThis.FormData = class {
    delete() {}
  };
  globalThis.fetch = async () => ({ text: async () => "" });
  globalThis.DOMParser = class {
    parseFromString() {
      return { querySelector: (selector) => answer[selector] ?? null };
    }
  };
});

test("a message that was sent leaves a blank form", async () => {
  const { one, form, failed } = messages();
  answer = OPEN;
  await one.send(form);
  assert.equal(replaced, blank);
  assert.ok(failed.hidden);
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
