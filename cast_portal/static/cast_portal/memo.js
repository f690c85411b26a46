// Saves a memo while it is being written. What could not be sent stays in this browser and is
// sent again: on the next try, when the connection is back, or when the page is opened anew.

const QUIET_MS = 800;
const RETRY_MS = 8000;

class MemoForm {
  constructor(form) {
    this.form = form;
    this.field = form.elements.body;
    this.mark = form.querySelector("[data-memo-mark]");
    this.key = `sashitalk:${form.dataset.memo}`;
    this.saved = this.field.value;
    this.sending = false;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    addEventListener("online", () => this.saveIfNeeded());
    addEventListener("pagehide", () => this.saveIfNeeded());
    this.takeUpKept();
  }

  takeUpKept() {
    const kept = localStorage.getItem(this.key);
    if (kept === null || kept === this.saved) return;
    this.field.value = kept;
    this.save();
  }

  changed() {
    this.say("typing");
    localStorage.setItem(this.key, this.field.value);
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
    if (this.sending) return;
    this.sending = true;
    const text = this.field.value;
    this.say("saving");
    try {
      this.settle(text, await this.post());
    } catch {
      this.say("kept");
      this.wait(RETRY_MS);
    } finally {
      this.sending = false;
    }
    if (this.field.value !== text) this.wait(QUIET_MS);
  }

  async post() {
    const response = await fetch(this.form.action, {
      method: "POST",
      body: new FormData(this.form),
      headers: { Accept: "application/json" },
      keepalive: true,
    });
    if (response.redirected || response.status >= 500) throw new Error("not saved");
    return { ok: response.ok, answer: await response.json() };
  }

  settle(text, { ok, answer }) {
    if (!ok) {
      this.mark.textContent = answer.message;
      return;
    }
    this.saved = text;
    if (this.field.value !== text) return;
    localStorage.removeItem(this.key);
    this.mark.textContent = `${this.form.dataset.saved} ${answer.saved_at}`;
    this.mark.dataset.state = "saved";
  }

  say(state) {
    this.mark.textContent = this.form.dataset[state];
    this.mark.dataset.state = state;
  }
}

for (const form of document.querySelectorAll("form[data-memo]")) new MemoForm(form);
