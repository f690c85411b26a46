// Sends and refreshes the messages of a talk without leaving the page. Without this file the form
// is an ordinary one.

export class Messages {
  constructor(root, sayFailed) {
    this.root = root;
    this.sayFailed = sayFailed;
    root?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(event.target, event.submitter);
    });
  }

  async send(form, button) {
    if (this.isSending) return;
    this.isSending = true;
    try {
      const body = new FormData(form);
      if (button?.name) body.set(button.name, button.value);
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
    const [list, lines] = this.both(fresh, "[data-messages-list]");
    if (list && lines) follow(list, lines);
    const [form, blank] = this.both(fresh, "[data-messages-form]");
    if (!blank) form?.remove();
    else if (withForm) form?.replaceWith(blank);
    this.scroll();
  }

  both(fresh, selector) {
    return [this.root, fresh].map((one) => one?.querySelector(selector));
  }

  scroll() {
    const log = this.root?.querySelector("[role=log]");
    if (log) log.scrollTop = log.scrollHeight;
  }
}

// Only lines that are new or changed move, so that a screen reader says these and no others.
function follow(list, lines) {
  const shown = [...list.children];
  for (const [index, line] of [...lines.children].entries()) {
    if (!shown[index]) list.append(line);
    else if (!shown[index].isEqualNode(line)) shown[index].replaceWith(line);
  }
}
