// Saves a memo while it is being written. What could not be sent stays in this browser and is
// sent again: on the next try, when the connection is back, or when the page is opened anew.
// What another window writes shows at once; where both have written, the person chooses.

import { follow } from "../js/live.js";

const QUIET_MS = 800;
const RETRY_MS = 8000;
const JSON_PLEASE = { Accept: "application/json" };

class MemoForm {
  constructor(form) {
    this.form = form;
    this.field = form.elements.body;
    this.mark = form.querySelector("[data-memo-mark]");
    this.choice = form.querySelector("[data-memo-choice]");
    this.key = `sashitalk:${form.dataset.memo}`;
    this.saved = this.field.value;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.choice.addEventListener("click", ({ target }) => {
      if (target.dataset.keep) this.choose(target.dataset.keep);
    });
    addEventListener("online", () => this.saveIfNeeded());
    addEventListener("pagehide", () => this.saveIfNeeded());
    this.takeUpKept();
  }

  get version() {
    return Number(this.form.elements.version.value);
  }

  get kept() {
    return JSON.parse(localStorage.getItem(this.key));
  }

  keep() {
    const { version } = this;
    try {
      localStorage.setItem(this.key, JSON.stringify({ body: this.field.value, version }));
    } catch {
      // No room left in this browser: the server alone keeps it then.
    }
  }

  forget(text) {
    if (this.kept?.body === text) localStorage.removeItem(this.key);
  }

  takeUpKept() {
    this.forget(this.saved);
    const { kept } = this;
    if (!kept) return;
    this.field.value = kept.body;
    this.form.elements.version.value = kept.version;
    this.save();
  }

  changed() {
    this.say(this.other ? "choose" : "typing");
    this.keep();
    this.wait(QUIET_MS);
  }

  wait(milliseconds) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.saveIfNeeded(), milliseconds);
  }

  saveIfNeeded() {
    if (this.field.value !== this.saved) this.save();
  }

  async save() {
    if (this.sending || this.other) return;
    this.sending = true;
    const text = this.field.value;
    this.say("saving");
    try {
      this.settle(text, await this.post());
      this.unanswered = null;
    } catch {
      this.unanswered = text;
      this.say("kept");
      this.wait(RETRY_MS);
    } finally {
      this.sending = false;
    }
    if (this.news) this.take(this.news);
    if (this.field.value !== text) this.wait(QUIET_MS);
  }

  async post() {
    const response = await fetch(this.form.action, {
      method: "POST",
      body: new FormData(this.form),
      headers: JSON_PLEASE,
      keepalive: true,
    });
    // To the sign-in, or refused for another person's session: trying again would not help.
    if (response.redirected || response.status === 403) return { status: 403 };
    if (response.status >= 500) throw new Error("not saved");
    return { status: response.status, answer: await response.json() };
  }

  settle(text, { status, answer }) {
    if (status === 403) this.say("locked");
    else if (status === 409) this.meet(answer);
    else if (status === 200) this.standsNow(answer);
    else this.mark.textContent = answer.message;
    if (status === 422) this.mark.dataset.state = "refused";
  }

  // Another text stands, unless it is this window's own, whose answer was lost on the way.
  meet(other) {
    if (other.body !== this.unanswered) return this.ask(other);
    this.standsNow(other);
    return this.wait(0);
  }

  standsNow({ body, version, saved_at }) {
    this.saved = body;
    this.form.elements.version.value = version;
    this.forget(body);
    if (this.field.value !== body) return;
    this.mark.textContent = `${this.form.dataset.saved} ${saved_at}`;
    this.mark.dataset.state = "saved";
  }

  // What another window has written. Text that is not saved yet is left for its own saving to meet.
  take(news) {
    this.news = this.sending ? news : null;
    if (this.sending || news.version <= this.version) return;
    if (this.other) this.ask(news);
    else if (this.field.value === this.saved) this.show(news);
  }

  show(news) {
    const { selectionStart, selectionEnd } = this.field;
    this.field.value = news.body;
    if (document.activeElement === this.field) this.field.setSelectionRange(selectionStart, selectionEnd);
    this.standsNow(news);
  }

  ask(other) {
    this.other = other;
    this.keep();
    this.choice.querySelector("[data-memo-other]").value = other.body;
    this.choice.hidden = false;
    this.say("choose");
  }

  choose(which) {
    const { other } = this;
    const mine = this.field.value;
    this.other = null;
    this.choice.hidden = true;
    this.field.value = { mine, theirs: other.body, both: `${other.body}\n\n${mine}` }[which];
    this.forget(mine);
    this.standsNow(other);
    if (which !== "theirs") this.changed();
    this.field.focus();
  }

  say(state) {
    this.mark.textContent = this.form.dataset[state];
    this.mark.dataset.state = state;
  }
}

const memos = new Map();

function start(root) {
  const isFirst = !memos.size;
  for (const form of root.querySelectorAll("form[data-memo]")) {
    if (!memos.has(form)) memos.set(form, new MemoForm(form));
  }
  if (isFirst && memos.size) follow([...memos.keys()][0].dataset.socket, look);
}

async function look() {
  const shown = [...memos].filter(([form]) => form.isConnected);
  if (!shown.length) return;
  const wanted = new URLSearchParams(shown.map(([form]) => ["guest", form.elements.guest.value]));
  const address = shown[0][0].action;
  const response = await fetch(`${address}?${wanted}`, { headers: JSON_PLEASE }).catch(() => null);
  if (!response?.ok || response.redirected) return;
  const found = await response.json();
  for (const [form, memo] of shown) {
    const news = found[form.elements.guest.value];
    if (news) memo.take(news);
  }
}

start(document);
document.addEventListener("sashitalk:renewed", ({ target }) => start(target));
