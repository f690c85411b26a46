// Keeps in this browser what is chosen and written for a report, until the report stands.

const keyOf = (name) => `sashitalk:${name}`;

function write(form, draft) {
  const box = form.closest("[data-draft-found]");
  if (box) box.hidden = !draft.impressions;
  for (const [name, value] of Object.entries(draft)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

function keep(form, key) {
  const draft = Object.fromEntries(new FormData(form));
  delete draft.csrfmiddlewaretoken;
  localStorage.setItem(key, JSON.stringify(draft));
}

function takeUp(form) {
  const key = keyOf(form.dataset.draft);
  const mark = form.querySelector("[data-draft-mark]");
  const draft = JSON.parse(localStorage.getItem(key));
  // After a refusal the page shows what was sent.
  if (draft && !("sent" in form.dataset)) {
    write(form, draft);
    if (mark) mark.textContent = mark.dataset.found;
  }
  form.addEventListener("input", () => {
    keep(form, key);
    mark.textContent = mark.dataset.kept;
  });
}

function start(root) {
  for (const form of root.querySelectorAll("form[data-draft]")) takeUp(form);
  for (const { dataset } of root.querySelectorAll("[data-draft-done]")) {
    localStorage.removeItem(keyOf(dataset.draftDone));
  }
}

start(document);
document.addEventListener("sashitalk:renewed", ({ target }) => start(target));
