// <form data-confirm="本当に…?"> asks in a dialog before it is sent. Without this file it is sent at once.

function askFirst(form, submitter) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.innerHTML = `<p class="dialog__title"></p>
    <form method="dialog" class="dialog__actions">
      <button class="button button--quiet" value="no"></button>
      <button class="button button--primary" value="yes"></button>
    </form>`;
  const [title, no, yes] = dialog.querySelectorAll(".dialog__title, button");
  title.id = "confirm-title";
  dialog.setAttribute("aria-labelledby", title.id);
  title.textContent = form.dataset.confirm;
  no.textContent = form.dataset.confirmNo ?? "やめる";
  yes.textContent = form.dataset.confirmYes ?? "OK";
  yes.classList.toggle("button--danger", submitter?.classList.contains("button--danger") ?? false);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue !== "yes") return;
    form.dataset.confirmed = "yes";
    form.requestSubmit(submitter);
  });
  document.body.append(dialog);
  dialog.showModal();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.dataset.confirm) return;
  if (form.dataset.confirmed) {
    delete form.dataset.confirmed;
    return;
  }
  event.preventDefault();
  askFirst(form, event.submitter);
});
