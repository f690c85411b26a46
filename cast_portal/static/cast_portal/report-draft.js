// Keeps in this browser what is chosen and written for a report, until the report stands.

const form = document.querySelector("form[data-draft]");
const done = document.querySelector("[data-draft-done]");

function write(draft) {
  const box = form.closest("[data-draft-found]");
  if (box) box.hidden = !draft.impressions;
  for (const [name, value] of Object.entries(draft)) {
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

function keep(key) {
  const draft = Object.fromEntries(new FormData(form));
  delete draft.csrfmiddlewaretoken;
  localStorage.setItem(key, JSON.stringify(draft));
  return draft;
}

if (form) {
  const key = `sashitalk:${form.dataset.draft}`;
  const mark = form.querySelector("[data-draft-mark]");
  const draft = JSON.parse(localStorage.getItem(key));
  // After a refusal the page shows what was sent.
  if (draft && !("sent" in form.dataset)) {
    write(draft);
    if (mark) mark.textContent = mark.dataset.found;
  }
  form.addEventListener("input", () => {
    keep(key);
    mark.textContent = mark.dataset.kept;
  });
}
if (done) localStorage.removeItem(`sashitalk:${done.dataset.draftDone}`);
