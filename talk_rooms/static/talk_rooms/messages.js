// Sends and refreshes the messages of a talk without leaving the page. Without this file the form
// is an ordinary one.

export class Messages {
  constructor(root, sayFailed) {
    this.root = root;
    this.sayFailed = sayFailed;
    root?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(event.target);
    });
  }

  async send(form) {
    if (this.isSending) return;
    this.isSending = true;
    try {
      const body = new FormData(form);
      body.delete("next");
      await this.show(await fetch(form.action, { method: "POST", body }), true);
      this.root.querySelector("textarea")?.focus();
    } catch {
      this.sayFailed?.();
    } finally {
      this.isSending = false;
    }
  }

  async refresh() {
    if (!this.root) return;
    try {
      await this.show(await fetch(this.root.dataset.url), false);
    } catch {
      // The next message or the next page load brings it.
    }
  }

  // Takes the list from the page that answered; what is being typed stays.
  async show(response, withForm) {
    if (!response.ok && response.status !== 422) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page.querySelector("[data-messages]");
    const parts = withForm ? ["messages-list", "messages-form"] : ["messages-list"];
    for (const part of parts) {
      const [old, now] = [this.root, fresh].map((one) => one?.querySelector(`[data-${part}]`));
      if (now) old?.replaceWith(now);
    }
    if (!fresh?.querySelector("form")) this.root.querySelector("form")?.remove();
    this.scroll();
  }

  scroll() {
    const list = this.root?.querySelector("[data-messages-list]");
    if (list) list.scrollTop = list.scrollHeight;
  }
}
