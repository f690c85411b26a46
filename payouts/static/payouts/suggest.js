// A list of suggestions under a text field (ARIA combobox). Without it the form asks back itself.

const PAUSE_MS = 150;

function suggestionUrl(input) {
  const url = new URL(input.dataset.suggest, window.location.origin);
  url.searchParams.set("q", input.value);
  const outer = document.getElementById(input.dataset.suggestWithin);
  if (outer) url.searchParams.set("within", outer.value);
  return url;
}

class Suggestions {
  constructor(input) {
    this.input = input;
    this.active = -1;
    this.list = this.makeList();
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.later());
    input.addEventListener("focus", () => this.input.value && this.later());
    input.addEventListener("keydown", (event) => this.onKey(event));
    input.addEventListener("blur", () => this.close());
    this.close();
  }

  makeList() {
    const list = document.createElement("ul");
    list.id = `${this.input.id}_suggestions`;
    list.className = "suggest__list";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.input.labels[0]?.textContent.trim() ?? "");
    const frame = document.createElement("div");
    frame.className = "suggest";
    this.input.replaceWith(frame);
    this.status = document.createElement("p");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    frame.append(this.input, list, this.status);
    // The field keeps the focus, so that blur does not close the list before the click.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.pick(event.target.closest("[role=option]")));
    return list;
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    this.request?.abort();
    this.request = new AbortController();
    if (!this.input.value.trim()) return this.close();
    try {
      const answer = await fetch(suggestionUrl(this.input), { signal: this.request.signal });
      if (answer.ok) this.show((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(results) {
    this.list.replaceChildren(...results.map((row, at) => this.option(row, at)));
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.setOpen(results.length > 0 && document.activeElement === this.input);
    const { suggestFound, suggestNone } = this.input.dataset;
    this.status.textContent = results.length ? suggestFound.replace("{n}", results.length) : suggestNone;
  }

  option(row, at) {
    const option = document.createElement("li");
    option.id = `${this.list.id}_${at}`;
    option.className = "suggest__option";
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.value = `${row.code} ${row.name}`;
    const code = document.createElement("span");
    code.className = "suggest__code";
    code.textContent = row.code;
    option.append(code, row.name);
    return option;
  }

  onKey(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.isComposing) return;
    if (this.list.hidden) {
      // As in any list of choices, the arrow down opens it again.
      if (event.key === "ArrowDown") this.ask();
      return;
    }
    if (event.key in steps) this.move(steps[event.key]);
    else if (event.key === "Enter" && this.active >= 0) this.pick(this.list.children[this.active]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  move(step) {
    const options = [...this.list.children];
    // Upwards from the field itself is the last one.
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.active = (from + step + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", at === this.active));
    this.input.setAttribute("aria-activedescendant", options[this.active].id);
    options[this.active].scrollIntoView({ block: "nearest" });
  }

  pick(option) {
    if (!option) return;
    this.input.value = option.dataset.value;
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.setOpen(false);
  }

  setOpen(isOpen) {
    this.list.hidden = !isOpen;
    this.input.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) return;
    this.request?.abort();
    this.status.textContent = "";
    this.input.removeAttribute("aria-activedescendant");
  }
}

for (const input of document.querySelectorAll("[data-suggest]")) new Suggestions(input);
