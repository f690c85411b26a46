// Shows a chosen picture at once, and says before sending when a file is too large.

function watchPicture(input, { maxBytes, tooLarge }) {
  const preview = input.parentElement.querySelector("img");
  preview.addEventListener("load", () => URL.revokeObjectURL(preview.src));
  preview.addEventListener("error", () => (preview.hidden = true));
  input.addEventListener("change", () => {
    const [file] = input.files;
    const fits = !file || file.size <= maxBytes;
    input.setCustomValidity(fits ? "" : tooLarge);
    input.reportValidity();
    preview.hidden = !(file && fits);
    if (!preview.hidden) preview.src = URL.createObjectURL(file);
  });
}

for (const form of document.querySelectorAll("form[data-max-bytes]")) {
  const limits = { maxBytes: Number(form.dataset.maxBytes), tooLarge: form.dataset.tooLarge };
  for (const input of form.querySelectorAll("[data-picture]")) watchPicture(input, limits);
}

document.getElementById("errors")?.focus();
