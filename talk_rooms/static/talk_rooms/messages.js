// Sends and refreshes the messages of a talk without leaving the page. Without this file the form
// is an ordinary one.

import { find } from "./page.js";

export class Messages {
  // onNews(are there any?) tells of messages that have come to where nobody sees them.
  constructor(root, onNews = () => {}) {
    Object.assign(this, { root, onNews });
    root.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(event.target, event.submitter);
    });
    this.sight = new IntersectionObserver((sights) => this.saw(sights.at(-1)), { threshold: 0.5 });
    document.addEventListener("visibilitychange", () => this.look());
    this.note(find("messages-list", root));
  }

  // What of the list has not been read is read once its last line has been in sight.
  note({ dataset }) {
    this.isUnread = "unread" in dataset;
    this.isSeen = false;
    this.sight.disconnect();
    this.sight.observe(find("messages-list", this.root).lastElementChild);
  }

  saw({ isIntersecting }) {
    this.isSeen = isIntersecting;
    this.onNews(this.isUnread && !this.isSeen);
    this.look();
  }

  // To fetch them like a page is to have read them.
  look() {
    if (!this.isUnread || !this.isSeen || document.hidden) return;
    this.isUnread = false;
    this.load();
  }

  async send(form, button) {
    if (this.isSending) return;
    this.isSending = true;
    const failed = find("messages-failed", this.root);
    const sent = form.elements.body.value;
    failed.hidden = true;
    try {
      const body = new FormData(form);
      if (button?.name) body.set(button.name, button.value);
      body.delete("next");
      await this.show(await fetch(form.action, { method: "POST", body }), sent);
      // Whoever has begun to write elsewhere is not torn away from it.
      if (!document.activeElement.matches("textarea")) this.root.querySelector("textarea")?.focus();
    } catch {
      failed.hidden = false;
    } finally {
      this.isSending = false;
    }
  }

  // Nothing counts as read by it.
  refresh() {
    return this.load({ "X-Purpose": "refresh" });
  }

  async load(headers) {
    try {
      await this.show(await fetch(this.root.dataset.url, { headers }));
    } catch {
      // The next message or the next page load brings it.
    }
  }

  // Takes the list from the page that answered; what is being typed stays, all the more so if that
  // page is another one: an error, or the way to sign in. It answers to what was `sent`, if anything.
  async show(response, sent) {
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = find("messages", page);
    if (!fresh) throw new Error(response.statusText);
    follow(find("messages-list", this.root), find("messages-list", fresh));
    const form = find("messages-form", this.root);
    const blank = find("messages-form", fresh);
    if (!blank) form?.remove();
    else if (form && sent !== undefined) renew(form, blank, sent);
    this.scroll();
    this.note(find("messages-list", fresh));
  }

  scroll() {
    const log = this.root.querySelector("[role=log]");
    log.scrollTop = log.scrollHeight;
  }
}

// A form that comes back with words in it has not been taken; what was typed since then stays.
function renew(form, blank, sent) {
  const typed = form.elements.body.value;
  const field = blank.elements.body;
  const isTaken = !field.value && typed.startsWith(sent);
  field.value = isTaken ? typed.slice(sent.length) : typed;
  form.replaceWith(blank);
}

// Only lines that are new or changed move, so that a screen reader says these and no others.
function follow(list, lines) {
  const shown = [...list.children];
  for (const [index, line] of [...lines.children].entries()) {
    if (!shown[index]) list.append(line);
    else if (!shown[index].isEqualNode(line)) shown[index].replaceWith(line);
  }
}
